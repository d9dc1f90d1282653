import assert from "node:assert/strict";
import * as v from "valibot";
import { addressPairsArgs } from "../../../../components/front-door/address-pair/address-pairs-args";
import { addressPairSchema } from "../../../../components/front-door/address-pair/settings";
import { ecsArgs } from "../../../../components/front-door/ecs/ecs-args";
import { ecsSchema } from "../../../../components/front-door/ecs/settings";
import { proxyTierArgs } from "../../../../components/front-door/haproxy/proxy-tier-args";
import { haproxySchema } from "../../../../components/front-door/haproxy/settings";
import type { FrontDoorArgs } from "../../../../components/front-door/kind";
import { resolveLimits } from "../../../../components/front-door/proxy/client-limits";

const GIVEN = {
  limits: { connections: 50_000, perSource: { connections: 20_000, newPerTenSeconds: 40_000 } },
  idleTimeoutSeconds: 6_000,
  connectTimeoutMs: 2_000,
};
const args = {
  vpc: { cidr: "10.20.0.0/16" },
  backend: { live: "blue", zone: "holdfast.internal", blue: { cidr: "10.30.0.0/16", port: 80 } },
  blueGreen: { host: "live.holdfast.internal" },
  claims: [],
} as unknown as FrontDoorArgs;
const pair = (more: object) => {
  const settings = { kind: "addressPair", failover: "eip", ...more, ...GIVEN };
  return addressPairsArgs(v.parse(addressPairSchema, settings), args).pairs["main"]!.proxy;
};

/** What limits each front door with HAProxy, by what it is. */
const FRONT_DOORS: Readonly<Record<string, () => object>> = {
  "HAProxy nodes": () =>
    proxyTierArgs(v.parse(haproxySchema, { kind: "haproxy", ...GIVEN }), args).haproxy,
  "a pair that passes TLS through": () => pair({}),
  "a pair with rules": () => pair({ default: "live" }),
  "tasks of ECS": () => ecsArgs(v.parse(ecsSchema, { kind: "ecs", image: "x:1", ...GIVEN }), args),
};

describe("limits of clients", () => {
  for (const [who, settings] of Object.entries(FRONT_DOORS)) {
    it(`are those of the configuration for ${who}`, () => {
      const { limits, idleTimeoutSeconds, connectTimeoutMs } = settings() as typeof GIVEN;
      assert.deepEqual({ limits, idleTimeoutSeconds, connectTimeoutMs }, GIVEN);
    });
  }

  it("are those of the schema where nothing is said, part by part", () => {
    const perSource = { connections: 1_000, newPerTenSeconds: 2_000 };
    const limits = { connections: 20_000, perSource };
    assert.deepEqual(resolveLimits({}), { limits, idleTimeoutSeconds: 360, connectTimeoutMs: 250 });
    const given = { limits: { perSource: { connections: 7 } } };
    assert.deepEqual(resolveLimits(given, 5_000).limits, {
      connections: 5_000,
      perSource: { ...perSource, connections: 7 },
    });
  });
});
