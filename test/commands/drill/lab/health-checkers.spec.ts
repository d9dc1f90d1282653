import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { HealthCheckers } from "../../../../commands/drill/lab/health-checkers";
import type { ClientReply } from "../../../../commands/drill/lab/client";
import { eventually } from "../../../../commands/drill/lab/eventually";
import { HEALTH_CHECK } from "../../../../simulator/model/tokens";
import { Lab } from "../../../../simulator/lab";

describe("Route 53's health checks", () => {
  let status = 200;
  let asked = 0;
  const changes: boolean[] = [];
  let checks: HealthCheckers;
  let id = "";
  const aws = new Lab();
  before(() => {
    id = aws.make(HEALTH_CHECK, {
      type: "HTTP",
      ipAddress: "203.0.113.3",
      port: 9001,
      resourcePath: "/health",
      requestInterval: 10,
      failureThreshold: 3,
    }).id;
    const ask = (): Promise<ClientReply> => {
      asked++;
      const reply = { status, error: "", headers: {}, bytes: 0, sentAt: 0, milliseconds: 1 };
      return Promise.resolve(reply);
    };
    checks = new HealthCheckers(aws.account, ask, 500, (_, healthy) => changes.push(healthy));
    checks.follow();
  });
  after(() => checks.close());

  it("hold an address for healthy from the beginning", () => {
    assert.equal(checks.isHealthy(id), true);
  });

  it("report an address as failing until a checker has had a good response", async () => {
    await eventually(() => Promise.resolve(asked > 0 && checks.failing().length === 0));
  });

  it("find it unhealthy when every checker has heard so often enough, and no sooner", async () => {
    await sleep(100);
    [status, asked] = [503, 0];
    await eventually(() => Promise.resolve(!checks.isHealthy(id)));
    assert.deepEqual(checks.failing(), [id]);
    assert.ok(asked >= 9, `after ${asked} answers`);
    assert.deepEqual(changes, [false]);
  });

  it("find it healthy again", async () => {
    status = 200;
    await eventually(() => Promise.resolve(checks.isHealthy(id)));
    assert.deepEqual(changes, [false, true]);
  });

  it("treat addresses without a check as healthy", () => assert.equal(checks.isHealthy(""), true));

  it("end with the check", async () => {
    aws.account.remove(aws.account.require(HEALTH_CHECK, id, "global"));
    checks.follow();
    status = 503;
    await sleep(100);
    assert.deepEqual([checks.failing(), checks.areHealthy()], [[], true]);
  });
});
