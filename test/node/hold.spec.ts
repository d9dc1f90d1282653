import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { associationOfAddress } from "../../simulator/model/addresses";
import { associateAddress } from "../../simulator/api/associate-address";
import type { Stored } from "../../simulator/model/resource";
import type { NodeMachine, Running } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";

/** Longer than anything here takes, also on a slow machine. */
const PATIENCE_MS = 120_000;

describe("holdfast-hold", () => {
  let lab: ProxyLab;
  let pool: Stored[];
  beforeEach(async () => {
    lab = await ProxyLab.open();
    pool = [lab.address, lab.aws.eip()];
  });
  afterEach(() => lab.close());

  /** A container instance. Its task is lost after `releaseSeconds` without a response. */
  async function launch(releaseSeconds = 1): Promise<NodeMachine> {
    const ids = pool.map(({ id }) => id).join(" ");
    const machine = await lab.launch({
      tags: { "holdfast-node": "ecs", "holdfast-allocation-ids": ids },
    });
    Object.assign(machine.settings, {
      HOLDFAST_HOLD_MS: "50",
      HOLDFAST_RELEASE_SECONDS: `${releaseSeconds}`,
      HOLDFAST_VERIFY_SECONDS: "1",
    });
    return machine;
  }

  /** A container instance with a healthy task, at work. */
  async function join(releaseSeconds?: number): Promise<{ machine: NodeMachine; hold: Running }> {
    const machine = await launch(releaseSeconds);
    await machine.serve();
    return { machine, hold: machine.start("holdfast-hold") };
  }

  /** Ids of the instances that have the addresses, or empty strings. */
  const holders = () => pool.map(({ id }) => associationOfAddress(lab.aws.account, id).instanceId);
  const has = (machine: NodeMachine) => holders().includes(machine.id);

  async function until(what: string, check: () => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!check()) {
      assert.ok(Date.now() < deadline, `never: ${what}; held by ${holders().join(", ")}`);
      await sleep(20);
    }
  }

  const releases = (machine: NodeMachine) =>
    lab.callsOf(machine).filter((action) => action === "ec2:DisassociateAddress").length;

  /** Waits until a machine has looked at EC2 so many times more. */
  async function looks(machine: NodeMachine, times: number): Promise<void> {
    const seen = () =>
      lab.callsOf(machine).filter((action) => action === "ec2:DescribeAddresses").length;
    const before = seen();
    await until("looks at EC2", () => seen() >= before + times);
  }

  it("takes an address when the task answers, and not before", async () => {
    const machine = await launch();
    await machine.serve();
    await machine.stopServing();
    machine.start("holdfast-hold");
    await sleep(1000);
    assert.deepEqual(holders(), ["", ""]);
    await machine.serve();
    await until("an address", () => has(machine));
  });

  it("gives each instance one address, and takes none from a live instance", async () => {
    const [one, another] = [await join(), await join()];
    await until("two holders", () => has(one.machine) && has(another.machine));
    const before = holders();
    const spare = await join();
    await looks(spare.machine, 3);
    assert.deepEqual(holders(), before);
    assert.ok(!has(spare.machine));
  });

  it("gives one of two that ask at once the last free address, and the other nothing", async () => {
    pool = [lab.address];
    const [one, another] = await Promise.all([join(), join()]);
    await until("a holder", () => has(one.machine) || has(another.machine));
    await Promise.all([looks(one.machine, 2), looks(another.machine, 2)]);
    assert.notEqual(has(one.machine), has(another.machine));
    assert.equal(releases(one.machine) + releases(another.machine), 0);
  });

  it("keeps the address while the backend is down", async () => {
    const { machine } = await join();
    await until("an address", () => has(machine));
    await machine.serve(503);
    await looks(machine, 3);
    assert.ok(has(machine));
    assert.equal(releases(machine), 0);
  });

  it("keeps the address while ECS starts the task again", async () => {
    const { machine } = await join(60);
    await until("an address", () => has(machine));
    await machine.stopServing();
    await sleep(500);
    await machine.serve();
    await looks(machine, 2);
    assert.ok(has(machine));
    assert.equal(releases(machine), 0);
  });

  it("gives the address up when the task is gone, to an instance whose task is healthy", async () => {
    pool = [lab.address];
    const { machine: old } = await join();
    await until("an address", () => has(old));
    const { machine: fresh } = await join();
    await looks(fresh, 1);
    assert.ok(has(old));
    await old.stopServing();
    await until("the other holds it", () => has(fresh));
    assert.equal(releases(old), 1);
  });

  it("gives the address up at once when the instance is drained to be terminated", async () => {
    const { machine } = await join(3600);
    await until("an address", () => has(machine));
    machine.imds.announceTermination();
    await looks(machine, 1);
    assert.ok(has(machine), "while the task answers, it serves");
    await machine.stopServing();
    await until("no instance has it", () => holders().every((holder) => holder === ""));
  });

  it("takes the address again when the task is back", async () => {
    const { machine } = await join();
    await until("an address", () => has(machine));
    await machine.stopServing();
    await until("released", () => !has(machine));
    await machine.serve();
    await until("an address again", () => has(machine));
  });

  it("takes the address of an instance that was terminated", async () => {
    pool = [lab.address];
    const { machine: old, hold } = await join();
    await until("an address", () => has(old));
    const { machine: fresh } = await join();
    hold.kill();
    lab.aws.account.remove(old.instance);
    await until("the other holds it", () => has(fresh));
  });

  it("retries when EC2 refuses a claim or a release", async () => {
    const { faults } = lab.api;
    faults.add({ action: "DescribeAddresses", code: "RequestLimitExceeded", times: 2 });
    faults.add({ action: "AssociateAddress", code: "InternalError", times: 4 });
    faults.add({ action: "DisassociateAddress", code: "InternalError", times: 2 });
    const { machine } = await join();
    await until("an address", () => has(machine));
    await machine.stopServing();
    await until("released", () => !has(machine));
    assert.equal(releases(machine), 3);
  });

  it("follows the tag of its group, when the stack adopts another address", async () => {
    pool = [lab.address];
    const { machine } = await join();
    await until("an address", () => has(machine));
    const adopted = lab.aws.eip();
    lab.group(machine.settings["HOLDFAST_GROUP"]!, { "holdfast-allocation-ids": adopted.id });
    pool = [adopted];
    await until("the adopted address", () => has(machine));
    assert.equal(lab.holder, "");
  });

  it("notices that the address was taken from it, and takes another", async () => {
    const { machine } = await join();
    await until("an address", () => has(machine));
    const held = pool.find(
      ({ id }) => associationOfAddress(lab.aws.account, id).instanceId === machine.id,
    )!;
    const stranger = await lab.launch({ tags: { "holdfast-node": "other" } });
    associateAddress(lab.aws.account, lab.aws.region, {
      allocationId: held.id,
      instanceId: stranger.id,
      networkInterfaceId: "",
      allowReassociation: true,
    });
    await until("the other address", () => has(machine));
    assert.equal(holders()[pool.indexOf(held)], stranger.id);
  });
});
