import assert from "node:assert/strict";
import { ROUTE } from "../../simulator/model/tokens";
import { eventually } from "../../commands/drill/lab/eventually";
import { OwnLab } from "./own-lab";

/** The calls that change something. */
const changesIn = ({ api }: OwnLab): string[] =>
  api.calls.map(({ action }) => action).filter((action) => !action.startsWith("ec2:Describe"));

describe("holdfast-own", () => {
  for (const failover of ["route", "eip"] as const) {
    describe(`by ${failover}`, () => {
      let lab: OwnLab;
      beforeEach(async () => (lab = await OwnLab.open(failover)));
      afterEach(() => lab.close());

      it("takes the address when keepalived makes the node the master, and counts that", async () => {
        const b = await lab.start("b");
        b.transition("BACKUP");
        b.transition("MASTER");
        await lab.ownedBy("b");
        await b.logged(
          /level=info program=own node=main-b action=taken why=master attempts=1 ms=\d+$/m,
        );
        await eventually(() => Promise.resolve(lab.metrics.includes("Failover")));
        assert.deepEqual(lab.api.metrics[0]?.dimensions, { Pair: "main" });
      });

      it("leaves the address where it is when the node is no master", async () => {
        const b = await lab.start("b");
        for (const state of ["BACKUP", "FAULT", "STOP"]) b.transition(state);
        await b.logged(/state=STOP/);
        assert.equal(lab.owner, "a");
        assert.deepEqual(changesIn(lab), []);
      });

      for (const end of ["killed", "lost"] as const) {
        const title = { killed: "was killed and is a zombie", lost: "is gone" }[end];
        it(`ignores a master of before, whose keepalived ${title}`, async () => {
          const b = await lab.start("b");
          if (end === "killed") b.killKeepalived();
          else b.loseKeepalived();
          b.transition("MASTER");
          await b.logged(/state=MASTER/);
          await new Promise((resolve) => setTimeout(resolve, 500));
          assert.equal(lab.owner, "a");
        });
      }

      it("stops trying when the node is no longer the master", async () => {
        const action = failover === "route" ? "ReplaceRoute" : "AssociateAddress";
        lab.api.faults.add({ action, code: "RequestLimitExceeded", times: 1e6 });
        const b = await lab.start("b");
        b.transition("MASTER");
        await b.logged(/error=RequestLimitExceeded/);
        b.transition("BACKUP");
        await b.logged(/action=dropped why=master state=BACKUP/);
        lab.api.faults.clear();
        assert.equal(lab.owner, "a");
      });

      it("takes the address back when a check finds it elsewhere, and counts that", async () => {
        const b = await lab.start("b");
        b.transition("MASTER");
        await b.logged(/action=taken/);
        lab.give("a");
        await b.logged(/action=wrong .*\n.*[^]*action=taken why=repair/);
        await lab.ownedBy("b");
        await eventually(() => Promise.resolve(lab.metrics.includes("OwnRepaired")));
      });

      it("as the second node, leaves the address to another master whose HAProxy answers, and tells", async () => {
        const b = await lab.start("b", { peerHealthy: true });
        b.transition("MASTER");
        await b.logged(/action=taken why=master/);
        lab.give("a");
        await b.logged(/action=taken why=repair/);
        lab.give("a");
        await b.logged(/action=left holder=eni-\w+ why="it is master as well/);
        assert.equal(lab.owner, "a");
        await eventually(() => Promise.resolve(lab.metrics.includes("SplitBrain")));
      });

      for (const answers of ["half", "page"] as const) {
        it(`as the second node, leaves the address to another master when AWS answers with a ${answers}`, async () => {
          const [move, read] =
            failover === "route"
              ? ["ReplaceRoute", "DescribeRouteTables"]
              : ["AssociateAddress", "DescribeAddresses"];
          const b = await lab.start("b", { peerHealthy: true, HOLDFAST_OWN_SECONDS: "2" });
          b.transition("MASTER");
          await b.logged(/action=taken why=master/);
          const moves = () => lab.api.calls.filter(({ action }) => action === `ec2:${move}`).length;
          const before = moves();
          for (const action of [move, read]) {
            lab.api.faults.add({ action, code: "None", answers, times: action === move ? 1e6 : 3 });
          }
          lab.give("a");
          await b.logged(/action=doubtful why=repair holder=eni-/);
          lab.give("a");
          await b.logged(/action=left holder=eni-/);
          assert.equal(moves() - before, failover === "route" ? 3 : 1, "taken back once");
          assert.equal(lab.owner, "a");
        });
      }

      it("as the first node, takes the address back each time", async () => {
        const a = await lab.start("a", { peerHealthy: true });
        a.transition("MASTER", 250);
        await a.logged(/action=taken why=master/);
        for (let time = 0; time < 3; time++) {
          lab.give("b");
          await lab.ownedBy("a");
        }
      });

      it("gets over late reads, lost answers and expired credentials", async () => {
        const action = failover === "route" ? "ReplaceRoute" : "AssociateAddress";
        lab.api.faults.staleReads = 3;
        lab.api.faults.add({ action, code: "ExpiredToken" });
        lab.api.faults.add({ action, code: "InternalError", answerLost: true });
        const b = await lab.start("b");
        b.transition("MASTER");
        await b.logged(/action=taken/);
        assert.equal(lab.owner, "b");
      });

      it("reports that it cannot have the address, and has it as soon as it can", async () => {
        const action = failover === "route" ? "ReplaceRoute" : "AssociateAddress";
        lab.api.faults.add({ action, code: "UnauthorizedOperation", times: 1e6 });
        const b = await lab.start("b", { HOLDFAST_OWN_SECONDS: "1" });
        b.transition("MASTER");
        await b.logged(/level=error .*action=failed why=master/);
        await eventually(() => Promise.resolve(lab.metrics.includes("OwnFailed")));
        lab.api.faults.clear();
        await lab.ownedBy("b");
      });
    });
  }

  describe("whose network interface checks source and destination", () => {
    let lab: OwnLab;
    afterEach(() => lab.close());
    const checks = (letter: "a" | "b") =>
      lab.account.aws.state(lab.account.interfaces[letter])["sourceDestCheck"];
    const isOff = (letter: "a" | "b") =>
      eventually(() => Promise.resolve(checks(letter) === false));

    it("turns the check off, as a master and standing by, and counts that", async () => {
      lab = await OwnLab.open("route");
      lab.account.turnCheckOn("b");
      const b = await lab.start("b");
      await isOff("b");
      b.transition("MASTER");
      await b.logged(/action=taken/);
      lab.account.turnCheckOn("b");
      await isOff("b");
      await b.logged(/level=warning .*action=repaired interface=eni-\w+ attribute=sourceDestCheck/);
      await eventually(() =>
        Promise.resolve(lab.metrics.filter((name) => name === "OwnRepaired").length === 2),
      );
      const { conditions } = lab.api.calls.find(
        ({ action }) => action === "ec2:ModifyNetworkInterfaceAttribute",
      )!;
      assert.deepEqual(conditions, { "ec2:Attribute/SourceDestCheck": "false" });
    });

    it("reports that it may not turn the check off", async () => {
      lab = await OwnLab.open("route");
      const action = "ModifyNetworkInterfaceAttribute";
      lab.api.faults.add({ action, code: "UnauthorizedOperation", times: 1e6 });
      lab.account.turnCheckOn("b");
      const b = await lab.start("b");
      await b.logged(/level=error .*action=drops .*error=UnauthorizedOperation/);
      await eventually(() => Promise.resolve(lab.metrics.includes("OwnFailed")));
    });

    it("leaves the check alone with an Elastic IP, which needs no other", async () => {
      lab = await OwnLab.open("eip");
      lab.account.turnCheckOn("b");
      const b = await lab.start("b");
      b.transition("MASTER");
      await b.logged(/action=taken/);
      assert.equal(checks("b"), true);
    });
  });

  it("follows the tag that names the Elastic IP, also when the stack adopts another one", async () => {
    const lab = await OwnLab.open("eip");
    try {
      const { aws, interfaces, eip } = lab.account;
      const b = await lab.start("b");
      b.transition("MASTER");
      await b.logged(/action=taken why=master/);
      const adopted = aws.eip();
      lab.account.adopt(adopted);
      await b.logged(/action=taken why=repair/);
      assert.deepEqual(
        [eip, adopted].map((one) => aws.state(one)["networkInterface"]),
        ["", interfaces.b.id],
      );
    } finally {
      await lab.close();
    }
  });

  describe("with several route tables", () => {
    let lab: OwnLab;
    beforeEach(async () => (lab = await OwnLab.open("route")));
    afterEach(() => lab.close());

    it("creates a route that is gone, and moves the others", async () => {
      const { account } = lab.account.aws;
      account.remove(account.referring(lab.account.tables.a.id, ROUTE)[0]!);
      const b = await lab.start("b");
      b.transition("MASTER");
      await lab.ownedBy("b");
      await b.logged(/action=created table=rtb-/);
    });

    it("moves what can be moved when one of the tables is gone, and reports that one", async () => {
      const b = await lab.start("b", {
        HOLDFAST_OWN_SECONDS: "1",
        HOLDFAST_ROUTE_TABLES: `${lab.tableIds} rtb-0123456789abcdef0`,
      });
      b.transition("MASTER");
      await lab.ownedBy("b");
      await b.logged(/action=failed why=master .*missing=/);
    });

    it("follows the tag that names them, also when the stack changes it", async () => {
      lab.account.tagTables("b", "public", "a");
      const b = await lab.start("b", { HOLDFAST_ROUTE_TABLES: "" });
      b.transition("MASTER");
      await b.logged(/action=taken why=master/);
      assert.deepEqual(lab.account.ways, { public: "b", a: "b", b: "a" });
      lab.account.tagTables("b", "public", "a", "b");
      await lab.ownedBy("b");
    });

    it("learns from its last run what keepalived said, when it was killed", async () => {
      const b = await lab.start("b");
      b.transition("MASTER");
      await b.logged(/action=taken/);
      await b.kill();
      lab.give("a");
      await b.run();
      await b.logged(/action=taken why=repair/);
    });

    it("runs once only", async () => {
      const b = await lab.start("b");
      assert.equal((await b.second()).status, 6);
    });

    for (const name of ["HOLDFAST_PEER", "HOLDFAST_NETWORK_INTERFACE", "HOLDFAST_ROUTE_TABLES"]) {
      it(`fails when ${name} is missing`, async () => {
        const { status, log } = await lab.runWith("b", { [name]: "" });
        assert.equal(status, 2);
        assert.match(log, new RegExp(`action=settings missing=${name} remedy=`));
      });
    }
  });
});
