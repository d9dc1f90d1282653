import { readdirSync } from "node:fs";
import { join } from "node:path";
import { machineName } from "../../components/internal-host/internal-hosts-args";
import { createExisting } from "../../commands/shared/existing-resources";
import { Account } from "../../simulator/account";
import { ipamPoolOf, publicPoolOf } from "../../simulator/model/address-pools";
import type { Stored } from "../../simulator/model/resource";
import { ACCELERATOR, INSTANCE, IPAM, SUBNET, VPC as VPC_TYPE } from "../../simulator/model/tokens";
import { type Values, text } from "../../simulator/model/values";
import { neededFor, neededForLookup } from "../../simulator/permissions/needed";
import type { Permission } from "../../simulator/permissions/permission";
import { readStackSettings, stackOfFile, toSettings } from "../../stack/stack-settings";
import { HOURS } from "./hours";
import {
  PROGRAM_VARIANTS,
  type ProgramConfig,
  acceleratedDoor,
  addressPair,
  frontDoor,
  jumpHost,
  nlbFrontDoor,
  pooledDoor,
  recordProgram,
} from "./program";

const ROOT = join(__dirname, "..", "..");

/** The region of the stacks: not one where services without regions are called. */
export const REGION = "eu-west-1";

/** A permission that something needs, and what needs it. */
export interface Need extends Permission {
  readonly why: string;
}

/** What all stacks need, by what is done with them. */
export interface StackNeeds {
  /** For lookups, which every operation starts with. */
  readonly lookups: readonly Need[];
  readonly refresh: readonly Need[];
  /** For creations, updates and deletions. */
  readonly changes: readonly Need[];
  /** The lookups that were made. */
  readonly tokens: ReadonlySet<string>;
}

const VPC = "vpc-0a1b2c3d4e5f60718";
const ELB = `arn:aws:elasticloadbalancing:${REGION}:123456789012`;
const ALB = `${ELB}:loadbalancer/app/shop/50dc6c495c0c9188`;
const TARGETS = `${ELB}:targetgroup/shop/73e2d6bc24d8a067`;
const SUBNETS = {
  publicSubnetTags: { tier: "public" },
  privateSubnetTags: { tier: "private" },
};
const AMI = "ami-0123456789abcdef0";
const OWN = { "holdfast:stack": "holdfast/dev" };

/** Stacks that find something in the account. */
const FINDING: Readonly<Record<string, ProgramConfig>> = {
  "an existing VPC": nlbFrontDoor({ network: { existing: { vpcId: VPC, ...SUBNETS } } }),
  "an existing VPC by tags, with a private zone": {
    network: { existing: { vpcTags: { Name: "shop" }, ...SUBNETS } },
    jumpbox: { kind: "ssm", schedule: HOURS },
    internalHosts: {
      db: {
        instance: "one",
        record: "private",
        machines: { one: { zone: `${REGION}a` } },
        ports: [5432],
      },
    },
  },
  "existing targets": frontDoor({
    backend: {
      live: "blue",
      existing: {
        blue: { loadBalancerArn: ALB, port: 80 },
        green: { autoScalingGroup: "shop", port: 80 },
      },
    },
  }),
  "an existing target group": nlbFrontDoor({
    network: { existing: { vpcId: VPC, ...SUBNETS } },
    backend: { existing: { blue: { targetGroupArn: TARGETS, port: 80 } }, live: "blue" },
  }),
  "a web ACL that exists": nlbFrontDoor({
    entry: {
      kind: "nlbAlb",
      webAclArn: `arn:aws:wafv2:${REGION}:123456789012:regional/webacl/shop/0123abcd`,
    },
  }),
  "a zone that exists": frontDoor({ dns: { zone: "example.com" } }),
  "addresses of a BYOIP pool": frontDoor({ addresses: { pool: publicPoolOf(REGION).id } }),
  "addresses of an IPAM pool": addressPair(
    { failover: "eip", virtualAddress: undefined },
    { addresses: { pool: ipamPoolOf(REGION).id } },
  ),
  "an adopted address": frontDoor({
    addresses: { adopt: { "egress-a": "eipalloc-0123456789abcdef0" } },
  }),
  "clients that are listed": frontDoor({
    entry: { kind: "haproxy", allowFrom: ["198.51.100.0/24"] },
  }),
  "an accelerator that the stack has": acceleratedDoor(),
  "an IPAM that the stack has": pooledDoor(),
  "a host that the stack has": {
    network: { cidr: "10.20.0.0/16" },
    internalHosts: {
      db: { instance: "one", machines: { one: { zone: `${REGION}a` } }, ports: [5432] },
    },
    dns: { zone: "example.com" },
  },
};

/** What the account has beside what the configuration of a stack names. */
const SEEDS: Readonly<Record<string, (account: Account) => void>> = {
  "an accelerator that the stack has": (account) =>
    account.create(ACCELERATOR, REGION, {
      name: "own",
      tags: { ...OWN, "holdfast:key": "entry-accelerator" },
    }),
  "an IPAM that the stack has": (account) =>
    account.create(IPAM, REGION, {
      operatingRegions: [{ regionName: REGION }],
      tags: { ...OWN, Name: "addresses-pool-ipam" },
    }),
  "a host that the stack has": (account) => {
    const { id: vpcId } = account.create(VPC_TYPE, REGION, {
      cidrBlock: "10.9.0.0/16",
      enableDnsHostnames: true,
    });
    const { id: subnetId } = account.create(SUBNET, REGION, { vpcId, cidrBlock: "10.9.0.0/24" });
    const tags = { ...OWN, Name: machineName("db", "one") };
    account.create(INSTANCE, REGION, { ami: AMI, instanceType: "t4g.micro", subnetId, tags });
  },
};

/** What is in the region in the place of us-east-1, where the configurations of tests are. */
const moved = (config: ProgramConfig): ProgramConfig =>
  JSON.parse(JSON.stringify(config).replaceAll("us-east-1", REGION)) as ProgramConfig;

function ownStacks(): Record<string, ProgramConfig> {
  const stacks = readdirSync(ROOT).flatMap((file) => stackOfFile(file) ?? []);
  return Object.fromEntries(
    stacks.map((stack) => [`stack ${stack}`, readStackSettings(ROOT, stack).sections]),
  );
}

/** Every permission that the project's stacks and variants need of AWS, through the provider. */
export async function stackNeeds(): Promise<StackNeeds> {
  const needs = { lookups: new Needs(), refresh: new Needs(), changes: new Needs() };
  const tokens = new Set<string>();
  const stacks = { ...ownStacks(), ...PROGRAM_VARIANTS, ...FINDING, "a host": jumpHost() };
  for (const [stack, config] of Object.entries(stacks)) {
    const account = accountFor(stack, moved(config));
    const before = new Set(account.everything());
    const lookUp = account.lookUp.bind(account);
    account.lookUp = (token: string, region: string, inputs: Values, id?: string) => {
      tokens.add(token);
      const place = text(inputs["region"]) || region;
      needs.lookups.add(`${stack}: ${token}`, neededForLookup(token, place, inputs));
      return lookUp(token, region, inputs, id);
    };
    await recordProgram(moved(config), account, { "aws:region": REGION });
    const made = account.everything().filter((one) => !before.has(one) && isOfProvider(one));
    for (const resource of made) {
      const why = `${stack}: ${resource.type} ${resource.id}`;
      needs.refresh.add(why, neededFor(account, resource, "read"));
      for (const verb of ["create", "update", "remove"] as const) {
        needs.changes.add(`${why}, ${verb}`, neededFor(account, resource, verb));
      }
    }
  }
  const { lookups, refresh, changes } = needs;
  return { lookups: lookups.all, refresh: refresh.all, changes: changes.all, tokens };
}

/** What AWS makes along with something else is no resource of the program. */
const isOfProvider = ({ companionOf, type }: Stored): boolean =>
  companionOf === undefined && type !== "aws:ec2/ami:Ami";

function accountFor(stack: string, config: ProgramConfig): Account {
  const account = Account.inMemory();
  const entries = Object.entries(config).map(([key, value]): [string, unknown] => [
    `holdfast:${key}`,
    value,
  ]);
  createExisting(account, {
    ...toSettings("dev", Object.fromEntries(entries)),
    region: REGION,
  });
  SEEDS[stack]?.(account);
  return account;
}

/** Needs, each once: what differs in nothing but made-up ids and in tags is one need. */
class Needs {
  private readonly found = new Map<string, Need>();

  add(why: string, permissions: readonly Permission[]): void {
    for (const one of permissions) {
      const { action, resources, conditions } = one;
      const keys = Object.entries(conditions).filter(
        ([key]) => !key.startsWith("aws:ResourceTag/"),
      );
      const named = resources.map((arn) => arn.replace(/[0-9a-f-]{7,}/g, "…"));
      const key = JSON.stringify([action, named, keys]);
      if (!this.found.has(key)) this.found.set(key, { ...one, why });
    }
  }

  get all(): Need[] {
    return [...this.found.values()];
  }
}
