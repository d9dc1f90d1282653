import type { DrillTraits } from "../../../components/front-door/drill-traits";
import { FRONT_DOOR_KINDS } from "../../../components/front-door/kinds";
import { type StateResource, outputsOf, readExport } from "../../../stack/export";
import { nameIn } from "../../../stack/resource";

/** Instances of the front door, found by tag: a single one, or those of a group. */
export interface NodeGroup {
  /** Value of the tag `holdfast-node`: `a1`, `main-a`, or `ecs` for a group. */
  readonly key: string;
  /** Its tag `Name`. */
  readonly name: string;
  readonly zones: readonly string[];
  readonly isMany: boolean;
  /** The role of its instances. */
  readonly roleArn: string | undefined;
  /** Whether Systems Manager may send commands to it. */
  readonly isManaged: boolean;
}

/** The parts of a stack that a rehearsal on AWS needs, read from the stack export. */
export interface AwsStack {
  /** Value of the tag `holdfast:stack`, such as `holdfast/prod`. */
  readonly tag: string;
  readonly region: string;
  readonly account: string;
  /** The kind of front door. */
  readonly frontDoor: string;
  readonly traits: DrillTraits<never>;
  readonly nodes: readonly NodeGroup[];
  readonly zones: readonly string[];
  readonly subnets: readonly { readonly arn: string; readonly zone: string }[];
  readonly vpcArns: readonly string[];
  readonly balancers: readonly {
    readonly name: string;
    readonly arn: string;
    /** Whether the load balancer allows zonal shifts. */
    readonly mayShift: boolean;
  }[];
  /** Alarms in the stack's region. */
  readonly alarms: readonly { readonly name: string; readonly arn: string }[];
  readonly service:
    { readonly cluster: string; readonly name: string; readonly clusterArn: string } | undefined;
  /** The URL that clients use; undefined if the stack has none. */
  readonly hostname: string | undefined;
}

/** The kind of front door of a component type. */
const kindOf = (type: string) =>
  [...FRONT_DOOR_KINDS].find(([, { drill }]) => drill.components.includes(type));

const nameOf = ({ urn }: StateResource): string => nameIn(urn);
const isOfFrontDoor = ({ urn }: StateResource): boolean => urn.includes("::holdfast:front-door:");
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(textOf) : []);

/**
 * Reads a stack export.
 *
 * @throws {Error} for anything else, and for a stack without a front door on AWS
 */
export function readAwsStack(json: unknown): AwsStack {
  const exported = readExport(json);
  const { resources } = exported.deployment;
  const all = (type: string) => resources.filter((one) => one.type === type);
  const kind = resources.map(({ type }) => kindOf(type)).find((one) => one !== undefined);
  const subnets = all("aws:ec2/subnet:Subnet").map(({ outputs = {} }) => ({
    arn: textOf(outputs["arn"]),
    zone: textOf(outputs["availabilityZone"]),
    tag: textOf((outputs["tags"] as Record<string, string> | undefined)?.["holdfast:stack"]),
  }));
  const [first] = subnets;
  if (kind === undefined || first === undefined || first.tag === "") {
    throw new Error(
      "the stack has no front door on AWS to inject faults into: no component of holdfast:front-door, or no subnet " +
        "with the tag holdfast:stack; deploy one, or name another stack",
    );
  }
  const [, , , region = "", account = ""] = first.arn.split(":");
  return {
    tag: first.tag,
    region,
    account,
    frontDoor: kind[0],
    traits: kind[1].drill,
    nodes: nodesOf(resources),
    zones: [...new Set(subnets.map(({ zone }) => zone))].sort(),
    subnets: subnets.map(({ arn, zone }) => ({ arn, zone })),
    vpcArns: all("aws:ec2/vpc:Vpc").map(({ outputs = {} }) => textOf(outputs["arn"])),
    balancers: all("aws:lb/loadBalancer:LoadBalancer").map((one) => ({
      name: nameOf(one),
      arn: textOf(one.outputs?.["arn"]),
      mayShift: one.outputs?.["enableZonalShift"] === true,
    })),
    alarms: all("aws:cloudwatch/metricAlarm:MetricAlarm")
      .map((one) => ({ name: nameOf(one), arn: textOf(one.outputs?.["arn"]) }))
      .filter(({ arn }) => arn.split(":")[3] === region)
      .sort((a, b) => a.name.localeCompare(b.name)),
    service: serviceOf(resources),
    hostname: textOf(outputsOf(exported)["hostname"]) || undefined,
  };
}

function nodesOf(resources: readonly StateResource[]): NodeGroup[] {
  const mine = resources.filter(isOfFrontDoor);
  const groups = mine.filter(({ type }) => type === "aws:autoscaling/group:Group");
  const instances = mine.filter(({ type }) => type === "aws:ec2/instance:Instance");
  const nodes = [
    ...groups.map((one) => {
      const tags = (one.outputs?.["tags"] ?? []) as { key: string; value: string }[];
      const key = tags.find(({ key }) => key === "holdfast-node")?.value ?? nameOf(one);
      const isMany = one.outputs?.["maxSize"] !== 1;
      return { name: nameOf(one), key, zones: zonesOf(one, resources), isMany };
    }),
    ...instances.map((one) => {
      const tags = (one.outputs?.["tags"] ?? {}) as Record<string, string>;
      const zones = [textOf(one.outputs?.["availabilityZone"])];
      return { name: nameOf(one), key: tags["holdfast-node"] ?? nameOf(one), zones, isMany: false };
    }),
  ];
  const roles = mine.filter(({ type }) => type === "aws:iam/role:Role");
  const managed = mine
    .filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ outputs }) => /AmazonSSMManaged/.test(textOf(outputs?.["policyArn"])))
    .map(({ outputs }) => textOf(outputs?.["role"]));
  return nodes
    .map((node) => {
      // Each node has a role of the same name, or all share a role whose name is the prefix of theirs.
      const role = roles.find((one) => node.name.startsWith(nameOf(one)));
      return {
        ...node,
        roleArn: role && textOf(role.outputs?.["arn"]),
        isManaged: managed.includes(textOf(role?.outputs?.["name"])),
      };
    })
    .sort((a, b) => a.key.localeCompare(b.key));
}

function zonesOf(group: StateResource, resources: readonly StateResource[]): string[] {
  const own = listOf(group.outputs?.["availabilityZones"]);
  if (own.length > 0) return own.sort();
  const subnets = listOf(group.outputs?.["vpcZoneIdentifiers"]);
  return resources
    .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
    .filter(({ outputs }) => subnets.includes(textOf(outputs?.["id"])))
    .map(({ outputs }) => textOf(outputs?.["availabilityZone"]))
    .sort();
}

function serviceOf(resources: readonly StateResource[]): AwsStack["service"] {
  const service = resources.find(
    (one) => one.type === "aws:ecs/service:Service" && isOfFrontDoor(one),
  )?.outputs;
  if (!service) return undefined;
  const clusterArn = textOf(service["cluster"]);
  return {
    clusterArn,
    cluster: clusterArn.split("/").at(-1)!,
    name: textOf(service["name"]),
  };
}
