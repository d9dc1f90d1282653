import { Account } from "../../simulator/account";
import { companyAccount } from "./company-account";
import { HOURS } from "./hours";
import { type Recording, record } from "./recorder";

export type { Recording };

/** Configuration of a stack, by section (`holdfast:<section>`). */
export type ProgramConfig = Readonly<Record<string, unknown>>;

const network = (egress?: object, more: object = {}): ProgramConfig => ({
  network: { cidr: "10.20.0.0/16", ...(egress && { egress }), ...more },
  tags: { environment: "test" },
});

/** A zone that AWS can create, unlike example.com. */
export const ZONE = "holdfast-demo.net";

/** A whole front door in front of a blue/green backend. */
export const frontDoor = (overrides: ProgramConfig = {}): ProgramConfig => ({
  ...network(),
  entry: { kind: "haproxy" },
  backend: {
    live: "blue",
    blue: { cidr: "10.30.0.0/16" },
    green: { cidr: "10.40.0.0/16" },
  },
  dns: { zone: ZONE, createZone: true },
  ...overrides,
});

/** An NLB in front of one ALB, with both colours in its VPC. */
export const nlbFrontDoor = (overrides: ProgramConfig = {}): ProgramConfig => ({
  ...network(),
  entry: { kind: "nlbAlb" },
  backend: { live: "blue", layout: "sharedVpc", blue: {}, green: {} },
  dns: { zone: ZONE, createZone: true },
  ...overrides,
});

/** An ALB with addresses from a block of the stack, with both colours in its VPC. */
export const pooledDoor = (overrides: ProgramConfig = {}): ProgramConfig =>
  nlbFrontDoor({
    entry: { kind: "alb" },
    addresses: { pool: { netmaskLength: 29 } },
    ...overrides,
  });

/** An NLB that follows the addresses of both colours' ALBs, each in its own VPC. */
export const followingDoor = (overrides: ProgramConfig = {}): ProgramConfig =>
  nlbFrontDoor({ backend: frontDoor()["backend"], ...overrides });

/** An accelerator in front of both colours' own load balancers, each in its own VPC. */
export const acceleratedDoor = (overrides: ProgramConfig = {}): ProgramConfig =>
  frontDoor({ entry: { kind: "accelerator" }, ...overrides });

/** A pair of nodes with one address inside the VPC, in front of its own backend. */
export const addressPair = (
  entry: Readonly<Record<string, unknown>> = {},
  overrides: ProgramConfig = {},
): ProgramConfig => ({
  ...network(),
  entry: {
    kind: "addressPair",
    failover: "route",
    virtualAddress: "172.31.255.10",
    backends: { orders: { host: "orders.example.com", port: 8080 } },
    default: "orders",
    ...entry,
  },
  ...overrides,
});

/** A jumpbox with a public name, and a host with two machines of which one has its name. */
export const jumpHost = (overrides: ProgramConfig = {}): ProgramConfig => ({
  ...network(),
  dns: { zone: ZONE, createZone: true },
  jumpbox: { kind: "public", allowFrom: ["198.51.100.0/24"], schedule: HOURS },
  internalHosts: {
    db: {
      instance: "one",
      machines: { one: { zone: "us-east-1a" }, two: { zone: "us-east-1b" } },
      ports: [5432],
    },
  },
  ...overrides,
});

/** HAProxy as a service of ECS, in front of both colours. */
export const ecsFrontDoor = (
  entry: Readonly<Record<string, unknown>> = {},
  overrides: ProgramConfig = {},
): ProgramConfig => ({
  ...network(),
  entry: {
    kind: "ecs",
    image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1",
    ...entry,
  },
  backend: {
    live: "blue",
    blue: { cidr: "10.30.0.0/16", port: 80 },
    green: { cidr: "10.40.0.0/16", port: 80 },
  },
  dns: { zone: ZONE, createZone: true },
  ...overrides,
});

/** The program in each shape that changes which resources exist. */
export const PROGRAM_VARIANTS: Readonly<Record<string, ProgramConfig>> = {
  defaults: network(),
  "a single NAT gateway": network({ kind: "nat", gateways: "single" }),
  "a regional NAT gateway": network({ kind: "nat", gateways: "regional" }),
  "NAT and gateway endpoints": network({ kind: "nat", gatewayEndpoints: ["s3", "dynamodb"] }),
  PrivateLink: network({ kind: "privatelink" }),
  "no egress": network({ kind: "none" }),
  "a HAProxy front door": frontDoor(),
  "a HAProxy front door by traffic policy, with both colours in one VPC": frontDoor({
    backend: {
      live: "green",
      layout: "sharedVpc",
      loadBalancer: "alb",
      blue: { port: 80 },
      green: { port: 80 },
    },
    dns: { zone: ZONE, createZone: true, routing: "trafficPolicy" },
  }),
  "a HAProxy front door with its configuration in S3": frontDoor({
    entry: { kind: "haproxy", configSource: "s3", nodesPerAz: 1 },
  }),
  "a HAProxy front door with an image of its own": frontDoor({
    image: { release: "2023.9.20251110.1" },
  }),
  "an NLB in front of an ALB": nlbFrontDoor(),
  "an NLB in front of an ALB, with access logs": nlbFrontDoor({
    entry: { kind: "nlbAlb", accessLogs: { retentionDays: 30 } },
  }),
  "an NLB that follows addresses": followingDoor(),
  "an NLB that follows names, in a migration": {
    ...network(),
    entry: { kind: "nlbAlb", follow: { shop: { name: "shop.example.net", weight: 100 } } },
    dns: {
      zone: ZONE,
      createZone: true,
      migration: { from: "old.example.net", percent: 10 },
    },
  },
  "an ALB that draws from a pool": pooledDoor(),
  "an accelerator in front of NLBs": acceleratedDoor(),
  "an accelerator in front of ALBs in one VPC, with flow logs": acceleratedDoor({
    entry: { kind: "accelerator", flowLogs: { retentionDays: 30 } },
    backend: { live: "blue", layout: "sharedVpc", loadBalancer: "alb", blue: {}, green: {} },
  }),
  "a pair by route": addressPair(),
  "a pair by route in front of a blue/green backend": addressPair(
    { configSource: "s3", default: "live" },
    { backend: { live: "blue", blue: { cidr: "10.30.0.0/16", port: 80 } } },
  ),
  "a pair with an image of its own": addressPair({}, { image: {} }),
  "two pairs by Elastic IP, with TLS passed through": {
    ...network({ kind: "privatelink" }),
    entry: { kind: "addressPair", failover: "eip", pairs: { orders: {}, users: {} } },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
  },
  "a jumpbox by Session Manager, and an internal host with a private record": {
    ...network(),
    jumpbox: { kind: "ssm", schedule: HOURS },
    internalHosts: {
      db: {
        instance: "one",
        record: "private",
        machines: { one: { zone: "us-east-1a" }, two: { zone: "us-east-1b" } },
        ports: [5432],
      },
    },
  },
  "a jumpbox behind an Instance Connect Endpoint, without egress": {
    ...network({ kind: "none" }),
    jumpbox: { kind: "instanceConnectEndpoint", schedule: HOURS },
  },
  "a public jumpbox and an internal host": jumpHost(),
  "tasks on instances": ecsFrontDoor(),
  "tasks on Fargate": ecsFrontDoor({ launchType: "fargate" }),
  "tasks on Fargate without NAT": {
    ...ecsFrontDoor({ launchType: "fargate" }),
    ...network({ kind: "privatelink" }),
  },
  "flow logs": network(undefined, { flowLogs: { retentionDays: 30 } }),
};

/** Runs index.ts once, against the simulated AWS's model, with settings of the AWS provider. */
export function recordProgram(
  config: ProgramConfig,
  account = companyAccount(),
  provider: Readonly<Record<string, string>> = {},
): Promise<Recording> {
  const settings = { ...asStackConfig(config), ...provider };
  return record(runProgram, { config: settings, account });
}

/** Runs index.ts under the mocks that are set. */
export function runProgram(): Promise<unknown> {
  const path = require.resolve("../../index");
  delete require.cache[path];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a fresh run for each config
  const program = require(path) as () => Promise<unknown>;
  return program();
}

/** As the engine hands it to a program: structured values as JSON text. */
export function asStackConfig(config: ProgramConfig): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([section, value]) => [
      `holdfast:${section}`,
      JSON.stringify(value),
    ]),
  );
}

/** A new account in which the program has created what it declares. */
export async function accountOf(config: ProgramConfig): Promise<Account> {
  const account = Account.inMemory();
  await recordProgram(config, account);
  return account;
}
