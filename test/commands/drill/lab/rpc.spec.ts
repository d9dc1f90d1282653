import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { connectMethods } from "../../../../commands/drill/lab/rpc";

const RPC = join(__dirname, "../../../../commands/drill/lab/rpc.ts");
const PROGRAM = `require(${JSON.stringify(RPC)}).serveMethods({ double: (n) => 2 * n });`;

type Methods = { double: (argument: number) => number };

describe("methods of a program", () => {
  it("are called, and fail instead of this process when the program has ended", async () => {
    const child = spawn(process.execPath, ["--require", "tsx", "--eval", PROGRAM], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const call = await connectMethods<Methods>(child);
    assert.equal(await call("double", 21), 42);
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    const calls = Array.from({ length: 50 }, () => call("double", 1));
    for (const result of await Promise.allSettled(calls)) assert.equal(result.status, "rejected");
    await exit;
    await assert.rejects(call("double", 1), /the program has ended/);
  });
});
