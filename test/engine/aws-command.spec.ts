import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import type { Session } from "../../commands/local/session";
import { EIP } from "../../simulator/model/tokens";
import { NETWORK, killUpAfter } from "../support/kill-update";
import { TestStack, changes } from "../support/test-stack";

const ROOT = join(__dirname, "../..");

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run aws` like a user of this environment; npm puts its own programs first on the PATH. */
async function aws(
  { env, project: cwd }: Pick<Session, "env" | "project">,
  ...args: readonly string[]
): Promise<Ended> {
  const path = [join(ROOT, "node_modules/.bin"), env["PATH"]].join(delimiter);
  const child = spawn(
    process.execPath,
    [require.resolve("tsx/cli"), join(ROOT, "commands/aws/main.ts"), ...args],
    { cwd, env: { ...env, PATH: path, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}

describe("npm run aws", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(NETWORK);
  });
  after(() => stack.close());

  const run = (...args: readonly string[]): Promise<Ended> =>
    aws(stack.session, ...args, "--stack", "test", "--non-interactive");

  it("continues after a killed update, and ends with the addresses", async () => {
    await killUpAfter(stack, 12);
    // Another update could be in progress: a person must remove the lock.
    const locked = await run("up", "--yes", "--skip-preview");
    assert.equal(locked.code, 1);
    assert.match(locked.stderr, /currently locked by 1 lock.*`pulumi cancel`/);
    await stack.run("cancel", "--yes", "--stack", "test");
    const { code, stdout, stderr } = await run("up", "--yes", "--skip-preview");
    assert.equal(code, 0, stdout + stderr);
    assert.match(stderr, /The last update was killed\. Looking up its pending operations/);
    assert.match(stdout, /USD [\d.]+ a month in us-east-1/);
    const { account } = stack.session;
    const addresses = account.all(EIP).map(({ outputs }) => outputs["publicIp"] as string);
    assert.equal(addresses.length, 2, "an address was made twice");
    const [, summary = ""] = stdout.split("Stack test is up in AWS.\n");
    for (const address of addresses) assert.ok(summary.includes(`${address}/32`), stdout);
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("has the policies refuse what they refuse in a local run", async () => {
    stack.configure({ ...NETWORK, addresses: { protect: true }, budget: { monthlyUsd: 1 } });
    const refused = await run("preview");
    assert.notEqual(refused.code, 0, refused.stdout);
    assert.match(refused.stdout, /aws-cost-stack-require-budget/);
    const { code, stdout } = await run("preview", "--no-policies");
    assert.equal(code, 0, stdout);
  });

  it("fails without a stack, an engine, or the stack in the backend, and says what to do", async () => {
    const { session } = stack;
    const { env } = session;
    const empty = mkdtempSync(join(tmpdir(), "holdfast-empty-"));
    try {
      writeFileSync(join(session.project, "Pulumi.new.yaml"), "config: {}\n");
      for (const [where, args, message] of [
        [session, ["up"], /^error: name the stack, such as: npm run aws -- up --stack prod\n$/],
        [
          session,
          ["up", "--stack", "nope"],
          /"nope" has no Pulumi\.nope\.yaml; stacks with one: new, test\. /,
        ],
        [
          session,
          ["preview", "--stack", "new"],
          /the backend has no stack "new": `pulumi stack init new`/,
        ],
        [
          { ...session, env: { ...env, PATH: empty } },
          ["up", "--stack", "test"],
          /`pulumi` is not on the PATH: install it/,
        ],
      ] as const) {
        const { code, stderr } = await aws(where, ...args);
        assert.equal(code, 1, stderr);
        assert.match(stderr, message);
      }
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});
