import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../commands/drill/lab/eventually";
import type { ClientReply } from "../../commands/drill/lab/client";
import { figure } from "../support/lab-figures";
import { DOOR, colourOf, failures, useLab } from "./use-lab";

const RATE = 100;

describe("backend with two addresses", () => {
  const use = useLab("blue", "blue2");
  const asked = async () => new Set((await tenReplies()).map(colourOf));
  const tenReplies = () => use.client("inSequence", { target: DOOR, count: 10 });
  const bothServe = () => eventually(async () => (await asked()).size === 2, use.lab.proxyLog);

  before(async () => {
    use.lab.pointTo("blue");
    await use.lab.startHaproxy();
    await eventually(async () => (await use.client("ask", DOOR)).status === 200);
  });

  it("is used whole when the second address appears", async () => {
    assert.deepEqual(await asked(), new Set(["blue"]));
    const addedAt = use.lab.pointTo("blue", "blue2");
    await bothServe();
    figure("Second address in use", `after ${((Date.now() - addedAt) / 1000).toFixed(2)} s`);
  });

  it("fails no request when HAProxy is reloaded", async () => {
    await use.client("startLoad", { target: DOOR, ratePerSecond: RATE });
    for (let reload = 0; reload < 5; reload++) {
      await use.lab.reloadHaproxy();
      await sleep(300);
    }
    const replies = await use.client("stopLoad");
    assert.deepEqual(failures(replies), []);
    figure("5 reloads", `${replies.length} requests, 0 failed, ${slowest(replies)}`);
  });

  it("fails no new request when one is killed", async () => {
    await bothServe();
    await use.client("startLoad", { target: DOOR, ratePerSecond: RATE });
    await sleep(500);
    const goneAfter = Date.now();
    await use.lab.killBackend("blue2");
    const goneAt = Date.now();
    await sleep(3_000);
    const replies = await use.client("stopLoad");
    report("One of two addresses killed", replies, goneAfter, goneAt);
    use.backends.blue2 = await use.lab.startBackend("blue2");
    await bothServe();
  });

  it("fails no new request when one is gone without a word", async () => {
    await use.client("startLoad", { target: DOOR, ratePerSecond: RATE });
    await sleep(500);
    const goneAfter = Date.now();
    use.lab.unplug("blue2");
    const goneAt = Date.now();
    await sleep(3_000);
    const replies = await use.client("stopLoad");
    report("One of two addresses unplugged", replies, goneAfter, goneAt);
    use.lab.plug("blue2");
    await bothServe();
  });

  /** A request that the dead server was already answering is lost with it; no other may be. */
  function report(
    name: string,
    replies: readonly ClientReply[],
    goneAfter: number,
    goneAt: number,
  ): void {
    const later = replies.filter(({ sentAt }) => sentAt >= goneAt);
    assert.ok(later.length > RATE);
    assert.deepEqual(failures(later), []);
    const earlier = replies.filter((reply) => !later.includes(reply));
    const underWay = earlier.filter(
      ({ sentAt, milliseconds }) => sentAt + milliseconds >= goneAfter,
    );
    const lost = failures(underWay).length;
    assert.equal(failures(earlier).length, lost, "a request was lost before anything was gone");
    figure(
      name,
      `${later.length} new requests, 0 failed, ${slowest(later)}; ${lost} lost under way`,
    );
  }

  function slowest(replies: readonly ClientReply[]): string {
    const most = Math.max(...replies.map(({ milliseconds }) => milliseconds));
    return `slowest ${(most / 1000).toFixed(2)} s`;
  }
});
