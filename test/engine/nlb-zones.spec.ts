import assert from "node:assert/strict";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { TestStack } from "../support/test-stack";
import { SMALL, door, entryAddresses, lines, nlbs, protection } from "./nlb-view";

type Zones = number | readonly string[];

const config = (availabilityZones: Zones, entry: object = {}) =>
  door({
    ...SMALL,
    network: { ...SMALL.network, availabilityZones },
    entry: { kind: "nlbAlb", deletionProtection: true, ...entry },
  });

/** Runs the command that a refusal names, as the AWS command line does. */
async function setSubnets({ session }: TestStack, refusal: string): Promise<void> {
  const [, region, LoadBalancerArn, mappings] =
    /`aws elbv2 set-subnets --region (\S+) --load-balancer-arn (\S+) --subnet-mappings ([^`]+)`/.exec(
      refusal,
    ) ?? [];
  assert.ok(region && mappings, refusal);
  const client = new ElasticLoadBalancingV2({
    region,
    endpoint: session.env["AWS_ENDPOINT_URL"]!,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const SubnetMappings = mappings.split(" ").map((mapping) => {
    const [, SubnetId, AllocationId] = /^SubnetId=(.+),AllocationId=(.+)$/.exec(mapping)!;
    return { SubnetId, AllocationId };
  });
  await client.setSubnets({ LoadBalancerArn, SubnetMappings });
}

describe("an NLB and the zones that it is in", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config(2));
    await stack.up();
  });
  after(() => stack.close());

  it("is protected from deletion, and so is its ALB", () => {
    assert.deepEqual(protection(stack), { "entry-nlb": true, "entry-alb": true });
  });

  it("adds a third zone in place, with its own address", async () => {
    const before = entryAddresses(stack);
    const had = nlbs(stack);
    stack.configure(config(3));
    await stack.up();
    const { "entry-c1": added, ...others } = entryAddresses(stack);
    assert.ok(added);
    assert.deepEqual(others, before);
    assert.deepEqual(nlbs(stack), had);
  });

  it("refuses to give a zone up, and does it without an outage by the command that it names", async () => {
    stack.configure(config(2));
    const refusal = await stack.preview().then(
      () => assert.fail("nothing was refused"),
      (error: unknown) => String(error),
    );
    assert.match(refusal, /removes zone c, which would replace the NLB/);
    const { "entry-c1": given, ...kept } = entryAddresses(stack);
    assert.ok(given);
    const had = nlbs(stack);
    await setSubnets(stack, refusal);
    const { steps } = await stack.up("--refresh");
    assert.deepEqual(
      lines(steps).filter((line) => /replace| entry-nlb$/.test(line)),
      [],
    );
    assert.deepEqual(nlbs(stack), had);
    assert.deepEqual(entryAddresses(stack), kept);
  });

  it("refuses to give a zone up, and does it with an outage in the two steps that it names", async () => {
    const others = (entry: object = {}) => config(["us-east-1a", "us-east-1c"], entry);
    stack.configure(others());
    await assert.rejects(
      stack.preview(),
      /network\.availabilityZones[^]*removes zone b[^]*with an outage, \(1\) add entry\.allowReplacement: true/,
    );
    const { "entry-a1": kept } = entryAddresses(stack);
    stack.configure(others({ allowReplacement: true }));
    await stack.up();
    assert.deepEqual(nlbs(stack), []);
    assert.equal(entryAddresses(stack)["entry-a1"], kept);
    await stack.up();
    assert.equal(nlbs(stack).length, 1);
    assert.deepEqual(Object.keys(entryAddresses(stack)).sort(), ["entry-a1", "entry-c1"]);
    assert.equal(entryAddresses(stack)["entry-a1"], kept);
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
