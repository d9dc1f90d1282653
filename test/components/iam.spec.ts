import assert from "node:assert/strict";
import { assumedBy } from "../../components/iam";

describe("assumedBy", () => {
  it("trusts only one service", () => {
    assert.deepEqual(assumedBy("ec2.amazonaws.com"), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: undefined,
        },
      ],
    });
  });

  it("trusts it under a condition only, if there is one", () => {
    const condition = { StringEquals: { "aws:SourceAccount": "123456789012" } };
    const [statement] = assumedBy("scheduler.amazonaws.com", condition).Statement;
    assert.deepEqual(statement?.Condition, condition);
  });
});
