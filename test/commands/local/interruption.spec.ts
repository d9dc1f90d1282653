import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { hasInterruption, watchForInterruption } from "../../../commands/local/interruption";
import { temporaryFolder, writeText } from "./fakes";

const NOTICE = '{"stdoutEvent":{"message":"^C received; cancelling. If you would like to …"}}\n';

describe("interruption", () => {
  const folder = temporaryFolder();
  const { isTTY } = process.stdin;
  const { isTTY: isTerminal } = process.stdout;
  const beTerminal = (input: boolean, output: boolean): void => {
    process.stdin.isTTY = input;
    process.stdout.isTTY = output;
  };
  afterEach(() => beTerminal(isTTY, isTerminal));

  it("is told by the engine's log of events, which is removed", () => {
    beTerminal(true, true);
    const { args, env, end } = watchForInterruption(folder(), "up");
    assert.equal(args[0], "--event-log");
    assert.deepEqual(env, { PULUMI_DEBUG_COMMANDS: "true" });
    writeText(args[1]!, NOTICE);
    assert.equal(end(), true);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it("is not there without the engine's notice, or without a log", () => {
    assert.equal(hasInterruption(writeText(folder("log"), '{"cancelEvent":{}}\n')), false);
    assert.equal(hasInterruption(folder("none")), false);
  });

  it("needs no log where the engine reads no keys, and of commands that write none", () => {
    beTerminal(true, true);
    assert.deepEqual(watchForInterruption(folder(), "watch").args, []);
    beTerminal(false, true);
    assert.deepEqual(watchForInterruption(folder(), "up").args, []);
  });
});
