import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { HealthChecks } from "../../../components/dns/health-checks";
import type { HealthChecksArgs } from "../../../components/dns/args";
import { record } from "../../support/recorder";

const addresses = { "entry-a1": "203.0.113.1", "entry-b1": "203.0.113.2" };

const recordChecks = (overrides: Partial<HealthChecksArgs> = {}) =>
  record(() => {
    new HealthChecks("health", { addresses, port: 9001, ...overrides });
  });

describe("HealthChecks", () => {
  it("checks each address on the health port", async () => {
    const recording = await recordChecks();
    assert.deepEqual(recording.counts(), {
      "holdfast:dns:HealthChecks": 1,
      "aws:route53/healthCheck:HealthCheck": 2,
    });
    assert.deepEqual(recording.find("health-entry-a1").inputs, {
      type: "HTTP",
      ipAddress: "203.0.113.1",
      port: 9001,
      resourcePath: "/health",
      requestInterval: 10,
      failureThreshold: 3,
      tags: { Name: "health-entry-a1" },
    });
    assert.equal(recording.find("health-entry-b1").inputs["ipAddress"], "203.0.113.2");
  });

  it("has each address with its check, as a record takes them", async () => {
    let endpoints: HealthChecks["endpoints"] = {};
    const recording = await record(() => {
      ({ endpoints } = new HealthChecks("health", { addresses, port: 9001 }));
    });
    const { address, healthCheckId } = endpoints["entry-b1"]!;
    assert.deepEqual(Object.keys(endpoints), ["entry-a1", "entry-b1"]);
    assert.equal(address, "203.0.113.2");
    const id = await new Promise((resolve) => pulumi.output(healthCheckId).apply(resolve));
    assert.equal(id, recording.find("health-entry-b1").outputs["id"]);
  });

  it("takes the cheaper interval, another path and threshold on demand", async () => {
    const recording = await recordChecks({
      intervalSeconds: 30,
      failureThreshold: 2,
      path: "/ready",
    });
    const { requestInterval, failureThreshold, resourcePath } =
      recording.find("health-entry-a1").inputs;
    assert.deepEqual([requestInterval, failureThreshold, resourcePath], [30, 2, "/ready"]);
  });

  it("gives the checks' ids by key", async () => {
    let checks: HealthChecks | undefined;
    const recording = await record(() => {
      checks = new HealthChecks("health", { addresses, port: 9001 });
    });
    assert.deepEqual(Object.keys(checks!.ids), ["entry-a1", "entry-b1"]);
    const id = await new Promise((resolve) => checks!.ids["entry-b1"]!.apply(resolve));
    assert.equal(id, recording.find("health-entry-b1").outputs["id"]);
  });
});
