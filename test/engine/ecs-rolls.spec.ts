import assert from "node:assert/strict";
import { instancesOf } from "../../simulator/model/auto-scaling-instances";
import { instanceAssociationOf } from "../../simulator/model/eip-association";
import { isWaiting } from "../../simulator/model/lifecycle-hooks";
import { AUTO_SCALING_GROUP, EIP } from "../../simulator/model/tokens";
import { ecsFrontDoor, type ProgramConfig } from "../support/program";
import { changes, TestStack } from "../support/test-stack";

const withType = (instanceType: string, desiredCount = 2): ProgramConfig =>
  ecsFrontDoor(
    { launchType: "ec2", instanceType, desiredCount },
    {
      addresses: { protect: false },
      backend: { live: "blue", blue: { cidr: "10.30.0.0/16", port: 80 } },
      dns: undefined,
    },
  );

describe("an update of ECS's instances", () => {
  let stack: TestStack;
  before(async () => {
    process.env["ROLL_SERVE_SECONDS"] = "40";
    stack = await TestStack.open(withType("t4g.small"));
  });
  after(async () => {
    delete process.env["ROLL_SERVE_SECONDS"];
    await stack.close();
  });
  beforeEach(() => {
    stack.session.faults.unhealthy.clear();
    stack.session.faults.watch = () => undefined;
  });

  const group = () =>
    stack.session.account.all(AUTO_SCALING_GROUP).find(({ id }) => id.startsWith("entry-"));
  const instances = () => {
    const { account } = stack.session;
    return instancesOf({ account, id: group()?.id ?? "", region: "us-east-1" });
  };
  const ids = () => instances().map(({ id }) => id);
  const types = () => new Set(instances().map(({ inputs }) => inputs["instanceType"]));
  /** The holders of the pool's addresses. */
  const holders = () => {
    const { account } = stack.session;
    return account
      .all(EIP)
      .filter((eip) => account.tagsOf(eip)["holdfast:role"] === "ingress")
      .map(({ id }) => instanceAssociationOf(account, id)?.inputs["instanceId"] as string);
  };
  /** From now on, new instances of the group do not become healthy: holdfast-hold is broken. */
  const breakNew = () => {
    const { faults } = stack.session;
    const old = ids();
    faults.watch = () =>
      ids()
        .filter((id) => !old.includes(id))
        .forEach((id) => faults.unhealthy.add(id));
  };

  it("fails when the first instances take no address, and says why", async () => {
    breakNew();
    await assert.rejects(
      stack.up(),
      /node ecs does not serve: serving since its creation took more than 40 s: i-\w+ is in service, i-\w+ is in service; no instance has [\d.]+, no instance has [\d.]+\n.*journal: ecs, holdfast-hold/,
    );
  });

  it("continues when they are repaired, and waits until each has an address", async () => {
    await stack.up();
    assert.deepEqual(holders().sort(), ids().sort());
  });

  it("shows the launch template and the roll in a preview, and no group", async () => {
    stack.configure(withType("t4g.medium"));
    assert.deepEqual(
      changes(await stack.preview()).map(({ op, name }) => `${op} ${name}`),
      ["update entry-instances", "update entry-roll"],
    );
  });

  it("replaces half of the instances after the other: every address has a holder throughout", async () => {
    const old = ids();
    const seen: number[] = [];
    stack.session.faults.watch = ({ when }) => {
      if (when !== "after") return;
      assert.ok(holders().every(Boolean), "an address is lost");
      seen.push(old.filter((id) => ids().includes(id)).length);
      assert.ok(ids().length <= 3);
    };
    await stack.up();
    assert.deepEqual([...new Set(seen)], [2, 1, 0]);
    assert.deepEqual(types(), new Set(["t4g.medium"]));
    assert.deepEqual(holders().sort(), ids().sort());
  });

  it("changes nothing when nothing changed, and the group keeps the version that was rolled out", async () => {
    assert.deepEqual(changes((await stack.up()).steps), []);
    assert.equal((group()!.inputs["launchTemplate"] as { version: string }).version, "2");
  });

  it("fails when a new instance does not prove itself: the old ones keep the addresses", async () => {
    const before = { ids: ids(), holders: holders() };
    breakNew();
    let waited = false;
    const { watch } = stack.session.faults;
    stack.session.faults.watch = async (moment) => {
      await watch(moment);
      waited ||= instances().some(isWaiting);
    };
    stack.configure(withType("t4g.large"));
    await assert.rejects(
      stack.up(),
      /node ecs was not rolled: serving with the new version took more than 40 s: i-\w+ is launching; i-\w+ has [\d.]+, i-\w+ has [\d.]+.*It was rolled back \(Successful\); i-\w+ has/s,
    );
    assert.ok(waited);
    assert.deepEqual({ ids: ids(), holders: holders() }, before);
    assert.deepEqual(types(), new Set(["t4g.medium"]));
  });

  it("protects no instance less than it was: ECS decides which may go", () => {
    assert.ok(instances().every(({ outputs }) => outputs["$protected"] === true));
  });

  it("keeps what a dead instance comes back with: the version that is proven", () => {
    stack.session.account.remove(instances()[0]!);
    assert.deepEqual(types(), new Set(["t4g.medium"]));
  });

  it("is taken up by the next update", async () => {
    await stack.up();
    assert.deepEqual(types(), new Set(["t4g.large"]));
    assert.deepEqual(holders().sort(), ids().sort());
  });

  it("waits for the instance and the address of another task", async () => {
    stack.configure(withType("t4g.large", 3));
    await stack.up();
    assert.equal(new Set(holders()).size, 3);
    assert.deepEqual(holders().sort(), ids().sort());
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    assert.deepEqual(stack.session.account.everything(), []);
  });
});
