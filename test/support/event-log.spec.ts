import assert from "node:assert/strict";
import { temporaryFolder, writeText } from "../commands/local/fakes";
import { openEventLog, readEvents } from "./event-log";

const STACK = "pulumi:pulumi:Stack";
const event = (name: string, metadata: object): string =>
  `${JSON.stringify({ [name]: { metadata } })}\n`;

describe("the log of the engine's events", () => {
  const folder = temporaryFolder();

  it("has the steps in their order, and the outputs of the stack", () => {
    const urn = "urn:pulumi:test::holdfast::holdfast:network:Vpc$aws:ec2/vpc:Vpc::network";
    const log = [
      event("resourcePreEvent", { op: "create", type: "aws:ec2/vpc:Vpc", urn }),
      event("resOutputsEvent", {
        op: "create",
        type: "aws:ec2/vpc:Vpc",
        urn,
        new: { outputs: { a: 1 } },
      }),
      event("resOutputsEvent", {
        op: "same",
        type: STACK,
        urn,
        new: { outputs: { image: "ami-1" } },
      }),
    ];
    assert.deepEqual(readEvents(log.join("")), {
      steps: [{ op: "create", type: "aws:ec2/vpc:Vpc", name: "network" }],
      outputs: { image: "ami-1" },
    });
  });

  it("is that of one operation", async () => {
    const log = openEventLog(folder("events.jsonl"));
    const urn = "urn:pulumi:test::holdfast::t::one";
    const first = await log.outcomeOf(([, file]) => {
      writeText(file!, event("resourcePreEvent", { op: "update", type: "t", urn }));
      return Promise.resolve("printed");
    });
    assert.deepEqual(first, {
      steps: [{ op: "update", type: "t", name: "one" }],
      outputs: {},
      printed: "printed",
    });
    const second = await log.outcomeOf(() => Promise.resolve(""));
    assert.deepEqual(second.steps, []);
  });
});
