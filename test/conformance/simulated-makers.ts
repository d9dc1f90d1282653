import type { Account, Stored } from "../../simulator";
import {
  AUTO_SCALING_GROUP,
  BUCKET,
  BUCKET_OBJECT,
  DNS_RECORD,
  EIP,
  HEALTH_CHECK,
  HOSTED_ZONE,
  IMAGE,
  INSTANCE,
  INTERNET_GATEWAY,
  LAMBDA_FUNCTION,
  LAUNCH_TEMPLATE,
  LISTENER,
  LOAD_BALANCER,
  NAT_GATEWAY,
  NETWORK_INTERFACE,
  ROLE,
  ROUTE_TABLE,
  SUBNET,
  TARGET_GROUP,
  VPC,
  type Values,
  text,
  texts,
} from "../../simulator";
import { makeTagged } from "./simulated-tagged";
import { ECHO_CODE, type Makers, type Place, REGION } from "./makers";

const trust = (principal: Values, condition?: Values): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: principal,
        Action: "sts:AssumeRole",
        ...(condition && { Condition: condition }),
      },
    ],
  });

/** Makers of an account that answers at once. */
type Immediate<M> = {
  readonly [K in keyof M]: M[K] extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => R | Promise<R>
    : never;
};

/** Creates the resources of cases in a simulated account, like the engine. */
export function simulatedMakers(account: Account): Makers {
  const make = (type: string, inputs: Values): Stored => account.create(type, REGION, inputs);
  const find = (type: string, id: string): Stored =>
    account.find(type, id, type === HOSTED_ZONE ? "global" : REGION)!;
  const places = new Map<string, Place>();
  const place = (name: string): Place => {
    const known = places.get(name);
    if (known) return known;
    const vpc = make(VPC, { cidrBlock: "10.0.0.0/16" }).id;
    const gateway = make(INTERNET_GATEWAY, { vpcId: vpc }).id;
    const subnet = (letter: string, number: number): string =>
      make(SUBNET, {
        vpcId: vpc,
        cidrBlock: `10.0.${number}.0/24`,
        availabilityZone: `${REGION}${letter}`,
      }).id;
    const made: Place = { vpc, gateway, subnets: [subnet("a", 0), subnet("b", 1)] };
    places.set(name, made);
    return made;
  };
  const home = (): Place => place("home");
  let number = 0;
  const unique = (name: string): string => `${name}-${++number}`;

  const makers: Immediate<Makers> = {
    place: home,
    otherPlace: () => place("other"),
    address: (tags = {}) => make(EIP, { domain: "vpc", tags }).id,
    publicIp: (address) => text(find(EIP, address).outputs["publicIp"]),
    instance: async ({
      tags = {},
      place: where = home(),
      image = "ami-0123456789abcdef0",
    } = {}) => {
      // Launch times are exact to the millisecond.
      await new Promise((resolve) => setTimeout(resolve, 2));
      return make(INSTANCE, {
        ami: image,
        instanceType: "t3.micro",
        subnetId: where.subnets[0],
        tags,
      }).id;
    },
    stop: (id) => void account.revise(find(INSTANCE, id), { instanceState: "stopped" }),
    terminate: (id) => account.remove(find(INSTANCE, id)),
    interfaceOf: (id) => text(find(INSTANCE, id).outputs["primaryNetworkInterfaceId"]),
    networkInterface: () => make(NETWORK_INTERFACE, { subnetId: home().subnets[0] }).id,
    deleteNetworkInterface: (id) => account.remove(find(NETWORK_INTERFACE, id)),
    node: () => {
      const networkInterface = make(NETWORK_INTERFACE, { subnetId: home().subnets[0] }).id;
      const { id } = make(INSTANCE, {
        ami: "ami-0123456789abcdef0",
        instanceType: "t3.micro",
        primaryNetworkInterface: { networkInterfaceId: networkInterface },
      });
      return { instance: id, networkInterface };
    },
    natGateway: (address) =>
      make(NAT_GATEWAY, { subnetId: home().subnets[0], allocationId: address }).id,
    routeTable: () => make(ROUTE_TABLE, { vpcId: home().vpc }).id,
    image: (tags) => {
      const { id, outputs } = make(IMAGE, { name: unique("image"), tags });
      return { id, snapshot: text(outputs["rootSnapshotId"]) };
    },
    template: (name, image = "ami-0123456789abcdef0") =>
      make(LAUNCH_TEMPLATE, { name: unique(name), imageId: image, instanceType: "t3.micro" }).id,
    version: (id) => {
      const template = find(LAUNCH_TEMPLATE, id);
      account.update(template, { ...template.inputs, instanceType: "t3.small" });
    },
    group: (name, { template, version, graceSeconds, targetGroup }) => {
      make(AUTO_SCALING_GROUP, {
        name,
        minSize: 1,
        maxSize: 1,
        desiredCapacity: 1,
        healthCheckGracePeriod: graceSeconds ?? 300,
        launchTemplate: { id: template, version },
        vpcZoneIdentifiers: [home().subnets[0]],
        ...(targetGroup ? { targetGroupArns: [targetGroup] } : {}),
      });
    },
    balancer: () =>
      make(LOAD_BALANCER, {
        name: unique("nlb"),
        loadBalancerType: "network",
        subnets: [...home().subnets],
      }).id,
    targetGroup: (name, { targetType = "ip", used = false } = {}) => {
      const { id } = make(TARGET_GROUP, {
        name: unique(name),
        port: 443,
        protocol: "TCP",
        vpcId: home().vpc,
        targetType,
      });
      if (used) {
        make(LISTENER, {
          loadBalancerArn: makers.balancer() as string,
          port: 443,
          protocol: "TCP",
          defaultActions: [{ type: "forward", targetGroupArn: id }],
        });
      }
      return id;
    },
    zone: (name) => make(HOSTED_ZONE, { name }).id,
    record: (zoneId, { name, type, values }) => {
      make(DNS_RECORD, { zoneId, name, type, ttl: 60, records: [...values] });
    },
    records: (zone) =>
      account
        .referring(zone, DNS_RECORD)
        .map(({ inputs }) =>
          [
            text(inputs["name"]).replace(/\.$/, ""),
            text(inputs["type"]),
            Number(inputs["ttl"]),
            ...texts(inputs["records"]).sort(),
          ].join(" "),
        )
        .sort(),
    healthCheck: (ipAddress) =>
      make(HEALTH_CHECK, {
        ipAddress,
        type: "HTTP",
        port: 9001,
        resourcePath: "/health",
        requestInterval: 10,
        failureThreshold: 3,
      }).id,
    bucket: () => make(BUCKET, { bucket: unique("holdfast-conformance") }).id,
    object: (bucket, key, content, metadata = {}) => {
      make(BUCKET_OBJECT, { bucket, key, content, metadata });
    },
    role: (name, externalId) =>
      text(
        make(ROLE, {
          name: unique(name),
          assumeRolePolicy: trust(
            { AWS: "arn:aws:iam::123456789012:root" },
            externalId ? { StringEquals: { "sts:ExternalId": externalId } } : undefined,
          ),
        }).outputs["arn"],
      ),
    lambda: (name) => {
      const role = make(ROLE, {
        name: unique("lambda"),
        assumeRolePolicy: trust({ Service: "lambda.amazonaws.com" }),
      });
      make(LAMBDA_FUNCTION, {
        name,
        role: role.outputs["arn"],
        code: { assets: { "index.mjs": { text: ECHO_CODE } } },
        handler: "index.handler",
        runtime: "nodejs24.x",
      });
    },
    tagged: (kind, tags) => makeTagged(make, home(), unique, kind, tags),
  };
  // Every maker answers at once; cases await it as they await AWS.
  return Object.fromEntries(
    Object.entries<(...args: never[]) => unknown>(makers).map(([name, maker]) => [
      name,
      (...args: never[]) => Promise.resolve(maker(...args)),
    ]),
  ) as unknown as Makers;
}
