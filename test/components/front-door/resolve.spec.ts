import assert from "node:assert/strict";
import type { HeldAddress } from "../../../components/addresses/plan-addresses";
import type { EntryConfig, NlbAlbConfig } from "../../../components/config/config";
import {
  planReplacement,
  requestEntryAddresses,
  resolveEntry,
} from "../../../components/front-door/resolve";

const PLACE = { availabilityZones: ["us-east-1a", "us-east-1b"], cidr: "10.20.0.0/16" };
const GIVEN = {
  kind: "nlbAlb",
  nlbIdleTimeoutSeconds: 350,
  crossZone: true,
  allowReplacement: false,
} as const;
const NLB: NlbAlbConfig = { ...GIVEN, target: "ips", deletionProtection: false };

const heldBy = (entry: EntryConfig, zones: string[] = PLACE.availabilityZones): HeldAddress[] =>
  requestEntryAddresses(entry, { ...PLACE, availabilityZones: zones }).map((request) => ({
    ...request,
    allocationId: `eipalloc-${request.key}`,
    publicIp: "203.0.113.1",
    associatedWith: `eni-${request.key}`,
    releaseAllowed: false,
    adopted: false,
  }));
const THREE_ZONES = [...PLACE.availabilityZones, "us-east-1c"];

describe("resolveEntry", () => {
  it("chooses one ALB where both colours share the front door's VPC, and else addresses", () => {
    const targetFor = (layout: "sharedVpc" | "vpcPerColor") => {
      const backend = { layout } as Parameters<typeof resolveEntry>[1];
      return (resolveEntry(GIVEN, backend, true) as NlbAlbConfig).target;
    };
    assert.equal(targetFor("sharedVpc"), "alb");
    assert.equal(targetFor("vpcPerColor"), "ips");
    const follow = { shop: { name: "shop.example.net", weight: 100 } };
    assert.equal(
      (resolveEntry({ ...GIVEN, follow }, undefined, true) as NlbAlbConfig).target,
      "ips",
    );
  });

  it("protects the NLB as the addresses are, unless told otherwise", () => {
    const protection = (given: object, protect: boolean) =>
      (resolveEntry({ ...GIVEN, ...given }, undefined, protect) as NlbAlbConfig).deletionProtection;
    assert.equal(protection({}, true), true);
    assert.equal(protection({}, false), false);
    assert.equal(protection({ deletionProtection: false }, true), false);
  });
});

describe("requestEntryAddresses", () => {
  const keys = (entry: EntryConfig) => requestEntryAddresses(entry, PLACE).map(({ key }) => key);

  it("asks for an address for each task on an instance, and with Fargate for each zone", () => {
    const tasks = { kind: "ecs", image: "haproxy:1", desiredCount: 3 } as const;
    assert.deepEqual(keys({ ...tasks, launchType: "ec2" }), ["entry-a1", "entry-b1", "entry-a2"]);
    assert.deepEqual(keys({ ...tasks, launchType: "fargate" }), ["entry-a1", "entry-b1"]);
  });
});

describe("planReplacement", () => {
  it("refuses to take a zone from the NLB in front of Fargate, and says how it can be done", () => {
    const tasks = {
      kind: "ecs",
      launchType: "fargate",
      image: "haproxy:1",
      desiredCount: 2,
    } as const;
    assert.deepEqual(planReplacement(tasks, PLACE, heldBy(tasks)).problems, []);
    const [problem] = planReplacement(tasks, PLACE, heldBy(tasks, THREE_ZONES)).problems;
    assert.match(problem!.problem, /leaves out zone c, and would replace the NLB/);
    assert.match(problem!.remedy, /\(1\) write entry\.launchType: ec2 .* \(2\) .* fargate again/);
  });

  it("has nothing to say of a new NLB, or of one that stays", () => {
    const nothing = { replaced: [], problems: [] };
    assert.deepEqual(planReplacement(NLB, PLACE, []), nothing);
    assert.deepEqual(planReplacement(NLB, PLACE, heldBy(NLB)), nothing);
    assert.deepEqual(planReplacement({ kind: "none" }, PLACE, heldBy(NLB)), nothing);
  });

  it("fails when a zone is taken away, with the steps that do it", () => {
    const [problem, ...others] = planReplacement(NLB, PLACE, heldBy(NLB, THREE_ZONES)).problems;
    assert.deepEqual(others, []);
    assert.equal(problem?.path, "network.availabilityZones");
    assert.match(problem.remedy, /^keep zone c; or, with an outage, \(1\) add entry\.allowRepl/);
    assert.match(problem.remedy, /\(2\) `pulumi up` again creates it anew/);
  });

  it("fails when the VPC becomes another one", () => {
    const elsewhere = { ...PLACE, cidr: "10.50.0.0/16" };
    const [problem] = planReplacement(NLB, elsewhere, heldBy(NLB)).problems;
    assert.equal(problem?.path, "network.cidr");
    assert.match(problem.problem, /^is another VPC than 10\.20\.0\.0\/16, and would replace/);
  });

  it("names the protection as the first step while there is one", () => {
    const held = heldBy({ ...NLB, deletionProtection: true }, THREE_ZONES);
    const [problem] = planReplacement(NLB, PLACE, held).problems;
    assert.match(problem!.remedy, /\(1\) run `pulumi up` with nothing but entry\.deletionProt/);
  });

  it("frees the addresses that the next NLB gets, once that is agreed to", () => {
    const agreed = { ...NLB, allowReplacement: true };
    const { replaced, problems } = planReplacement(agreed, PLACE, heldBy(NLB, THREE_ZONES));
    assert.deepEqual(problems, []);
    assert.deepEqual(replaced, ["entry-a1", "entry-b1"]);
  });

  it("fails when a protected NLB would go, agreed or not", () => {
    const held = heldBy({ ...NLB, deletionProtection: true }, THREE_ZONES);
    const entries: EntryConfig[] = [{ ...NLB, allowReplacement: true }, { kind: "none" }];
    for (const entry of entries) {
      const [problem] = planReplacement(entry, PLACE, held).problems;
      assert.match(problem?.remedy ?? "", /^first run `pulumi up` with the NLB/);
    }
  });
});
