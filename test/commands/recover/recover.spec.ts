import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { TaggingIn } from "../../../commands/recover/created-id";
import { recover } from "../../../commands/recover/recover";

const VPC = "urn:pulumi:dev::holdfast::holdfast:network:Vpc::network";
const urn = (type: string, name: string) =>
  `urn:pulumi:dev::holdfast::holdfast:network:Vpc$${type}::${name}`;
const PROVIDER = "urn:pulumi:dev::holdfast::pulumi:providers:aws::default::id";

const resource = (type: string, name: string, inputs: object) => ({
  urn: urn(type, name),
  type,
  parent: VPC,
  provider: PROVIDER,
  inputs,
});
const NAT = resource("aws:ec2/natGateway:NatGateway", "network-nat-a", {
  tags: { Name: "network-nat-a", "holdfast:stack": "holdfast/dev" },
});
const ROUTE = resource("aws:ec2/route:Route", "network-public-internet", {
  routeTableId: "rtb-1",
  destinationCidrBlock: "0.0.0.0/0",
});

/** A stack whose update was killed while these were being created. */
function killed(pending: readonly object[], { imports = () => "" } = {}) {
  const calls: { args: readonly string[]; file?: unknown }[] = [];
  const deployment = {
    resources: [{ urn: VPC, type: "holdfast:network:Vpc" }],
    pending_operations: pending.map((resource) => ({ type: "creating", resource })),
  };
  const pulumi = (...args: readonly string[]) => {
    const file = args.includes("--file") ? args[args.indexOf("--file") + 1] : undefined;
    calls.push({
      args: args.filter((arg) => arg !== file),
      ...(args.includes("--file") && { file: JSON.parse(readFileSync(file!, "utf8")) as unknown }),
    });
    if (args[1] === "export") return Promise.resolve(JSON.stringify({ version: 3, deployment }));
    if (args[0] === "import") return new Promise<string>((resolve) => resolve(imports()));
    return Promise.resolve("");
  };
  return { pulumi, calls };
}

const tagging =
  (...ids: readonly string[]): TaggingIn =>
  () => ({
    getResources: () =>
      Promise.resolve({
        ResourceTagMappingList: ids.map((id) => ({
          ResourceARN: `arn:aws:ec2:us-east-1:123456789012:natgateway/${id}`,
        })),
        $metadata: {},
      }),
  });

describe("recover", () => {
  it("only looks when nothing was under way", async () => {
    const { pulumi, calls } = killed([]);
    assert.deepEqual(await recover(pulumi, tagging("nat-1")), {
      imported: [],
      dropped: [],
      ambiguous: {},
    });
    assert.deepEqual(
      calls.map(({ args }) => args),
      [["stack", "export"]],
    );
  });

  it("clears what was under way from the state, then imports what AWS has", async () => {
    const { pulumi, calls } = killed([NAT]);
    assert.deepEqual((await recover(pulumi, tagging("nat-1"))).imported, [NAT.urn]);
    assert.deepEqual(calls.slice(1), [
      {
        args: ["stack", "import", "--file"],
        file: {
          version: 3,
          deployment: {
            resources: [{ urn: VPC, type: "holdfast:network:Vpc" }],
            pending_operations: [],
          },
        },
      },
      {
        args: [
          "import",
          "--file",
          "--yes",
          "--skip-preview",
          "--protect=false",
          "--generate-code=false",
        ],
        file: {
          nameTable: { parent: VPC, provider: PROVIDER.replace(/::id$/, "") },
          resources: [
            {
              type: NAT.type,
              name: "network-nat-a",
              id: "nat-1",
              parent: "parent",
              provider: "provider",
            },
          ],
        },
      },
    ]);
  });

  it("leaves to the next up what AWS does not have", async () => {
    const missing = () => {
      throw new Error("resource 'rtb-1_0.0.0.0/0' does not exist");
    };
    const { pulumi } = killed([NAT, ROUTE], { imports: missing });
    assert.deepEqual(await recover(pulumi, tagging()), {
      imported: [],
      dropped: [NAT.urn, ROUTE.urn],
      ambiguous: {},
    });
  });

  it("fails with what the engine says when an import fails for another reason", async () => {
    const denied = () => {
      throw new Error("AccessDenied: not authorized to perform ec2:DescribeRouteTables");
    };
    const { pulumi } = killed([ROUTE], { imports: denied });
    await assert.rejects(recover(pulumi, tagging()), /AccessDenied/);
  });

  it("changes nothing when more than one resource fits", async () => {
    const { pulumi, calls } = killed([NAT]);
    assert.deepEqual((await recover(pulumi, tagging("nat-1", "nat-2"))).ambiguous, {
      [NAT.urn]: ["nat-1", "nat-2"],
    });
    assert.equal(calls.length, 1);
  });
});
