import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderRoutingConfig } from "../../../../components/front-door/address-pair/routing-config";
import type { RoutingSettings } from "../../../../components/front-door/address-pair/routing-settings";
import { validateRouting } from "../../../../components/front-door/address-pair/validate-routing";

const golden = join(__dirname, "../../../golden/routing");
const orders = { host: "orders.holdfast.internal", port: 8080, healthPath: "/health" };
const users = { host: "users.holdfast.internal", port: 8081 };

/** One for each way to route; the lab tests give them to HAProxy. */
const WAYS: Record<string, RoutingSettings<string>> = {
  "one-backend.cfg": { ports: [80], backends: { orders }, default: "orders" },
  "rules.cfg": {
    ports: [80, 8080],
    backends: { orders, users, "users-next": { ...users, maxConnections: 20, errorLimit: 3 } },
    rules: [
      { host: "orders.example.com", to: "orders" },
      { host: "*.users.example.com", path: "/v2", to: { users: 90, "users-next": 10 } },
      { header: { name: "X-Version", value: "the next one" }, to: "users-next" },
      { header: { name: "X-Debug" }, port: 8080, path: "/users/", to: "users" },
    ],
    limits: { connections: 500, perSource: { connections: 50 } },
  },
  "weights.cfg": {
    ports: [80],
    backends: { orders, users },
    default: { orders: 25, users: 75 },
  },
};

describe("renderRoutingConfig", () => {
  for (const [file, settings] of Object.entries(WAYS)) {
    it(`renders ${file}`, () => {
      assert.deepEqual(validateRouting(settings, "entry"), []);
      const text = renderRoutingConfig(settings);
      if (process.env["UPDATE_GOLDEN"]) writeFileSync(join(golden, file), text);
      assert.equal(text, readFileSync(join(golden, file), "utf8"));
    });
  }

  it("has no golden file of a way that is gone", () => {
    assert.deepEqual(readdirSync(golden).sort(), Object.keys(WAYS).sort());
  });

  it("throws the dice only where a destination has shares", () => {
    assert.ok(!renderRoutingConfig(WAYS["one-backend.cfg"]!).includes("rand("));
    assert.match(renderRoutingConfig(WAYS["weights.cfg"]!), /rand\(100\)/);
  });
});
