import * as pulumi from "@pulumi/pulumi";
import {
  AcceleratorFrontDoor,
  AddressPairs,
  type AddressPairsArgs,
  BlueGreen,
  BuiltImage,
  HealthChecks,
  InternalHosts,
  Jumpbox,
  type JumpboxArgs,
  NlbAlb,
  type NlbAlbArgs,
  NodeRolls,
  type NodeRollsArgs,
  PooledAlb,
  ProxyAlarms,
  ProxyTier,
  type ProxyTierArgs,
  RoutedRecord,
  StaticAddresses,
  Vpc,
  type VpcArgs,
  networkFrom,
  type NetworkFromArgs,
} from "../../components";
import { type EcsArgs, EcsOnFargate, EcsOnInstances } from "../../components/front-door/ecs";

const subnets = (...letters: string[]) =>
  Object.fromEntries(
    letters.map((letter, index) => [
      `us-east-1${letter}`,
      { id: `subnet-${letter}`, cidr: `10.0.${index}.0/24` },
    ]),
  );

const NETWORK: NetworkFromArgs = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  cidr: "10.0.0.0/16",
  publicSubnets: subnets("a", "b"),
  privateSubnets: subnets("a", "b"),
};
const vpc = networkFrom(NETWORK);

const ADDRESS = { allocationId: "eipalloc-0123456789abcdef0", publicIp: "203.0.113.10" };
const addresses = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, ADDRESS]));
const FOUR = addresses("entry-a1", "entry-a2", "entry-b1", "entry-b2");

const aVpc = (args: Partial<VpcArgs>) => () =>
  new Vpc("net", {
    cidr: "10.20.0.0/16",
    availabilityZones: ["us-east-1a", "us-east-1b"],
    egress: { kind: "none" },
    ...args,
  });

const network = (args: Partial<NetworkFromArgs>) => () => networkFrom({ ...NETWORK, ...args });

const TIER: ProxyTierArgs = {
  vpc,
  addresses: FOUR,
  haproxy: { backend: { host: "live.example.com", port: 443 } },
  backends: { blue: "10.30.0.0/16" },
};
const tier = (args: Partial<ProxyTierArgs>) => () => new ProxyTier("entry", { ...TIER, ...args });

const COLOR = {
  cidr: "10.30.0.0/16",
  instanceType: "t4g.small",
  min: 2,
  max: 6,
  loadBalancer: { kind: "nlb" },
  port: 443,
  healthPath: "/health",
} as const;
const blueGreen =
  (args: object, name = "backend") =>
  () =>
    new BlueGreen(name, {
      layout: "vpcPerColor",
      live: "blue",
      switch: { kind: "record", reach: { kind: "private", zone: "holdfast.internal" } },
      frontDoor: vpc,
      clients: { "public-a": "10.0.0.0/24" },
      colors: { blue: COLOR },
      ...args,
    });

const CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/0123";
const share = (weight: number) => ({ weight }) as NonNullable<BlueGreen["colors"]["blue"]>;

const nlb =
  (args: Partial<NlbAlbArgs>, name = "entry") =>
  () =>
    new NlbAlb(name, {
      vpc,
      addresses: FOUR,
      deletionProtection: false,
      target: { kind: "alb", colors: { blue: share(100) } },
      ...args,
    });

const PAIR = {
  virtualAddress: "172.31.255.10",
  proxy: { kind: "passThrough", backend: { host: "live.example.com", port: 443 } },
  reaches: [],
} as const;
const pairs = (args: Partial<AddressPairsArgs>) => () =>
  new AddressPairs("entry", { vpc, failover: { kind: "route" }, pairs: { main: PAIR }, ...args });

const ECS: EcsArgs = {
  vpc,
  addresses: FOUR,
  image: "registry.example.com/haproxy:1",
  desiredCount: 2,
  endpoint: "live.example.com:80",
  healthPath: "/health",
  backendPort: 80,
  backends: { blue: "10.30.0.0/16" },
};

const HOURS = { start: "08:00", stop: "18:00", days: ["MON"], timeZone: "UTC" } as const;
const jumpbox = (args: Partial<JumpboxArgs>) => () =>
  new Jumpbox("jumpbox", { vpc, access: { kind: "ssm" }, hours: HOURS, ...args });

const host = (args: object) => () =>
  new InternalHosts("host", {
    vpc,
    hosts: {
      db: {
        record: { kind: "private", zone: "hosts.internal" },
        instance: "one",
        machines: { one: { zone: "us-east-1a" } },
        ...args,
      },
    },
  });

/**
 * Calls of the library with wrong arguments, by problem. `test/golden/wrong-calls.txt` has their messages.
 */
export const WRONG_CALLS: Readonly<Record<string, () => unknown>> = {
  "zones are ids": aVpc({ availabilityZones: ["use1-az1", "use1-az2"] }),
  "a VPC is too small for its subnets": aVpc({ cidr: "10.20.0.0/28" }),
  "zones are of two regions": aVpc({ availabilityZones: ["us-east-1a", "us-west-2b"] }),
  "a NAT gateway has no address": aVpc({
    egress: { kind: "nat", gateways: "perAz", addresses: addresses("egress-a") },
  }),
  "flow logs are kept for a number of days that CloudWatch does not have": aVpc({
    flowLogs: { retentionDays: 8 as 7 },
  }),
  "a network has one zone": network({
    publicSubnets: subnets("a"),
    privateSubnets: subnets("a"),
  }),
  "the tiers of a network have different zones": network({ privateSubnets: subnets("b", "c") }),
  "the subnets of a network are by zone ids": network({
    publicSubnets: { "use1-az1": { id: "1", cidr: "10.0.0.0/24" }, ...subnets("b") },
    privateSubnets: { "use1-az1": { id: "2", cidr: "10.0.1.0/24" }, ...subnets("b") },
  }),
  "a tag and the retention of an inventory are wrong": () =>
    new StaticAddresses("ips", {
      addresses: {},
      accelerator: { flowLogs: { retentionDays: 0 } },
      tags: { "aws:owner": "platform" },
    }),
  "an adopted address is given by its public IP": () =>
    new StaticAddresses("ips", {
      addresses: { "entry-a1": { role: "ingress", holder: "node-a1", adopt: "203.0.113.10" } },
    }),
  "an inventory has a pool beside a block, which is too small": () =>
    new StaticAddresses("ips", {
      addresses: {},
      pool: { ipamPoolId: "ipam-pool-0123456789abcdef0" },
      block: { region: "us-east-1", netmaskLength: 31 },
    }),
  "an ALB of a pool without blocks has a long name, and waits too long": () =>
    new PooledAlb("entry-of-the-whole-shop", {
      vpc,
      pool: { ipamPoolId: "ipam-pool-0123456789abcdef0", blocks: {} },
      deletionProtection: false,
      idleTimeoutSeconds: 5000,
      colors: { blue: share(100) },
    }),
  "an address has a key that no resource can have": () =>
    new StaticAddresses("ips", { addresses: { "Entry A1": { role: "ingress", holder: "x" } } }),
  "a tier has no node": tier({ nodesPerAz: 0 }),
  "the subnets of a network are an output, and its zones are not named": network({
    publicSubnets: pulumi.output(subnets("a", "b")),
  }),
  "two front doors ask for one address": () =>
    new StaticAddresses("ips", {
      addresses: [
        { key: "entry-a1", role: "ingress", holder: "node-a1" },
        { key: "entry-a1", role: "ingress", holder: "nlb 10.0.0.0/16" },
      ],
    }),
  "a tier lacks the addresses of a zone": tier({ addresses: addresses("entry-a1", "entry-a2") }),
  "a tier claims an address that no node has": tier({ claims: ["entry-a1", "entry-c1"] }),
  "the host of a tier has a line end": tier({
    haproxy: { backend: { host: "live.example.com\nserver evil", port: 443 } },
  }),
  "a port is none, and another is that of SSH": tier({
    haproxy: { ports: [70_000, 22], backend: { host: "live.example.com", port: 443 } },
  }),
  "a rule's block, an instance type and an address of a tier are wrong": tier({
    backends: { blue: "10.30.0.1/16" },
    instanceType: "large",
    addresses: { ...FOUR, "entry-b2": { allocationId: "eipalloc-1", publicIp: "::1" } },
  }),
  "a tier admits a block and a part of it": tier({
    allowFrom: ["198.51.100.0/24", "198.51.100.64/26"],
  }),
  "a tier admits an address that is no block": tier({ allowFrom: { partner: "198.51.100.7" } }),
  "the live color is not described": blueGreen({ live: "green" }),
  "weights do not add up": blueGreen({
    live: { blue: 50, green: 20 },
    colors: { blue: COLOR, green: { ...COLOR, cidr: "10.40.0.0/16" } },
  }),
  "a color is in the front door's block": blueGreen({
    colors: { blue: { ...COLOR, cidr: "10.0.0.0/16" } },
  }),
  "a color has fewer instances at most than at least, and a port that is none": blueGreen({
    colors: { blue: { ...COLOR, min: 4, max: 2, port: 70_000 } },
  }),
  "a drain is shorter than the record's time to live": blueGreen({ drainSeconds: 5 }),
  "an NLB's color scales by an ALB's requests": blueGreen({
    colors: { blue: { ...COLOR, scaling: { kind: "albRequests", perTarget: 100 } } },
  }),
  "an ALB without a certificate has the port of TLS": blueGreen({
    colors: { blue: { ...COLOR, loadBalancer: { kind: "alb" } } },
  }),
  "a backend's name is too long for its load balancers": blueGreen({}, "production-backend"),
  "the colors of an NLB get half of the clients": nlb({
    target: { kind: "alb", colors: { blue: share(50) } },
  }),
  "an ALB keeps connections longer than the NLB": nlb({
    nlbIdleTimeoutSeconds: 60,
    target: { kind: "alb", colors: { blue: share(100) }, albIdleTimeoutSeconds: 60 },
  }),
  "an ALB's certificate is of another region": nlb({
    target: { kind: "alb", colors: { blue: share(100) }, certificateArn: CERTIFICATE },
  }),
  "an ALB's web ACL is of another region": nlb({
    target: {
      kind: "alb",
      colors: { blue: share(100) },
      webAclArn: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/0123abcd",
    },
  }),
  "a color's certificate is of another region": blueGreen({
    layout: "sharedVpc",
    colors: {
      blue: {
        ...COLOR,
        cidr: undefined,
        loadBalancer: { kind: "alb", certificateArn: CERTIFICATE },
      },
    },
  }),
  "names that an NLB follows are none, on the port of a test": nlb({
    target: {
      kind: "ips",
      ports: [9443],
      names: { blue: { dnsName: "Web Server", weight: 100 } },
    },
  }),
  "an NLB claims an address of no zone": nlb({
    target: {
      kind: "ips",
      ports: [443],
      names: { blue: { dnsName: "web.example.com", weight: 100 } },
    },
    claims: { holder: "nlb 10.0.0.0/16", keys: ["entry-a1", "entry-a2"] },
  }),
  "an NLB has no address in a zone": nlb({ addresses: addresses("entry-a1") }),
  "an NLB's name is too long for its target groups": nlb({}, "front-door-of-orders"),
  "there are no pairs": pairs({ pairs: {} }),
  "a virtual address is in the VPC": pairs({
    pairs: { main: { ...PAIR, virtualAddress: "10.0.3.4" } },
  }),
  "two pairs have one address, and different health ports": pairs({
    pairs: { main: PAIR, orders: { ...PAIR, proxy: { ...PAIR.proxy, healthPort: 9002 } } },
  }),
  "a pair claims an address that no pair has": pairs({
    failover: {
      kind: "eip",
      addresses: { "entry-main": ADDRESS },
      claims: ["entry-main", "entry-a1"],
    },
    pairs: { main: { ...PAIR, virtualAddress: undefined } },
  }),
  "a pair has no Elastic IP": pairs({
    failover: { kind: "eip", addresses: {} },
    pairs: { main: { ...PAIR, virtualAddress: undefined } },
  }),
  "a service of ECS has one task of a moving image": () =>
    new EcsOnInstances("entry", { ...ECS, image: "haproxy:latest", desiredCount: 1 }),
  "the endpoint of a service has no port": () =>
    new EcsOnFargate("entry", { ...ECS, endpoint: "live.example.com" }),
  "an accelerator has no port": () =>
    new AcceleratorFrontDoor("entry", {
      accelerator: { arn: "", dnsName: "", zoneId: "", addresses: {} },
      vpc,
      colors: { blue: share(100) },
      balancer: "nlb",
      ports: [],
    }),
  "health checks have a path and an interval that Route 53 does not have": () =>
    new HealthChecks("health", {
      addresses: { "entry-a1": "198.51.100" },
      port: 9001,
      path: "health",
      intervalSeconds: 20 as 10,
    }),
  "a record migrates from itself, by more than all of it": () =>
    new RoutedRecord("dns", {
      zone: { kind: "existing", name: "example.com" },
      record: "static",
      answers: {
        kind: "alias",
        target: { dnsName: pulumi.output("lb.example.net"), zoneId: "Z1" },
        migration: { from: "static.example.com", percent: 110 },
      },
    }),
  "addresses share a name with a CNAME, and have an owner with a long name": () =>
    new RoutedRecord("dns", {
      zone: { kind: "existing", name: "example.com" },
      record: "static",
      owner: "shop/".repeat(21),
      answers: {
        kind: "addresses",
        routing: "weighted",
        endpoints: {},
        migration: { from: "old.example.net", percent: 10 },
      },
    }),
  "a record creates a reserved zone, and has it as its suffix": () =>
    new RoutedRecord("dns", {
      zone: { kind: "create", name: "shop.example.com" },
      record: "www.shop.example.com",
      answers: { kind: "nothing" },
    }),
  "a jumpbox's record is its zone": jumpbox({
    access: {
      kind: "public",
      allowFrom: ["198.51.100.0/24"],
      record: "example.com",
      zone: { id: "Z1", name: "example.com" },
    },
  }),
  "a jumpbox admits everyone, in hours of no time zone": jumpbox({
    access: {
      kind: "public",
      allowFrom: ["0.0.0.0/0"],
      record: "jumpbox",
      zone: { id: "Z1", name: "example.com" },
    },
    hours: { ...HOURS, timeZone: "Berlin" },
  }),
  "a host's name is of a machine that is not there": host({ instance: "two" }),
  "a host's machine is in another zone": host({ machines: { one: { zone: "us-east-1c" } } }),
  "an image keeps none of its generations": () =>
    new BuiltImage("image", {
      imageName: "prod/node",
      architecture: "arm64",
      region: "us-east-1",
      subnetId: "subnet-1",
      keep: 0,
    }),
  "a node is rolled without a health check": () =>
    new NodeRolls("roll", {
      region: "us-east-1",
      nodes: { a1: { addressKey: "entry-a1" } },
      healthCheckIds: {},
    } as unknown as NodeRollsArgs),
  "an alarm sounds below more than above": () =>
    new ProxyAlarms("alarms", {
      region: "us-east-1",
      groupNames: {},
      healthCheckIds: {},
      networkOutBytes: { low: 10, high: 5 },
    }),
};
