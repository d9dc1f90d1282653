import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { rejectStrays } from "../../../commands/local/stray-arguments";

/** The error message for a command line. */
function refusal(line: string): string | undefined {
  const { tokens } = parseArgs({
    args: line.split(" "),
    options: { stack: { type: "string" } },
    strict: false,
    tokens: true,
  });
  try {
    rejectStrays(line.split(" ")[0]!, tokens);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe("stray arguments", () => {
  it("are refused with what was meant", () => {
    assert.equal(refusal("up dev"), 'up takes flags only (got "dev"). Did you mean --stack dev?');
    assert.equal(
      refusal("preview --stack dev https://x.example/y"),
      'preview takes flags only (got "https://x.example/y"). ' +
        "A local run deploys this project, not a template. Choose a stack with --stack NAME.",
    );
  });

  it("may be the value of a flag that is unknown here", () => {
    assert.equal(
      refusal("up --newer value"),
      'up takes flags only (got "value"). Did you mean --stack value? ' +
        "To give a flag a value, write --flag=value.",
    );
    assert.equal(refusal("up --newer=value"), undefined);
  });

  it("are no business of other commands", () => {
    assert.equal(refusal("config set a b"), undefined);
    assert.equal(refusal("up"), undefined);
  });
});
