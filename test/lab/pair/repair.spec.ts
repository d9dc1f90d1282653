import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { ROUTE } from "../../../local/aws/model/tokens";
import { eventually } from "../../../drill/lab/eventually";
import { figure } from "../../support/lab-figures";
import { describeOutage, outageIn, usePair } from "./use-pair";

/** How long AWS's API is away: longer than the longest wait between two attempts, which is 3.2 s. */
const API_DOWN_MS = 12_000;

describe("pair whose nodes or AWS misbehave", function () {
  this.timeout(60_000);
  const use = usePair({ failover: "route", advertSeconds: 0.2 });

  const moves = () =>
    use.lab.api.calls.filter(({ action }) => action === "ec2:ReplaceRoute").length;
  const logged = (pattern: RegExp) =>
    eventually(
      () => Promise.resolve(pattern.test(use.lab.log)),
      () => use.lab.log,
    );

  it("keeps one owner, which serves all, while the nodes do not hear each other", async () => {
    await use.lab.startLoad(50);
    use.lab.cut({ from: "a", to: "b" }, { from: "b", to: "a" });
    await logged(/b own: .*state=MASTER/);
    await sleep(8_000);
    const before = moves();
    await sleep(6_000);
    assert.ok(moves() - before <= 3, `still moved: ${moves() - before} calls\n${use.lab.log}`);
    await use.lab.served();
    const outage = outageIn(await use.lab.stopLoad());
    figure("Pair split in two for 14 s", describeOutage(outage));
    // The address moves a few times at first, and each move may cut what is under way.
    assert.ok(outage.lost <= 5, describeOutage(outage));
    use.lab.mend();
    await use.lab.whole("a");
  });

  it("keeps one owner while only the master is not heard", async () => {
    use.lab.cut({ from: "a", to: "b" });
    await logged(/b own: .*state=MASTER/);
    await sleep(6_000);
    const before = moves();
    await sleep(5_000);
    assert.ok(moves() - before <= 3, `still moved: ${moves() - before} calls\n${use.lab.log}`);
    await use.lab.served();
    use.lab.mend();
    await use.lab.whole("a");
  });

  it("notices nothing when only the one that stands by is not heard", async () => {
    const before = moves();
    use.lab.cut({ from: "b", to: "a" });
    await sleep(3_000);
    assert.equal(moves(), before);
    await use.lab.served(["a"]);
  });

  it("moves once and not back while HAProxy comes and goes", async () => {
    const before = moves();
    for (let time = 0; time < 3; time++) {
      await use.lab.nodes.a.stop("SIGKILL", "haproxy");
      await sleep(1_200);
      use.lab.nodes.a.start("haproxy");
      await sleep(2_500);
    }
    await use.lab.served(["b"]);
    assert.equal(moves() - before, 3, "one call for each route table");
  });

  it("has the master as its owner within seconds after the API is back", async () => {
    const backAt = Date.now() + API_DOWN_MS;
    use.lab.cut({ from: "b", to: "api" });
    await use.lab.nodes.a.stop("SIGKILL", "haproxy");
    await sleep(API_DOWN_MS);
    assert.equal(use.lab.owner, "a");
    use.lab.mend();
    await use.lab.served(["b"]);
    figure("Pair: failover after the API was unreachable", `${seconds(backAt)} s after its return`);
  });

  it("has the master as its owner within seconds after AWS has stopped throttling", async () => {
    const backAt = Date.now() + API_DOWN_MS;
    for (const action of ["ReplaceRoute", "DescribeRouteTables"]) {
      use.lab.api.faults.add({ action, code: "RequestLimitExceeded", times: 1e6 });
    }
    await use.lab.nodes.a.stop("SIGKILL", "haproxy");
    await sleep(API_DOWN_MS);
    assert.equal(use.lab.owner, "a");
    use.lab.api.faults.clear();
    await use.lab.served(["b"]);
    figure("Pair: failover after throttling", `${seconds(backAt)} s after its end`);
  });

  it("moves every route, although some of the calls fail", async () => {
    use.lab.api.faults.add({ action: "ReplaceRoute", code: "InternalError", times: 2 });
    use.lab.api.faults.staleReads = 2;
    await use.lab.nodes.a.stop("SIGKILL", "haproxy");
    await use.lab.served(["b"]);
  });

  it("repairs routes that a person has changed, and one that is gone", async () => {
    use.lab.point("b", "public", "b");
    await use.lab.whole("a");
    const { account } = use.lab.account.aws;
    account.remove(account.referring(use.lab.account.tables.a.id, ROUTE)[0]!);
    await logged(/a own: .*action=created/);
    await use.lab.whole("a");
  });

  it("repairs what a call of the former master has done that came late", async () => {
    const { a } = use.lab.account.instances;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let waiting = 0;
    use.lab.watch = ({ action, caller, when }) => {
      if (action !== "ReplaceRoute" || caller !== a.id || when !== "before") return undefined;
      waiting++;
      return held;
    };
    use.lab.point("b", "public", "a", "b");
    await eventually(() => Promise.resolve(waiting === 3));
    await use.lab.nodes.a.stop("SIGKILL", "haproxy");
    await logged(/b own: .*action=taken/);
    release();
    await eventually(() => Promise.resolve(use.lab.owner === "a"));
    await use.lab.served(["b"]);
    await logged(/b own: .*action=taken why=repair/);
  });

  it("fails over although the program that moves the address was dead when the master was lost", async () => {
    await use.lab.nodes.b.stop("SIGKILL", "own");
    await use.lab.nodes.a.stop("SIGKILL", "haproxy");
    await sleep(2_000);
    use.lab.nodes.b.start("own");
    await use.lab.served(["b"]);
  });

  it("is whole again although the number of a killed keepalived is another process's by now", async () => {
    await use.lab.nodes.b.stop("SIGKILL", "keepalived");
    use.lab.nodes.b.reuseNumber();
    use.lab.clearLog();
    use.lab.nodes.b.start("keepalived");
    await logged(/b keepalived: .*Entering BACKUP STATE/);
    await use.lab.whole("a");
  });

  it("goes on serving where the address is when no keepalived is left", async () => {
    for (const node of Object.values(use.lab.nodes)) await node.stop("SIGKILL", "keepalived");
    await sleep(3_000);
    await use.lab.served(["a"]);
  });
});

describe("pair with preempt", function () {
  this.timeout(60_000);
  const use = usePair({ failover: "route", advertSeconds: 0.2, preempt: true });

  it("returns to the first node once that is well again, and loses no request by it", async () => {
    await use.lab.nodes.a.stop("SIGKILL", "haproxy");
    await use.lab.served(["b"]);
    await use.lab.startLoad(50);
    use.lab.nodes.a.start();
    await use.lab.whole("a");
    await sleep(300);
    assert.equal(outageIn(await use.lab.stopLoad()).lost, 0);
  });
});

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);
