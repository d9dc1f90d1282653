import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../commands/drill/lab/eventually";
import { TTL_SECONDS } from "../support/lab";
import { DOOR, failures, useLab } from "./use-lab";

/** Whether HAProxy can be told to leave IPv6 addresses alone, which it can from 3.2 on. */
const knowsFamilies = () => spawnSync("haproxy", ["-cc", "version_atleast(3.2)"]).status === 0;

describe("addresses of the backend", () => {
  const use = useLab("blue");
  const serving = () =>
    eventually(async () => (await use.client("ask", DOOR)).status === 200, use.lab.proxyLog);

  before(() => void use.lab.pointTo("blue"));

  it("are the last ones by IPv4 while the name has one by IPv6 only, from HAProxy 3.2 on", async () => {
    await use.lab.startHaproxy();
    await serving();
    use.lab.pointToIpv6();
    // Until the resolver has forgotten the IPv4 address, and HAProxy has asked again.
    await sleep((TTL_SECONDS + 2) * 1_000);
    const failed = failures(await use.client("inSequence", { target: DOOR, count: 20 }));
    // Older ones take the IPv6 address, as docs/haproxy.md says.
    assert.equal(failed.length > 0, !knowsFamilies(), String(failed));
    use.lab.pointTo("blue");
  });

  for (const [connectTimeoutMs, served] of [
    [250, false],
    [10_000, true],
  ] as const) {
    const what = served ? "may be far away" : "are dropped soon";
    it(`${what}, with a time-out of ${connectTimeoutMs} ms`, async () => {
      await use.lab.startHaproxy({ connectTimeoutMs });
      await serving();
      use.lab.unplug("blue");
      let status: number | undefined;
      const asked = use.client("ask", DOOR).then((reply) => (status = reply.status));
      // The kernel asks again after a second, and after two more.
      if (served) await sleep(2_500);
      else await eventually(() => Promise.resolve(status !== undefined));
      use.lab.plug("blue");
      assert.equal(await asked, served ? 200 : 0);
    });
  }
});
