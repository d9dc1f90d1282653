import assert from "node:assert/strict";
import { groupChanges } from "../../../commands/review/group-changes";

const change = (kind: "update" | "delete", type: string, name: string, properties: string[]) => ({
  kind,
  type,
  name,
  properties,
});

describe("groupChanges", () => {
  it("puts what happens to several resources of a type into one group", () => {
    const groups = groupChanges([
      change("delete", "aws:ec2/eip:Eip", "a", []),
      change("delete", "aws:ec2/eip:Eip", "b", []),
      change("update", "aws:ec2/eip:Eip", "c", ["tags"]),
      change("update", "aws:ec2/eip:Eip", "d", ["domain"]),
    ]);
    assert.deepEqual(groups, [
      { kind: "delete", type: "Eip", names: ["a", "b"], properties: [] },
      { kind: "update", type: "Eip", names: ["c"], properties: ["tags"] },
      { kind: "update", type: "Eip", names: ["d"], properties: ["domain"] },
    ]);
  });
});
