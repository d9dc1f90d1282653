import assert from "node:assert/strict";
import { lostText } from "../../../components/addresses/lost-text";
import type { Problem } from "../../../components/settings/problem";
import { readPreview } from "../../../commands/review/read-preview";
import type { EngineEvent, Step } from "../../../stack/preview";

const urn = (type: string, name: string) => `urn:pulumi:dev::holdfast::x:y:Part$${type}::${name}`;
const EIP = "aws:ec2/eip:Eip";
const STACK = "pulumi:pulumi:Stack";

const step = (op: string, type: string, name: string, more: Partial<Step> = {}): Step => ({
  op,
  urn: urn(type, name),
  ...more,
});

const said = (severity: string, message: string, resource?: string): EngineEvent => ({
  diagnosticEvent: { severity, message, ...(resource !== undefined && { urn: resource }) },
});

const violation = (policyName: string, enforcementLevel: string, message: string): EngineEvent => ({
  policyEvent: { policyName, enforcementLevel, message, resourceUrn: urn(EIP, "addresses-a") },
});

const read = (
  steps: readonly Step[],
  events: readonly EngineEvent[] = [],
  problems: readonly Problem[] = [],
) => readPreview({ steps }, events, problems, []);

describe("readPreview", () => {
  it("tells what hurts first, and a replacement once, with what forces it", () => {
    const { changes, unchanged } = read([
      step("same", "a:b:Group", "calm"),
      step("update", "a:b:Group", "grown", { diffReasons: ["size"] }),
      step("create", "a:b:Group", "fresh"),
      step("delete", "a:b:Group", "old"),
      step("create-replacement", "a:b:Node", "n", { replaceReasons: ["image"] }),
      step("replace", "a:b:Node", "n", { diffReasons: ["image", "x"], replaceReasons: ["image"] }),
      step("delete-replaced", "a:b:Node", "n"),
      step("read", "a:b:Node", "looked-at"),
      step("update", STACK, "holdfast-dev"),
      step("create", "holdfast:a:Part", "part", {
        newState: { type: "holdfast:a:Part", custom: false },
      }),
    ]);
    assert.deepEqual(changes, [
      { kind: "replace", type: "a:b:Node", name: "n", properties: ["image"] },
      { kind: "delete", type: "a:b:Group", name: "old", properties: [] },
      { kind: "create", type: "a:b:Group", name: "fresh", properties: [] },
      { kind: "update", type: "a:b:Group", name: "grown", properties: ["size"] },
    ]);
    assert.equal(unchanged, 1);
  });

  it("tells each violation once, mandatory ones first, without what the policy is for", () => {
    const open = violation("aws-b", "mandatory", "Why it matters.\nthe port should be closed");
    const found = read([], [violation("aws-a", "advisory", "small"), open, open]).violations;
    const resource = "addresses-a";
    assert.deepEqual(found, [
      { level: "mandatory", policy: "aws-b", resource, message: "the port should be closed" },
      { level: "advisory", policy: "aws-a", resource, message: "small" },
    ]);
  });

  it("counts an address that the program refuses to release as lost, with any message", () => {
    const lost: Problem = {
      path: "addresses.allowRelease",
      problem: "…",
      remedy: "…",
      code: "address-released",
      data: { keys: ["egress-b", "entry-a2"] },
    };
    const other = {
      path: "dns.zone",
      code: "other",
      data: { keys: ["egress-a"] },
      problem: "LOST: egress-a",
      remedy: "",
    };
    const { addresses, errors } = read([], [said("error", "error: 3 problems")], [lost, other]);
    assert.deepEqual(
      addresses.lost.map(({ key }) => key),
      ["egress-b", "entry-a2"],
    );
    assert.equal(errors.length, 1);
  });

  it("takes an address that the engine's protection holds for lost", () => {
    const message = "resource cannot be deleted because it is protected";
    const { addresses } = read([], [said("error", message, urn(EIP, "addresses-egress-a"))]);
    assert.deepEqual(
      addresses.lost.map(({ key }) => key),
      ["egress-a"],
    );
  });

  it("keeps warnings and errors apart, each once, and leaves the rest out", () => {
    const { notices, errors } = read(
      [],
      [
        said("warning", "warning: egress-a moves\n"),
        said("warning", "warning: egress-a moves\n"),
        // The review says this itself, of the stack's addresses.
        said("warning", `warning: ${lostText(["egress-b"])}. Keep what needs it\n`),
        said("error", "error: no zone\n"),
        said("error", "error: preview failed\n"),
        said("debug", "debug: much\n"),
        said("info", "a line"),
      ],
    );
    assert.deepEqual([notices, errors], [["egress-a moves"], ["no zone"]]);
  });

  it("compares the stack's outputs by the last event that tells them", () => {
    const event = (after: Record<string, unknown>): EngineEvent => ({
      resOutputsEvent: {
        metadata: { type: STACK, old: { outputs: { name: "a" } }, new: { outputs: after } },
      },
    });
    const { outputs } = read([], [event({}), event({ name: "b" })]);
    assert.deepEqual(outputs, [{ name: "name", before: "a", after: "b" }]);
  });
});
