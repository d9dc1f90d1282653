import assert from "node:assert/strict";
import { readAwsArguments } from "../../../../commands/drill/aws/arguments";

describe("arguments of a rehearsal on AWS", () => {
  it("break nothing unless they say so", () => {
    const request = readAwsArguments(["--stack", "prod", "--scenario", "az-blocked"]);
    assert.ok(request !== "help");
    assert.deepEqual(
      [request.source, request.run, request.minutes, request.ratePerSecond],
      [{ stack: "prod" }, false, 5, 10],
    );
  });

  it("fails when something is wrong, with every problem", () => {
    const argv = [
      "--scenario",
      "flood",
      "--minutes",
      "1",
      "--rate",
      "9000",
      "--url",
      "example.com",
    ];
    assert.throws(() => readAwsArguments([...argv, "--yes-on-aws", "12", "--role-arn", "admin"]), {
      message: [
        "--stack: name the stack, or give its export with --file, but not both",
        "--scenario flood: must be one of node-deleted, node-stopped, haproxy-crashed, node-frozen, az-blocked, zone-shifted, api-throttled",
        "--url example.com: must begin with http:// or https://",
        "--role-arn admin: must be the ARN of a role, such as arn:aws:iam::123456789012:role/NAME",
        "--yes-on-aws 12: must be an account id of 12 digits",
        "--yes-on-aws: has no effect without --run. Leave it out, or add --run",
        "--minutes 1: must be a whole number from 2 to 60",
        "--rate 9000: must be a whole number from 1 to 100",
      ].join("\n  "),
    });
  });
});
