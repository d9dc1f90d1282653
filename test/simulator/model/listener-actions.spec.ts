import assert from "node:assert/strict";
import { actionProblems } from "../../../simulator/model/listener-actions";

const problems = (action: Record<string, string | object>) =>
  actionProblems("actions", [action as never]).map(({ reason }) => reason);

describe("Actions of listeners", () => {
  it("have what their type needs", () => {
    assert.deepEqual(problems({ type: "forward", targetGroupArn: "arn" }), []);
    assert.deepEqual(problems({ type: "redirect", redirect: { statusCode: "HTTP_301" } }), []);
  });

  it("fail when it is missing, or when there are more than five target groups", () => {
    assert.deepEqual(problems({ type: "fixed-response" }), [
      "an action of type fixed-response needs fixedResponse",
    ]);
    const targetGroups = Array.from({ length: 6 }, () => ({ arn: "arn" }));
    assert.deepEqual(problems({ type: "forward", forward: { targetGroups } }), [
      "at most 5 target groups are allowed, got 6",
    ]);
  });
});
