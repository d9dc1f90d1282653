import assert from "node:assert/strict";
import { turn as turnInstance } from "../../simulator/api/ec2-power";
import { answersTo } from "../../simulator/api/dns-answers";
import {
  DNS_RECORD,
  EIP,
  INSTANCE,
  INSTANCE_CONNECT_ENDPOINT,
  SCHEDULE,
} from "../../simulator/model/tokens";
import type { Stored } from "../../simulator/model/resource";
import { HOURS } from "../support/hours";
import * as program from "../support/program";
import { changes, type Step, TestStack } from "../support/test-stack";

const MACHINES = { one: { zone: "us-east-1a" }, two: { zone: "us-east-1b" } };

const JUMPBOX = { kind: "public", allowFrom: ["198.51.100.0/24"], schedule: HOURS };

/** Addresses that a destroy may release. */
const jumpHost = (host: object = {}, overrides: program.ProgramConfig = {}) =>
  program.jumpHost({
    addresses: { protect: false },
    internalHosts: { db: { instance: "one", machines: MACHINES, ports: [5432], ...host } },
    ...overrides,
  });

const lines = (steps: readonly Step[]) => changes(steps).map(({ op, name }) => `${op} ${name}`);

const machine = (stack: TestStack, name: string): Stored => {
  const { account } = stack.session;
  return account.all(INSTANCE).find((one) => account.tagsOf(one)["Name"] === name)!;
};

const privateIpOf = (stack: TestStack, name: string): unknown =>
  stack.session.account.state(machine(stack, name))["privateIp"];

/** What schedules and people do. */
const turn = (stack: TestStack, name: string, state: "running" | "stopped"): void =>
  turnInstance(stack.session.account, machine(stack, name), state);

/** Addresses that a name has inside the VPC. */
const lookUp = (stack: TestStack, name: string): unknown[] =>
  (answersTo(stack.session.account, name) ?? [])
    .filter(({ type }) => type === "A")
    .map(({ data }) => data);

describe("a public jumpbox and an internal host", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(jumpHost());
    await stack.up();
  });
  after(() => stack.close());

  it("has schedules that start and stop the jumpbox, and no other instance", () => {
    const schedules = stack.session.account
      .all(SCHEDULE)
      .sort((one, other) => one.id.localeCompare(other.id))
      .map(({ inputs }) => inputs);
    const targets = schedules.map(({ target }) => target as Record<string, string>);
    assert.deepEqual(
      targets.map(({ arn, input }) => [arn, JSON.parse(input!) as unknown]),
      ["start", "stop"].map((action) => [
        `arn:aws:scheduler:::aws-sdk:ec2:${action}Instances`,
        { InstanceIds: [machine(stack, "jumpbox").id] },
      ]),
    );
    assert.deepEqual(
      schedules.map(({ scheduleExpression: cron, scheduleExpressionTimezone: zone }) => [
        cron,
        zone,
      ]),
      [
        ["cron(0 8 ? * SUN,MON,TUE,WED,THU *)", "Asia/Jerusalem"],
        ["cron(0 18 ? * SUN,MON,TUE,WED,THU *)", "Asia/Jerusalem"],
      ],
    );
  });

  it("leads the host's name to the private address of the machine that has it", () => {
    assert.deepEqual(lookUp(stack, "db.holdfast-demo.net"), [privateIpOf(stack, "host-db-one")]);
  });

  it("changes nothing while the jumpbox is off, and leaves what that did to its record alone", async () => {
    const { id } = machine(stack, "jumpbox");
    turn(stack, "jumpbox", "stopped");
    const { account } = stack.session;
    const name = "jumpbox.holdfast-demo.net";
    const record = account.all(DNS_RECORD).find(({ inputs }) => inputs["name"] === name)!;
    account.update(record, { ...record.inputs, records: ["203.0.113.99"] });
    assert.deepEqual(changes((await stack.up("--refresh")).steps), []);
    assert.deepEqual(lookUp(stack, name), ["203.0.113.99"]);
    turn(stack, "jumpbox", "running");
    assert.deepEqual(changes((await stack.up("--refresh")).steps), []);
    assert.equal(machine(stack, "jumpbox").id, id);
  });

  it("refuses to move the name to a machine that is stopped, and moves nothing", async () => {
    turn(stack, "host-db-two", "stopped");
    stack.configure(jumpHost({ instance: "two" }));
    await assert.rejects(stack.up(), /internalHosts\.db\.instance = "two"\s+is stopped/);
    assert.deepEqual(lookUp(stack, "db.holdfast-demo.net"), [privateIpOf(stack, "host-db-one")]);
    turn(stack, "host-db-two", "running");
  });

  it("moves the name by one value, which changes the association only", async () => {
    stack.configure(jumpHost({ instance: "two" }));
    const done = changes((await stack.up()).steps);
    assert.deepEqual(new Set(done.map(({ name }) => name)), new Set(["host-db"]));
    assert.deepEqual(
      new Set(done.map(({ type }) => type)),
      new Set(["aws:ec2/eipAssociation:EipAssociation"]),
    );
    assert.deepEqual(lookUp(stack, "db.holdfast-demo.net"), [privateIpOf(stack, "host-db-two")]);
  });

  it("continues while the machine that has the name is stopped", async () => {
    turn(stack, "host-db-two", "stopped");
    assert.deepEqual(changes(await stack.preview()), []);
    turn(stack, "host-db-two", "running");
  });

  it("moves the name to an instance that was there before, by its id", async () => {
    const { account } = stack.session;
    const { id } = account.create(INSTANCE, "us-east-1", {
      ami: "ami-0123456789abcdef0",
      instanceType: "t3.small",
      subnetId: machine(stack, "host-db-one").inputs["subnetId"],
      tags: { Name: "old-db" },
    });
    stack.configure(jumpHost({ instance: id }));
    const { steps } = await stack.up();
    assert.deepEqual([...new Set(changes(steps).map(({ name }) => name))], ["host-db"]);
    assert.deepEqual(lookUp(stack, "db.holdfast-demo.net"), [privateIpOf(stack, "old-db")]);
  });

  it("changes the hours in place", async () => {
    const schedule = { ...HOURS, stop: "20:00", timeZone: "Europe/Berlin" };
    stack.configure(jumpHost({}, { jumpbox: { ...JUMPBOX, schedule } }));
    const { steps } = await stack.up();
    // The name comes back to the first machine.
    assert.deepEqual(lines(steps.filter(({ name }) => name !== "host-db")).sort(), [
      ...["update jumpbox-start", "update jumpbox-stop"],
    ]);
    stack.session.account.remove(machine(stack, "old-db"));
  });

  it("is replaced by one with a public address, even while it is off", async () => {
    turn(stack, "jumpbox", "stopped");
    stack.configure(jumpHost({}, { jumpbox: { ...JUMPBOX, name: "jump" } }));
    await stack.up("--refresh");
    const { account } = stack.session;
    assert.notEqual(account.state(machine(stack, "jumpbox"))["publicIp"], "");
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});

describe("a jumpbox behind an Instance Connect Endpoint, and a host with a private record", () => {
  const config = (instance: string) =>
    jumpHost(
      { instance, record: "private" },
      { dns: undefined, jumpbox: { kind: "instanceConnectEndpoint", schedule: HOURS } },
    );
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config("one"));
    await stack.up();
  });
  after(() => stack.close());

  it("needs no address, and no public name", () => {
    const { account } = stack.session;
    assert.equal(account.all(INSTANCE_CONNECT_ENDPOINT).length, 1);
    assert.deepEqual(
      account
        .all(EIP)
        .map((address) => account.tagsOf(address)["holdfast:key"])
        .sort(),
      ["egress-a", "egress-b"],
    );
    assert.deepEqual(lookUp(stack, "db.hosts.internal"), [privateIpOf(stack, "host-db-one")]);
    assert.equal(account.state(machine(stack, "jumpbox"))["publicIp"], "");
  });

  it("moves the name by one value, which changes the record only", async () => {
    stack.configure(config("two"));
    assert.deepEqual(lines((await stack.up()).steps), ["update host-db"]);
    assert.deepEqual(lookUp(stack, "db.hosts.internal"), [privateIpOf(stack, "host-db-two")]);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
