import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { ROUTE } from "../../../simulator/model/tokens";
import { eventually } from "../../../commands/drill/lab/eventually";
import { end } from "../../../commands/drill/lab/namespaces";
import { figure } from "../../support/lab-figures";
import type { PairLab } from "../../../bench/labs/pair/pair-lab";
import { slowness } from "../../support/slowness";
import type { Letter } from "../../../bench/labs/pair/pair-network";
import { renderOutage, outageIn } from "../../../bench/labs/pair/outage";
import { usePair } from "./use-pair";

/** How long AWS's API is away: longer than the longest wait between two attempts, which is 3.2 s. */
const API_DOWN_MS = 12_000;

/**
 * How often node b may have taken the address back from another master in so much time, when that one's
 * HAProxy does not answer: twice at once, then after 20 s, after 40 s more, and so on.
 */
function mostTakes(ms: number): number {
  let takes = 2;
  for (let wait = 20, at = wait; at * 1000 <= ms; wait *= 2, at += wait) takes++;
  return takes;
}

describe("pair whose nodes or AWS misbehave", () => {
  const use = usePair({ failover: "route", advertSeconds: 0.2 });

  const moves = () =>
    use.lab.api.calls.filter(({ action }) => action === "ec2:ReplaceRoute").length;
  const logged = (pattern: RegExp) =>
    eventually(
      () => Promise.resolve(pattern.test(use.lab.log)),
      () => `${pattern} is not in\n${use.lab.log}`,
    );

  /** Waits until a node has looked so many times more at what AWS has, beside its reads after a move. */
  async function looks(letter: Letter, times: number): Promise<void> {
    const { id } = use.lab.account.instances[letter];
    const isMoving = (): boolean =>
      use.lab.nodes[letter].log.match(/action=(wrong|taken|contested|failed|dropped)/g)?.pop() ===
      "action=wrong";
    let seen = 0;
    use.lab.watch = ({ action, caller, when }) => {
      const isLook = action === "DescribeRouteTables" && caller === id && when === "before";
      if (isLook && !isMoving()) seen++;
    };
    await eventually(
      () => Promise.resolve(seen >= times),
      () => use.lab.log,
    );
    use.lab.watch = () => undefined;
  }

  /**
   * Cuts packets, so that both nodes are masters, and waits until node b has taken the address back as often
   * as it does at once, and leaves it to node a. Node b does not reach node a's HAProxy.
   */
  async function contest(...cuts: Parameters<PairLab["cut"]>): Promise<void> {
    const since = Date.now();
    use.lab.cut(...cuts);
    // Once without a question, and once more as node a's HAProxy does not answer.
    const took = "b own: [^\n]*action=wrong[^]*";
    await logged(new RegExp(`${took}${took}b own: [^\n]*action=(taken|contested)`));
    await eventually(
      () => Promise.resolve(use.lab.owner === "a"),
      () => use.lab.log,
    );
    await looks("b", 3);
    const takes = use.lab.log.match(/b own: .*action=wrong.*/g)!;
    // A read between the calls of node a sees different routes, and starts the count again.
    const partial = takes.filter((line) => line.match(/rtb-/g)!.length < 3).length;
    const most = mostTakes(Date.now() - since) + 2 * partial;
    assert.ok(takes.length <= most, `taken ${takes.length} times, not ${most}\n${use.lab.log}`);
    await use.lab.served(["a"]);
  }

  it("keeps one owner, which serves all, while the nodes do not hear each other", async () => {
    const since = Date.now();
    await use.lab.startLoad(50);
    await contest({ from: "a", to: "b" }, { from: "b", to: "a" });
    const outage = outageIn(await use.lab.stopLoad());
    figure(`Pair split in two for ${seconds(since)} s`, renderOutage(outage));
    // The address moves a few times at first, and each move may cut what is under way: more on a busy machine.
    assert.ok(outage.lost <= 5 * slowness(), renderOutage(outage));
    use.lab.restore();
    await use.lab.whole("a");
  });

  it("keeps one owner while only the master is not heard", async () => {
    await contest({ from: "a", to: "b" });
    use.lab.restore();
    await use.lab.whole("a");
  });

  it("is unaffected when only the standby node is cut off", async () => {
    const before = moves();
    use.lab.cut({ from: "b", to: "a" });
    await looks("a", 2);
    assert.equal(moves(), before);
    await use.lab.served(["a"]);
  });

  it("moves once and not back while HAProxy comes and goes", async () => {
    const before = moves();
    const { a } = use.lab.nodes;
    const becomes = (state: string) =>
      eventually(
        () => Promise.resolve(a.state === state),
        () => use.lab.log,
      );
    for (let time = 0; time < 3; time++) {
      await a.stop("SIGKILL", "haproxy");
      await becomes("FAULT");
      a.start("haproxy");
      await becomes("BACKUP");
    }
    await looks("b", 2);
    await use.lab.served(["b"]);
    assert.equal(moves() - before, 3, "one call for each route table");
  });

  it("has the master as its owner within seconds after the API is back", async () => {
    const backAt = Date.now() + API_DOWN_MS;
    use.lab.cut({ from: "b", to: "api" });
    await use.lab.nodes.a.stop("SIGKILL", "haproxy");
    await sleep(API_DOWN_MS);
    assert.equal(use.lab.owner, "a");
    use.lab.restore();
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

  it("turns a check of source and destination off that drops what is sent to the address", async () => {
    const action = "ModifyNetworkInterfaceAttribute";
    use.lab.api.faults.add({ action, code: "RequestLimitExceeded", times: 1e6 });
    use.lab.turnCheckOn("a");
    assert.ok((await use.lab.ask()).every((answer) => answer !== "a"));
    await logged(/a own: .*action=drops .*error=RequestLimitExceeded/);
    use.lab.api.faults.clear();
    await logged(/a own: .*action=repaired .*attribute=sourceDestCheck/);
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
    await logged(/b keepalived: .*Entering MASTER STATE/);
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

  it("ignores the advertisements of a machine that is not its peer", async () => {
    const before = moves();
    const intruder = use.lab.startIntruder("a");
    const { a, b } = use.lab.nodes;
    await eventually(
      () => Promise.resolve(/not a unicast peer/.test(a.log) || a.state !== "MASTER"),
      () => use.lab.log,
    );
    assert.match(a.log, /not a unicast peer/);
    await looks("a", 1);
    assert.deepEqual([a.state, b.state, moves()], ["MASTER", "BACKUP", before]);
    await end(intruder, "SIGTERM");
    await use.lab.whole("a");
  });

  it("keeps serving on the current node when no keepalived is left", async () => {
    for (const node of Object.values(use.lab.nodes)) await node.stop("SIGKILL", "keepalived");
    await sleep(3_000);
    await use.lab.served(["a"]);
  });
});

describe("pair with preempt", () => {
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
