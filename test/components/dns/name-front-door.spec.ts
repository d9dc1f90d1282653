import assert from "node:assert/strict";
import { frontDoor, recordProgram } from "../../support/program";

const plain = (cidr: string) => ({ cidr, port: 80 });

describe("nameFrontDoor", () => {
  it("moves the name from an old endpoint to tasks on Fargate step by step, as to every alias", async () => {
    const { resources } = await recordProgram(
      frontDoor({
        entry: {
          kind: "ecs",
          launchType: "fargate",
          image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/holdfast-haproxy:1",
        },
        backend: { live: "blue", blue: plain("10.30.0.0/16"), green: plain("10.40.0.0/16") },
        dns: {
          zone: "holdfast-demo.net",
          createZone: true,
          migration: { from: "old.example.net", percent: 25 },
        },
      }),
    );
    const shares = resources
      .filter(({ type, name }) => type === "aws:route53/record:Record" && name.startsWith("dns"))
      .map(({ name, inputs }) => {
        const [policy] = inputs["weightedRoutingPolicies"] as { weight: number }[];
        return [name, policy!.weight];
      });
    assert.deepEqual(Object.fromEntries(shares), { dns: 25, "dns-old": 75 });
  });
});
