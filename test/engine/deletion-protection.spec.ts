import assert from "node:assert/strict";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EIP, HOSTED_ZONE, LOAD_BALANCER } from "../../simulator/model/tokens";
import { seedAccount } from "../../simulator/seed";
import { frontDoor, type ProgramConfig } from "../support/program";
import { TestStack } from "../support/test-stack";
import { QUICK, REGION, lines, named, protection } from "./nlb-view";

const config = (backend: object): ProgramConfig =>
  frontDoor({
    network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
    entry: { kind: "haproxy", nodesPerAz: 1 },
    backend: { ...QUICK, layout: "sharedVpc", blue: {}, green: {}, ...backend },
    dns: undefined,
  });

/** Deletes a load balancer as with the AWS CLI. */
const deleteByHand = ({ session: { env } }: TestStack, LoadBalancerArn: string) =>
  new ElasticLoadBalancingV2({
    region: REGION,
    endpoint: env["AWS_ENDPOINT_URL"]!,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  }).deleteLoadBalancer({ LoadBalancerArn });

describe("the deletion protection of a stack whose addresses are protected", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config({ live: "blue" }));
    seedAccount(stack.session.account);
    await stack.up();
  });
  after(() => stack.close());

  const arnOf = (name: string): string => named(stack, LOAD_BALANCER, name).id;

  it("is that of the live colour's load balancer", () => {
    assert.deepEqual(protection(stack), { "backend-blue-nlb": true, "backend-green-nlb": false });
  });

  it("has AWS refuse a deletion that is not the stack's", async () => {
    await assert.rejects(deleteByHand(stack, arnOf("backend-blue-nlb")), {
      name: "OperationNotPermittedException",
      message: /cannot be deleted because deletion protection is enabled/,
    });
    assert.ok(arnOf("backend-blue-nlb"));
  });

  it("moves with a switch, which replaces and deletes nothing", async () => {
    stack.configure(config({ live: "green" }));
    assert.deepEqual(lines((await stack.up()).steps), [
      "update backend-blue-nlb",
      "update backend-gate",
      "update backend-green-nlb",
      "update backend-live-blue",
      "update backend-live-green",
    ]);
    assert.deepEqual(protection(stack), { "backend-blue-nlb": false, "backend-green-nlb": true });
  });

  it("is that of both colours while both have clients", async () => {
    stack.configure(config({ weights: { blue: 10, green: 90 } }));
    await stack.up();
    assert.deepEqual(protection(stack), { "backend-blue-nlb": true, "backend-green-nlb": true });
  });

  it("lets the stack replace load balancers", async () => {
    const had = ["backend-blue-nlb", "backend-green-nlb"].map(arnOf);
    const weights = { blue: 10, green: 90 };
    stack.configure(config({ weights, reach: "public", zone: "example.com" }));
    const { steps } = await stack.up();
    assert.ok(lines(steps).includes("replace backend-blue-nlb"), lines(steps).join("\n"));
    assert.deepEqual(protection(stack), { "backend-blue-nlb": true, "backend-green-nlb": true });
    const has = ["backend-blue-nlb", "backend-green-nlb"].map(arnOf);
    assert.deepEqual(
      has.filter((arn) => had.includes(arn)),
      [],
    );
  });

  it("lets the stack remove a colour in the update that switches away from it", async () => {
    stack.configure(
      config({ live: "blue", green: undefined, reach: "public", zone: "example.com" }),
    );
    await stack.up();
    assert.deepEqual(protection(stack), { "backend-blue-nlb": true });
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("lets the stack be destroyed, but for the addresses", async () => {
    await stack.destroy("--exclude-protected");
    const left = stack.session.account.everything().map(({ type }) => type);
    assert.deepEqual(left.sort(), [EIP, EIP, HOSTED_ZONE]);
  });
});
