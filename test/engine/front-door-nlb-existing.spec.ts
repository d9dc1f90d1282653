import assert from "node:assert/strict";
import { ForeignProgram } from "../support/foreign-program";
import { OWN_VPC, SHOP, type Shop, foreign } from "../support/shop";
import { TestStack } from "../support/test-stack";
import { VpcProgram } from "../support/vpc-program";
import { BACK, NAME, NlbMoves, SHARED, movingStack } from "./nlb-moves";

/** A network with targets in it or elsewhere. */
interface Beside {
  readonly network: object;
  readonly shop: Shop;
}

/** A shop in a VPC of its own. */
async function elsewhere({ session }: TestStack): Promise<Beside> {
  const network = { cidr: "10.20.0.0/16", egress: { kind: "none" } };
  return { network, shop: await new ForeignProgram(session, "shop", OWN_VPC + SHOP).up<Shop>() };
}

/** A shop in the VPC that the stack uses, too. */
async function inVpc({ session }: TestStack): Promise<Beside> {
  const { vpcId, publicSubnets, privateSubnets } = await new VpcProgram(session).up();
  const place = `const vpcId = "${vpcId}", subnets = ${JSON.stringify(privateSubnets)};\n`;
  const shop = await new ForeignProgram(session, "shop", place + SHOP).up<Shop>();
  return { network: { existing: { vpcId, publicSubnets, privateSubnets } }, shop };
}

describe("a move between nodes and an NLB in front of targets that exist", () => {
  before(() => (process.env["CLAIM_TIMEOUT_SECONDS"] = "40"));
  after(() => delete process.env["CLAIM_TIMEOUT_SECONDS"]);

  for (const [what, prepare, existingOf, target] of [
    [
      "an ALB of another VPC",
      elsewhere,
      ({ alb }: Shop) => ({ loadBalancerArn: alb.arn, port: 80 }),
      "ips",
    ],
    [
      "an ALB of the VPC",
      inVpc,
      ({ alb }: Shop) => ({ loadBalancerArn: alb.arn, port: 80 }),
      "alb",
    ],
    [
      "an auto scaling group of the VPC",
      inVpc,
      ({ group }: Shop) => ({ autoScalingGroup: group, port: 80 }),
      "alb",
    ],
  ] as const) {
    it(`goes zone by zone there and back, with ${what}, which stays as it was`, async () => {
      const stack = await TestStack.open({});
      try {
        const beside = await prepare(stack);
        const untouched = foreign(stack);
        const existing = existingOf(beside.shop);
        const stackWith = (entry: object) => movingStack(entry, { existing }, beside.network);
        const nodes = stackWith({ kind: "haproxy", nodesPerAz: 1 });
        stack.configure(nodes);
        await stack.up();
        const moving = new NlbMoves(stack, NAME);
        stack.configure(stackWith({ kind: "nlbAlb", target }));
        await moving.up(SHARED, "nlb");
        stack.configure(nodes);
        await moving.up(BACK, "node");
        await stack.destroy();
        assert.deepEqual(foreign(stack), untouched);
      } finally {
        await stack.close();
      }
    });
  }
});
