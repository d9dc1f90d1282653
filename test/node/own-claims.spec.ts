import assert from "node:assert/strict";
import { OwnLab } from "./own-lab";

describe("holdfast-own, while a stack moves its Elastic IP between the pair and nodes", () => {
  let lab: OwnLab;
  beforeEach(async () => (lab = await OwnLab.open("eip")));
  afterEach(() => lab.close());
  const holder = () => lab.account.aws.state(lab.account.eip)["networkInterface"];
  const associations = () =>
    lab.api.calls.filter(({ action }) => action === "ec2:AssociateAddress").length;
  const LEAVING = { holder: "pair-main", claimant: "a1" };
  const LEFT = { holder: "node-a1" };
  const COMING = { holder: "node-a1", claimant: "pair-main" };

  for (const [when, tags] of [
    ["that a node is to have", LEAVING],
    ["that a node has", LEFT],
  ] as const) {
    it(`does not take back an address ${when}`, async () => {
      const b = await lab.start("b");
      b.transition("MASTER");
      await b.logged(/action=taken why=master/);
      lab.tag(tags);
      const other = lab.giveToOther();
      await b.logged(/action=whose to=\S*a1$/m);
      await lab.checked();
      assert.equal(holder(), other);
      assert.equal(associations(), 1);
    });

    it(`does not take an address ${when} in a failover, as it looked while it stood by`, async () => {
      lab.tag(tags);
      const other = lab.giveToOther();
      const b = await lab.start("b");
      b.transition("BACKUP");
      await b.logged(/action=whose to=\S*a1$/m);
      b.transition("MASTER");
      await b.logged(/action=leaves to=\S*a1 holder=eni-/);
      assert.equal(holder(), other);
      assert.equal(associations(), 0);
    });

    it(`does not insist on an address ${when} when its role is denied the call`, async () => {
      const b = await lab.start("b", { HOLDFAST_CHECK_MS: "600000" });
      await lab.read(1);
      lab.tag(tags);
      const other = lab.giveToOther();
      const denied = { action: "AssociateAddress", code: "UnauthorizedOperation", times: 1e6 };
      lab.api.faults.add(denied);
      b.transition("MASTER");
      await b.logged(/action=leaves to=\S*a1 holder=eni-/);
      assert.equal(holder(), other);
      assert.equal(associations(), 1);
      assert.ok(!lab.metrics.includes("OwnFailed"));
    });
  }

  it("keeps it while it is to leave, and takes it in a failover after the move was given up", async () => {
    lab.tag(LEAVING);
    const b = await lab.start("b");
    b.transition("BACKUP");
    await b.logged(/action=whose to=a1$/m);
    lab.tag({ holder: "pair-main" });
    b.transition("MASTER");
    await lab.ownedBy("b");
    await b.logged(/action=taken why=master attempts=1/);
  });

  it("takes it from a node when the tag says so, and not before", async () => {
    lab.tag({ holder: "node-a1" });
    const other = lab.giveToOther();
    const b = await lab.start("b", { peerHealthy: true });
    b.transition("MASTER");
    await b.logged(/action=leaves to=node-a1/);
    await lab.checked();
    assert.equal(holder(), other);
    lab.tag(COMING);
    await lab.ownedBy("b");
    await b.logged(/action=taken why=claim attempts=1/);
  });

  it("does not take it when the node is no master, as while its HAProxy does not answer", async () => {
    lab.tag(COMING);
    const other = lab.giveToOther();
    const b = await lab.start("b");
    b.transition("FAULT");
    await b.logged(/state=FAULT/);
    await lab.checked();
    assert.equal(holder(), other);
    b.transition("MASTER");
    await lab.ownedBy("b");
  });

  it("is brought to its end by the next run when it was killed before the call", async () => {
    lab.tag(COMING);
    lab.giveToOther();
    lab.api.faults.add({ action: "AssociateAddress", code: "InternalError", times: 1e6 });
    const b = await lab.start("b");
    b.transition("MASTER");
    await b.logged(/error=InternalError/);
    await b.kill();
    lab.api.faults.clear();
    await b.run();
    await b.logged(/action=taken why=claim/);
    assert.equal(lab.owner, "b");
  });
});
