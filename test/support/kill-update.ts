import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { EIP } from "../../simulator/model/tokens";
import { frontDoor, type ProgramConfig } from "./program";
import { TestStack, changes } from "./test-stack";

/**
 * Starts `pulumi up` and kills it with all its processes when AWS has created `count` resources: before the
 * engine receives the last response.
 */
export async function killUpAfter(stack: TestStack, count: number): Promise<void> {
  const { account } = stack.session;
  const wanted = account.everything().length + count;
  await killUp(stack, (kill) => {
    const create = account.create.bind(account);
    account.create = (...args) => {
      const created = create(...args);
      if (account.everything().length >= wanted) {
        account.create = create;
        kill();
      }
      return created;
    };
  });
}

/** Starts `pulumi up` and kills it after a call of AWS's API for which a function returns true. */
export async function killUpAt(
  stack: TestStack,
  isTime: (action: string) => boolean,
): Promise<void> {
  const { faults } = stack.session;
  await killUp(stack, (kill) => {
    faults.watch = ({ when, action }) => {
      if (when !== "after" || !isTime(action)) return;
      faults.watch = () => undefined;
      kill();
    };
  });
}

/** Starts `pulumi up` and lets a function kill it with all its processes. */
async function killUp({ session }: TestStack, prepare: (kill: () => void) => void): Promise<void> {
  const up = spawn(session.pulumi, ["up", "--yes", "--skip-preview", "--stack", "test"], {
    cwd: session.project,
    env: session.env,
    stdio: "ignore",
    detached: true,
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    up.on("exit", (_code, signal) => resolve(signal)),
  );
  prepare(() => {
    if (up.exitCode === null) process.kill(-up.pid!, "SIGKILL");
  });
  assert.equal(await ended, "SIGKILL", "the update ended before it could be killed");
}

/** A network of a VPC, NAT gateways with addresses, and flow logs. */
export const NETWORK: ProgramConfig = {
  network: {
    cidr: "10.20.0.0/16",
    egress: { kind: "nat", gatewayEndpoints: ["s3"] },
    flowLogs: { retentionDays: 7 },
  },
  addresses: { protect: false },
};

/** Tests that updates killed after a number of creations are repaired, and leave nothing behind. */
export function testKills(creations: readonly number[]): void {
  for (const created of creations) {
    it(`is brought right by recovery and the next up, after ${created} creations`, async () => {
      await withStack(NETWORK, async (stack) => {
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
    });
  }
}

/** The same for updates of a complete front door. */
export function testKillsOfFrontDoor(creations: readonly number[]): void {
  for (const created of creations) {
    it(`is brought right by recovery and the next up, after ${created} creations`, async () => {
      await withStack(frontDoor({ addresses: { protect: false } }), async (stack) => {
        await killUpAfter(stack, created);
        await stack.recover();
        await stack.up();
        assert.deepEqual(changes(await stack.preview()), []);
        assert.equal(stack.session.account.all(EIP).length, 6, "an address was made twice");
      });
    });
  }
}

/** A stack for as long as the work with it takes. */
export async function withStack(
  config: ProgramConfig,
  work: (stack: TestStack) => Promise<void>,
): Promise<void> {
  const stack = await TestStack.open(config);
  try {
    await work(stack);
  } finally {
    await stack.close();
  }
}
