import assert from "node:assert/strict";
import { eventually } from "../../commands/drill/lab/eventually";
import { ADDRESS, HOST } from "../support/lab";
import { DOOR, HEALTH, useLab } from "./use-lab";

describe("health endpoint", () => {
  const use = useLab("blue");
  const ask = () => use.client("ask", HEALTH);
  const answers = (status: number) => async () => (await ask()).status === status;

  it("answers 503 while the name has no address, and 200 once it has one", async () => {
    await use.lab.startHaproxy();
    assert.equal((await ask()).status, 503);
    use.lab.pointTo("blue");
    await eventually(answers(200));
  });

  it("answers 503 while the backend is down, and 200 when it is back", async () => {
    await use.lab.killBackend("blue");
    await eventually(answers(503));
    use.backends.blue = await use.lab.startBackend("blue");
    await eventually(answers(200));
  });

  it("is refused when HAProxy is down", async () => {
    await use.lab.stopHaproxy();
    assert.equal((await ask()).error, "ECONNREFUSED");
  });

  it("tells nothing else", async () => {
    await use.lab.startHaproxy();
    for (const path of ["/", "/worker"]) {
      assert.equal((await use.client("ask", { ...HEALTH, path })).status, 404);
    }
  });

  it("answers 503 when the backend accepts connections, but its health path says no", async () => {
    for (const port of [443, 80]) {
      await use.lab.startHaproxy({ backend: { host: HOST, port, healthPath: "/health" } });
      await eventually(answers(200));
      await use.backends.blue("setHealthy", false);
      await eventually(answers(503));
      await use.backends.blue("setHealthy", true);
      await eventually(answers(200));
    }
  });

  it("does not keep clients from a backend that fails its checks and answers them", async () => {
    await use.lab.startHaproxy({ backend: { host: HOST, port: 443, healthPath: "/health" } });
    await eventually(answers(200));
    await use.backends.blue("setHealthy", false);
    await eventually(answers(503));
    assert.equal((await use.client("ask", DOOR)).status, 200);
    await use.backends.blue("setHealthy", true);
    await eventually(answers(200));
  });

  it("answers when clients have used up their connections", async () => {
    await use.lab.startHaproxy({ limits: { connections: 100 } });
    await eventually(answers(200));
    const held = use.client("holdingOn", { target: DOOR, count: 101 });
    await eventually(async () => (await clients()) === 100);
    assert.equal((await ask()).status, 200);
    assert.equal(await clients(), 100);
    await held;
  });

  /** Connections of clients that HAProxy has taken. */
  async function clients(): Promise<number> {
    const table = await use.lab.haproxyAnswers("show stat");
    const [, row = ""] = /^clients,FRONTEND,(.*)$/m.exec(table) ?? [];
    return Number(row.split(",")[2]);
  }

  it("gives metrics to private addresses", async () => {
    await use.lab.startHaproxy({ metricsPort: 8405 });
    const target = { address: ADDRESS.proxy, port: 8405, tls: false, path: "/metrics" };
    const { status, headers } = await use.client("ask", target);
    assert.equal(status, 200);
    assert.match(headers["content-type"] ?? "", /text\/plain; version=/);
  });
});
