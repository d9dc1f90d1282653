import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../../../commands/drill/lab/eventually";
import { Schedules } from "../../../../commands/drill/lab/schedules";
import { Account } from "../../../../simulator/account";
import { SCHEDULE } from "../../../../simulator/model/tokens";
import { followingDoor, recordProgram } from "../../../support/program";

describe("functions with a schedule", () => {
  const account = Account.inMemory();
  let schedules: Schedules | undefined;
  before(() => recordProgram(followingDoor(), account));
  afterEach(() => schedules?.close());

  /** Notes each call; a minute takes 20 ms. */
  const started = (invoke: (calls: string[]) => Promise<unknown>): string[] => {
    const calls: string[] = [];
    const call = async (called: { id: string }): Promise<void> => {
      calls.push(called.id);
      await invoke(calls);
    };
    schedules = new Schedules(account, call, 3_000);
    schedules.follow();
    return calls;
  };

  it("run at once, and then each minute", async () => {
    const calls = started(() => Promise.resolve());
    assert.equal(calls.length, 1);
    assert.match(calls[0]!, /^entry-follower/);
    await eventually(() => Promise.resolve(calls.length > 3));
  });

  it("run one at a time", async () => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const calls = started((all) => (all.length === 1 ? ended : Promise.resolve()));
    await sleep(100);
    assert.equal(calls.length, 1);
    end();
    await eventually(() => Promise.resolve(calls.length > 1));
  });

  it("run from when the schedule exists, and no longer than that", async () => {
    const [schedule] = account.all(SCHEDULE);
    account.remove(schedule!);
    const calls = started(() => Promise.resolve());
    assert.deepEqual(calls, []);
    const again = account.create(SCHEDULE, schedule!.region, schedule!.inputs);
    schedules!.follow();
    assert.equal(calls.length, 1);
    account.remove(again);
    schedules!.follow();
    const before = calls.length;
    await sleep(100);
    assert.equal(calls.length, before);
    account.create(SCHEDULE, schedule!.region, schedule!.inputs);
  });

  it("do not run while the schedule is disabled", () => {
    const [schedule] = account.all(SCHEDULE);
    account.update(schedule!, { ...schedule!.inputs, state: "DISABLED" });
    assert.deepEqual(
      started(() => Promise.resolve()),
      [],
    );
  });
});
