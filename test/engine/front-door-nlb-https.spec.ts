import assert from "node:assert/strict";
import { CERTIFICATE, LISTENER } from "../../simulator/model/tokens";
import { TestStack } from "../support/test-stack";
import { BACK, NAME, NlbMoves, SHARED, movingStack } from "./nlb-moves";
import { REGION, named } from "./nlb-view";

const COLORS = { live: "blue", loadBalancer: "alb", blue: { cidr: "10.30.0.0/16" } };

describe("a move between nodes and an NLB in front of ALBs with a certificate", () => {
  let stack: TestStack;
  let moving: NlbMoves;
  let nodes: ReturnType<typeof movingStack>;
  let nlb: ReturnType<typeof movingStack>;
  let listener: string;
  const listenerId = () => named(stack, LISTENER, "backend-blue-listener-443").id;
  before(async () => {
    process.env["CLAIM_TIMEOUT_SECONDS"] = "40";
    stack = await TestStack.open({});
    const body = { certificateBody: "first", privateKey: "key" };
    const certificateArn = stack.session.account.create(CERTIFICATE, REGION, body).id;
    nodes = movingStack({ kind: "haproxy", nodesPerAz: 1, certificateArn }, COLORS);
    nlb = movingStack({ kind: "nlbAlb", certificateArn }, COLORS);
    moving = new NlbMoves(stack, NAME);
    stack.configure(nodes);
    await stack.up();
    listener = listenerId();
  });
  after(async () => {
    delete process.env["CLAIM_TIMEOUT_SECONDS"];
    await stack.close();
  });

  it("moves zone by zone to the NLB, and the ALB's listener stays", async () => {
    stack.configure(nlb);
    await moving.up(SHARED, "nlb");
    assert.equal(listenerId(), listener);
  });

  it("moves back, the last zone first, and the ALB's listener stays", async () => {
    stack.configure(nodes);
    await moving.up(BACK, "node");
    assert.equal(listenerId(), listener);
  });
});
