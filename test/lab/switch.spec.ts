import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../commands/drill/lab/eventually";
import { TTL_SECONDS } from "../support/lab";
import type { ClientReply } from "../../commands/drill/lab/client";
import { figure } from "../support/lab-figures";
import { DOOR, colourOf, failures, useLab } from "./use-lab";

/** What a switch may take, from the change of the record on. */
const MOST_MS = (TTL_SECONDS + 2) * 1000;
const RATE = 100;

describe("switch of the live colour", () => {
  const use = useLab("blue", "green");
  const served = (colour: string) =>
    eventually(async () => colourOf(await use.client("ask", DOOR)) === colour, use.lab.proxyLog);

  beforeEach(async () => {
    use.lab.pointTo("blue");
    await use.lab.startHaproxy();
    await served("blue");
  });

  it("is followed within the record's TTL and 2 s, forth and back, with no failed request", async () => {
    await use.client("startLoad", { target: DOOR, ratePerSecond: RATE });
    await sleep(500);
    const toGreen = use.lab.pointTo("green");
    await sleep(MOST_MS + 200);
    const toBlue = use.lab.pointTo("blue");
    await sleep(MOST_MS + 200);
    const replies = await use.client("stopLoad");

    assert.deepEqual(failures(replies), []);
    const between = replies.filter(({ sentAt }) => sentAt < toBlue);
    const seconds = [
      followed(between, toGreen, "green"),
      followed(replies.slice(between.length), toBlue, "blue"),
    ];
    figure(
      `Switch of the record (TTL ${TTL_SECONDS} s), and back`,
      `${seconds.join(" and ")} s until the last request of the old colour; ` +
        `${replies.length} requests at ${RATE}/s, 0 failed`,
    );
  });

  /** Seconds from a switch to the last request that went elsewhere, having checked them. */
  function followed(replies: readonly ClientReply[], switchedAt: number, colour: string): string {
    const others = replies.filter((reply) => colourOf(reply) !== colour);
    assert.ok(others.length < replies.length, `${colour} was never asked`);
    const last = Math.max(...others.map(({ sentAt }) => sentAt)) - switchedAt;
    assert.ok(
      last < MOST_MS,
      `another colour than ${colour} was asked ${last} ms after the switch`,
    );
    return (last / 1000).toFixed(2);
  }

  it("leaves connections that are open on the colour that drains", async () => {
    const sequence = { target: DOOR, count: 45, reuse: true, pauseMs: 100 };
    const open = use.client("inSequence", sequence);
    await sleep(300);
    use.lab.pointTo("green");
    await served("green");
    const replies = await open;
    assert.deepEqual(failures(replies), []);
    assert.deepEqual(new Set(replies.map(colourOf)), new Set(["blue"]));
  });

  it("does not need the drained colour any more", async () => {
    use.lab.pointTo("green");
    await served("green");
    await use.lab.killBackend("blue");
    const replies = await use.client("inSequence", { target: DOOR, count: 50 });
    assert.deepEqual(failures(replies), []);
    use.backends.blue = await use.lab.startBackend("blue");
  });

  it("is followed although DNS was gone in between, which no request notices", async () => {
    await use.client("startLoad", { target: DOOR, ratePerSecond: RATE });
    use.lab.unplug("resolver");
    await sleep(3_000);
    use.lab.plug("resolver");
    use.lab.pointTo("green");
    await served("green");
    assert.deepEqual(failures(await use.client("stopLoad")), []);
  });
});
