import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { API_FOLDER, ec2Arn } from "../../../simulator/api/call";

describe("API calls", () => {
  it("are described in the folder that messages name", () => {
    assert.ok(existsSync(join(__dirname, "../../..", API_FOLDER, "call.ts")));
  });

  it("are on resources of the account", () => {
    assert.equal(
      ec2Arn("eu-west-1", "instance/i-1"),
      "arn:aws:ec2:eu-west-1:123456789012:instance/i-1",
    );
  });
});
