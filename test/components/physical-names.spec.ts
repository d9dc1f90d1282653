import assert from "node:assert/strict";
import fc from "fast-check";
import { HOURS } from "../support/hours";
import {
  type ProgramConfig,
  asStackConfig,
  ecsFrontDoor,
  frontDoor,
  nlbFrontDoor,
  runProgram,
} from "../support/program";
import { companyAccount } from "../support/company-account";
import { record } from "../support/recorder";

const balancer = /^(?!internal-)[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/i;
const upTo = (most: number) => new RegExp(`^[\\w-]{1,${most}}$`);
const iam = (most: number) => new RegExp(`^[\\w+=,.@-]{1,${most}}$`);

/**
 * What each service takes as a name, as its API reference says: by type, the property and the pattern. A type whose
 * name is missing here fails the test.
 */
const NAMES: Readonly<Record<string, readonly [property: string, pattern: RegExp]>> = {
  "aws:autoscaling/group:Group": ["name", /^[^:]{1,255}$/],
  "aws:autoscaling/lifecycleHook:LifecycleHook": ["name", /^[\w\-/]{1,255}$/],
  "aws:autoscaling/policy:Policy": ["name", /^.{1,255}$/],
  "aws:cloudwatch/dashboard:Dashboard": ["dashboardName", upTo(255)],
  "aws:cloudwatch/logGroup:LogGroup": ["name", /^[.\-_/#A-Za-z0-9]{1,512}$/],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["name", /^[\x20-\x7e]{1,255}$/],
  "aws:ec2/launchTemplate:LaunchTemplate": ["name", /^[\w().\-/]{3,128}$/],
  "aws:ec2/managedPrefixList:ManagedPrefixList": ["name", /^(?!com\.amazonaws).{1,255}$/],
  "aws:ec2/securityGroup:SecurityGroup": ["name", /^(?!sg-)[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/],
  "aws:ecs/capacityProvider:CapacityProvider": ["name", /^(?!aws|ecs|fargate)[\w-]{1,255}$/i],
  "aws:ecs/cluster:Cluster": ["name", upTo(255)],
  "aws:ecs/service:Service": ["name", upTo(255)],
  "aws:ecs/taskDefinition:TaskDefinition": ["family", upTo(255)],
  "aws:iam/instanceProfile:InstanceProfile": ["name", iam(128)],
  "aws:iam/role:Role": ["name", iam(64)],
  "aws:iam/rolePolicy:RolePolicy": ["name", iam(128)],
  "aws:lambda/function:Function": ["name", upTo(64)],
  "aws:lb/loadBalancer:LoadBalancer": ["name", balancer],
  "aws:lb/targetGroup:TargetGroup": ["name", balancer],
  "aws:route53/record:Record": ["name", /^(?=.{1,255}$)[\w-]{1,63}(\.[\w-]{1,63})+$/],
  "aws:route53/zone:Zone": ["name", /^(?=.{1,255}$)[\w-]{1,63}(\.[\w-]{1,63})+$/],
  "aws:s3/bucket:Bucket": ["bucket", /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/],
  "aws:scheduler/schedule:Schedule": ["name", /^[\w.-]{1,64}$/],
  "aws:sns/topic:Topic": ["name", upTo(256)],
  "aws:sqs/queue:Queue": ["name", upTo(80)],
};

/** Types whose name AWS makes. */
const OF_AWS = new Set(["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"]);

/** A label of up to so many characters, often the longest. */
const label = (most: number, inside = "abcxyz0129-", last = "abz09") =>
  fc
    .tuple(
      fc.constantFrom(1, 2, most - 1, most),
      fc.string({ unit: fc.constantFrom(...inside), minLength: most, maxLength: most }),
      fc.constantFrom(...last),
    )
    .map(([length, text, end]) => (length === 1 ? "a" : `a${text.slice(0, length - 2)}${end}`));

/** What Pulumi takes as the name of a stack. */
const stackName = label(100, "abzABZ09-_.", "aZ9-_.");

const zone = fc
  .array(label(63), { minLength: 1, maxLength: 3 })
  .map((all) => `${all.join(".")}.net`);

/** Whole programs, with keys and zones that the configuration takes. */
const programs: Readonly<Record<string, fc.Arbitrary<ProgramConfig>>> = {
  "HAProxy nodes": zone.map((name) =>
    frontDoor({
      entry: { kind: "haproxy", configSource: "s3" },
      backend: { live: "blue", zone: name, blue: { cidr: "10.30.0.0/16" } },
      dns: { zone: `a.${name}`.slice(-150).replace(/^[^a-z]*/, ""), createZone: true, name: "s" },
    }),
  ),
  hosts: fc.tuple(label(30), label(20, "abz09"), zone).map(([host, machine, name]) => ({
    network: { cidr: "10.20.0.0/16" },
    jumpbox: { kind: "ssm", schedule: HOURS },
    internalHosts: {
      [host]: {
        instance: machine,
        record: "private",
        zone: name,
        machines: { [machine]: { zone: "us-east-1a" } },
        ports: [5432],
      },
    },
  })),
  pairs: label(24).map((pair) => ({
    network: { cidr: "10.20.0.0/16" },
    entry: { kind: "addressPair", failover: "eip", configSource: "s3", pairs: { [pair]: {} } },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
  })),
  "names that are followed": label(10).map((key) =>
    nlbFrontDoor({
      backend: undefined,
      entry: { kind: "nlbAlb", follow: { [key]: { name: "shop.example.net", weight: 100 } } },
    }),
  ),
  "tasks on instances": fc.constant(ecsFrontDoor()),
};

describe("the names of resources", () => {
  for (const [what, config] of Object.entries(programs)) {
    it(`are what AWS takes, whatever stacks, keys and zones are called: ${what}`, async () => {
      await fc.assert(
        fc.asyncProperty(config, stackName, async (sections, stack) => {
          const given = JSON.parse(JSON.stringify(sections)) as ProgramConfig;
          const { resources } = await record(runProgram, {
            config: asStackConfig(given),
            account: companyAccount(),
            stack,
          });
          const wrong = resources.flatMap(({ type, name, outputs }) => {
            const [property = "name", pattern] = NAMES[type] ?? [];
            const found = outputs[property] as string | undefined;
            if (!type.startsWith("aws:") || OF_AWS.has(type) || found === undefined) return [];
            return pattern?.test(found) ? [] : [`${type} ${name}: ${found}`];
          });
          assert.deepEqual(wrong, []);
        }),
        { numRuns: 6, endOnFailure: true },
      );
    });
  }
});
