import assert from "node:assert/strict";
import { frontDoor, recordProgram } from "../support/program";
import { type Ask, type Statement, allows, statementsIn } from "../support/policies";
import type { Recording } from "../support/recorder";
import { recordCalls } from "./recorded-calls";

const NODE = "a1";

describe("The role of a node", () => {
  let recording: Recording;
  let asks: Ask[];
  let statements: Statement[];

  before(async () => {
    recording = await recordProgram(frontDoor({ entry: { kind: "haproxy", configSource: "s3" } }));
    const output = (name: string, type: string, key: string) =>
      recording.find(name, type).outputs[key] as string;
    statements = [`entry-${NODE}`, `entry-${NODE}-health`].flatMap((name) =>
      statementsIn(recording.find(name, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]),
    );

    // The recorded calls were made in a laboratory: its ids stand for those of this stack.
    const { calls, allocationId, instanceId } = await recordCalls();
    const own = output(`addresses-entry-${NODE}`, "aws:ec2/eip:Eip", "id");
    const bucket = output("entry-config", "aws:s3/bucket:Bucket", "arn");
    asks = calls.flatMap(({ action, resources, conditions }) =>
      resources.map((resource) => ({
        action,
        resource: action.startsWith("autoscaling:")
          ? output(`entry-${NODE}`, "aws:autoscaling/group:Group", "arn")
          : resource
              .replace(allocationId, own)
              .replace("arn:aws:s3:::holdfast-config/proxy", bucket),
        conditions: resource.endsWith(instanceId)
          ? {
              ...conditions,
              "aws:ResourceTag/holdfast-node": NODE,
              "aws:ResourceTag/holdfast:stack": "holdfast/dev",
            }
          : conditions,
      })),
    );
  });

  it("allows every call that the programs of a node make", () => {
    for (const ask of asks) {
      assert.ok(
        statements.some((statement) => allows(statement, ask)),
        `${ask.action} on ${ask.resource} is denied`,
      );
    }
  });

  it("allows nothing that they do not need", () => {
    for (const statement of statements) {
      for (const action of [statement.Action].flat()) {
        const one = { ...statement, Action: action };
        assert.ok(
          asks.some((ask) => allows(one, ask)),
          `nothing needs ${action} on ${[statement.Resource].flat().join(", ")}`,
        );
      }
    }
  });

  it("denies another node's address, another node's instance, and other metrics", () => {
    const other = recording.find("addresses-entry-b1", "aws:ec2/eip:Eip").outputs["id"] as string;
    const arn = (resource: string) => `arn:aws:ec2:us-east-1:123456789012:${resource}`;
    const denied: Ask[] = [
      { action: "ec2:AssociateAddress", resource: arn(`elastic-ip/${other}`), conditions: {} },
      {
        action: "ec2:AssociateAddress",
        resource: arn("instance/i-0123456789abcdef0"),
        conditions: {
          "aws:ResourceTag/holdfast-node": "b1",
          "aws:ResourceTag/holdfast:stack": "holdfast/dev",
        },
      },
      {
        action: "autoscaling:CompleteLifecycleAction",
        resource: recording.find("entry-b1", "aws:autoscaling/group:Group").outputs[
          "arn"
        ] as string,
        conditions: {},
      },
      {
        action: "cloudwatch:PutMetricData",
        resource: "*",
        conditions: { "cloudwatch:namespace": "AWS/EC2" },
      },
    ];
    for (const ask of denied) {
      assert.ok(!statements.some((statement) => allows(statement, ask)), ask.resource);
    }
  });
});
