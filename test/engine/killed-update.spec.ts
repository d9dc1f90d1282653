import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { frontDoor } from "../support/program";
import { changes, TestStack } from "../support/test-stack";

const EIP = "aws:ec2/eip:Eip";
const RUNS = 10;

/** Starts `pulumi up` and kills it, the program and all, once AWS has created `count` resources. */
async function killUpAfter(stack: TestStack, count: number): Promise<void> {
  const { session } = stack;
  const present = session.account.everything().length;
  const up = spawn(session.pulumi, ["up", "--yes", "--skip-preview", "--stack", "test"], {
    cwd: session.project,
    env: session.env,
    stdio: "ignore",
    detached: true,
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    up.on("exit", (_code, signal) => resolve(signal)),
  );
  while (session.account.everything().length < present + count) await sleep(2);
  process.kill(-up.pid!, "SIGKILL");
  assert.equal(await ended, "SIGKILL", "the update ended before it could be killed");
}

describe("an update that is killed", () => {
  let stack: TestStack;
  beforeEach(
    async () =>
      (stack = await TestStack.open({
        network: {
          cidr: "10.20.0.0/16",
          egress: { kind: "nat", gatewayEndpoints: ["s3"] },
          flowLogs: { retentionDays: 7 },
        },
        addresses: { protect: false },
      })),
  );
  afterEach(() => stack.close());

  for (let run = 0; run < RUNS; run++) {
    const created = 1 + run * 3;
    it(`is brought right by recovery and the next up, after ${created} creations`, async () => {
      await killUpAfter(stack, created);
      const addresses = stack.session.account.all(EIP).map(({ id }) => id);

      await stack.recover();
      await stack.up();

      assert.deepEqual(changes(await stack.preview()), []);
      const now = stack.session.account.all(EIP).map(({ id }) => id);
      assert.equal(now.length, 2, "an address was made twice");
      for (const id of addresses) assert.ok(now.includes(id), `${id} was lost`);
      await stack.destroy();
      assert.deepEqual(stack.session.account.everything(), []);
    });
  }

  it("is brought right by `npm run recover` as well", async () => {
    await killUpAfter(stack, 12);
    await stack.stack.cancel();
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        "--import",
        pathToFileURL(require.resolve("tsx")).href,
        join(__dirname, "../../recover/main.ts"),
        "--stack",
        "test",
      ],
      { cwd: stack.session.project, env: stack.session.env },
    );
    assert.match(stdout, /: AWS has it; taken into the state$/m);
    await stack.up();
    assert.deepEqual(changes(await stack.preview()), []);
  });
});

describe("an update of a whole front door that is killed", () => {
  for (const created of [45, 90, 135]) {
    it(`is brought right by recovery and the next up, after ${created} creations`, async () => {
      const stack = await TestStack.open(frontDoor({ addresses: { protect: false } }));
      try {
        await killUpAfter(stack, created);
        await stack.recover();
        await stack.up();
        assert.deepEqual(changes(await stack.preview()), []);
        assert.equal(stack.session.account.all(EIP).length, 6, "an address was made twice");
      } finally {
        await stack.close();
      }
    });
  }
});
