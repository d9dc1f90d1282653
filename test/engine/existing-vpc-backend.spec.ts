import assert from "node:assert/strict";
import { ForeignProgram } from "../support/foreign-program";
import { SHOP, type Shop, foreign } from "../support/shop";
import { TestStack, changes } from "../support/test-stack";
import { VpcProgram } from "../support/vpc-program";
import { QUICK, lines } from "./nlb-view";

describe("a backend that exists in a VPC that exists, behind HAProxy nodes", () => {
  let stack: TestStack;
  let network: VpcProgram;
  let program: ForeignProgram;
  let configure: (live: string) => void;
  let untouched: unknown[];

  before(async () => {
    stack = await TestStack.open({});
    network = new VpcProgram(stack.session);
    const { vpcId, publicSubnets, privateSubnets } = await network.up();
    const place = `const vpcId = "${vpcId}", subnets = ${JSON.stringify(privateSubnets)};\n`;
    program = new ForeignProgram(stack.session, "shop", place + SHOP);
    const { alb, group } = await program.up<Shop>();
    untouched = foreign(stack);
    configure = (live) =>
      stack.configure({
        network: { existing: { vpcId, publicSubnets, privateSubnets } },
        addresses: { protect: false },
        entry: { kind: "haproxy", nodesPerAz: 1 },
        backend: {
          ...QUICK,
          live,
          existing: {
            blue: { loadBalancerArn: alb.arn, port: 80 },
            green: { autoScalingGroup: group, port: 80 },
          },
        },
      });
  });
  after(() => stack.close());

  it("needs no VPC, route or peering", async () => {
    configure("blue");
    const created = changes((await stack.up()).steps).map(({ type }) => type);
    const networks = created.filter((type) =>
      /^aws:ec2\/(vpc|subnet|route|natGateway|internetGateway)/.test(type),
    );
    assert.deepEqual(networks, []);
  });

  it("is switched by the gate and the two records and nothing else", async () => {
    configure("green");
    assert.deepEqual(lines((await stack.up()).steps), [
      "update backend-gate",
      "update backend-live-blue",
      "update backend-live-green",
    ]);
  });

  it("is as it was after a destroy, and so is the VPC", async () => {
    await stack.destroy();
    assert.deepEqual(foreign(stack), untouched);
    assert.deepEqual(await program.changes(), []);
    await network.refresh();
    await program.destroy();
    await network.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
