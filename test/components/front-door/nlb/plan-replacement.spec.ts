import assert from "node:assert/strict";
import * as v from "valibot";
import type { HeldAddress } from "../../../../components/addresses/plan-addresses";
import {
  type EntrySettings,
  chooseFrontDoor,
  entrySchema,
} from "../../../../components/front-door/kinds";
import type { StandingNlb } from "../../../../components/front-door/nlb/nlb-facts";
import {
  type Replacement,
  planReplacement,
} from "../../../../components/front-door/nlb/plan-replacement";
import type { NetworkConfig, OwnNetworkConfig } from "../../../../components/network/settings";

const NETWORK: OwnNetworkConfig = {
  availabilityZones: ["us-east-1a", "us-east-1b"],
  cidr: "10.20.0.0/16",
  egress: { kind: "none" },
};
const THREE_ZONES = [...NETWORK.availabilityZones, "us-east-1c"];

const parse = (entry: object): EntrySettings => v.parse(entrySchema, entry);
const NLB = { kind: "nlbAlb" };
const TASKS = { kind: "ecs", launchType: "fargate", image: "haproxy:1" };

/** The addresses that a front door holds in these zones. */
function heldBy(
  entry: object,
  zones = NETWORK.availabilityZones,
  network: NetworkConfig = { ...NETWORK, availabilityZones: zones },
): HeldAddress[] {
  const { kind, entry: settings } = chooseFrontDoor(parse(entry))!;
  return kind.addresses(settings, network, undefined).map((request) => ({
    ...request,
    allocationId: `eipalloc-${request.key}`,
    publicIp: "203.0.113.1",
    associatedWith: `eni-${request.key}`,
    releaseAllowed: false,
    adopted: false,
  }));
}

/** What an update to a front door does with the NLB that holds addresses. */
function plan(
  entry: object,
  held: readonly HeldAddress[],
  network: NetworkConfig = NETWORK,
  standing?: StandingNlb,
): Replacement {
  const chosen = chooseFrontDoor(parse(entry));
  return planReplacement(chosen?.kind.nlb?.(chosen.entry, network), network, held, standing);
}

/** The NLB in three zones. */
const STANDING: StandingNlb = {
  arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/entry-nlb/50dc6c495c0c9188",
  mappings: ["a", "b", "c"].map((letter) => ({
    subnetId: `subnet-${letter}`,
    allocationId: `eipalloc-entry-${letter}1`,
  })),
};

describe("planReplacement", () => {
  it("refuses to take a zone from the NLB in front of Fargate, and says how it can be done", () => {
    assert.deepEqual(plan(TASKS, heldBy(TASKS)).problems, []);
    const [problem] = plan(TASKS, heldBy(TASKS, THREE_ZONES)).problems;
    assert.deepEqual([problem!.code, problem!.data["zones"]], ["nlb-zone-removed", ["c"]]);
    assert.match(problem!.remedy, /\(1\) write entry\.launchType: ec2 .* \(2\) .* fargate again/);
  });

  it("finds no problem with a new NLB, or with one that stays", () => {
    const nothing = { replaced: [], problems: [] };
    assert.deepEqual(plan(NLB, []), nothing);
    assert.deepEqual(plan(NLB, heldBy(NLB)), nothing);
    assert.deepEqual(plan({ kind: "none" }, heldBy(NLB)), nothing);
  });

  it("fails when a zone is taken away, with the steps that do it", () => {
    const [problem, ...others] = plan(NLB, heldBy(NLB, THREE_ZONES)).problems;
    assert.deepEqual(others, []);
    assert.equal(problem?.path, "network.availabilityZones");
    assert.match(problem.remedy, /; or, with an outage, \(1\) add entry\.allowRepl/);
    assert.match(problem.remedy, /\(2\) `pulumi up` again creates the NLB with these addresses/);
  });

  it("says that the ALB's access logs are deleted with their bucket", () => {
    const steps = (entry: object) => plan(entry, heldBy(NLB, THREE_ZONES)).problems[0]!.remedy;
    const logged = steps({ ...NLB, accessLogs: { retentionDays: 30 } });
    assert.match(
      logged,
      /with an outage, \(1\) copy the ALB's access logs: the next step deletes them with their bucket; \(2\) add entry\.allowRepl/,
    );
    assert.doesNotMatch(steps(NLB), /logs/);
  });

  it("names the command that takes the zone away without an outage", () => {
    const [problem] = plan(NLB, heldBy(NLB, THREE_ZONES), NETWORK, STANDING).problems;
    const command = [
      "aws elbv2 set-subnets --region us-east-1",
      `--load-balancer-arn ${STANDING.arn} --subnet-mappings`,
      "SubnetId=subnet-a,AllocationId=eipalloc-entry-a1",
      "SubnetId=subnet-b,AllocationId=eipalloc-entry-b1",
    ].join(" ");
    assert.equal(problem?.data["command"], command);
    assert.ok(
      problem.remedy.startsWith(
        `keep zone c; or, without an outage, (1) run \`${command}\`: within three minutes, zone c leaves the NLB, and connections through it end; (2) \`pulumi up --refresh\` with this configuration; or, with an outage, `,
      ),
    );
  });

  it("says which zones to keep where the NLB is not known", () => {
    const [problem] = plan(NLB, heldBy(NLB, THREE_ZONES)).problems;
    assert.match(
      problem!.remedy,
      /^keep zone c; or, without an outage, \(1\) run `aws elbv2 set-subnets` with the subnets and addresses of entry-a1 and entry-b1 only: within/,
    );
  });

  it("names only the way with an outage where no zone stays", () => {
    const [problem] = plan(NLB, heldBy(NLB, ["us-east-1c", "us-east-1d"])).problems;
    assert.match(problem!.remedy, /^keep zone c and d; or, with an outage, \(1\) add/);
  });

  it("fails when the VPC becomes another one", () => {
    const [problem] = plan(NLB, heldBy(NLB), { ...NETWORK, cidr: "10.50.0.0/16" }).problems;
    assert.equal(problem?.path, "network.cidr");
    assert.equal(problem.code, "nlb-vpc-replaced");
    assert.equal(problem.data["from"], "10.20.0.0/16");
  });

  it("fails when the VPC becomes one that exists, even if that has the same block", () => {
    const existing = {
      vpcId: "vpc-0a1b2c3d4e5f60718",
      publicSubnets: {},
      privateSubnets: {},
      publicRouteTables: {},
      privateRouteTables: {},
    };
    const egress = { kind: "existing" as const, reachesInternet: true, addresses: [] };
    const { cidr, availabilityZones } = NETWORK;
    const network = { cidr, availabilityZones, existing, egress };
    for (const entry of [NLB, TASKS]) {
      const [problem] = plan(entry, heldBy(entry), network).problems;
      assert.equal(problem?.path, "network.existing.vpcId");
      assert.equal(problem.code, "nlb-vpc-replaced");
      assert.equal(problem.data["from"], "10.20.0.0/16");
      assert.deepEqual(plan(entry, heldBy(entry, undefined, network), network).problems, []);
    }
  });

  it("frees the addresses that the next NLB gets, once that is agreed to", () => {
    const { replaced, problems } = plan(
      { ...NLB, allowReplacement: true },
      heldBy(NLB, THREE_ZONES),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(replaced, ["entry-a1", "entry-b1"]);
  });
});
