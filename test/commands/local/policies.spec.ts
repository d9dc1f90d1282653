import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "../../../stack/resource";
import {
  type PackConfig,
  packConfigFor,
  policyArguments,
  refuses,
} from "../../../commands/local/policies";
import { ROOT } from "../../../commands/local/session";
import { toSettings } from "../../../stack/stack-settings";
import type { ResolvedSettings } from "../../../commands/local/stack-settings";
import { resolveUsage } from "../../../cost/usage";
import { ALL_POLICIES } from "../../../policy/policies";
import { temporaryFolder } from "./fakes";

const PACK = join(ROOT, "policy");

const settings = (more: Partial<ResolvedSettings> = {}): ResolvedSettings => ({
  ...toSettings("prod", { "aws:region": "eu-west-1", "holdfast:network": { cidr: "10.0.0.0/16" } }),
  budget: { monthlyUsd: 700, allowUnpriced: ["c7g.4xlarge"] },
  usage: resolveUsage({ natGb: 300 }),
  ...more,
});

const address = (name: string): Resource => ({
  type: "aws:ec2/eip:Eip",
  name,
  urn: `urn:${name}`,
  inputs: {},
});
const DEPLOYED = [
  address("addresses-egress-a"),
  address("addresses-egress-b"),
  { type: "aws:ec2/vpc:Vpc", name: "network", urn: "urn:network", inputs: {} },
];

const BUDGET = "aws-cost-stack-require-budget";
const RELEASE = "aws-ec2-eip-disallow-release";
const PROTECT = "aws-ec2-eip-require-protect";

describe("policies of a local run", () => {
  const folder = temporaryFolder();

  it("refuse where addresses are protected, and report where they are not", () => {
    assert.equal(refuses(packConfigFor(PACK, settings(), [])), true);
    assert.equal(refuses(packConfigFor(PACK, settings({ isProtected: false }), [])), false);
    assert.equal(refuses({ all: "advisory", one: { enforcementLevel: "mandatory" } }), true);
  });

  it("have the stack's budget, region and usage, at the level that they have anyway", () => {
    const config = packConfigFor(PACK, settings(), []);
    assert.deepEqual(config[BUDGET], {
      enforcementLevel: "mandatory",
      region: "eu-west-1",
      usage: resolveUsage({ natGb: 300 }),
      monthlyUsd: 700,
      allowUnpriced: ["c7g.4xlarge"],
    });
    const dev = packConfigFor(PACK, settings({ isProtected: false }), []);
    assert.equal((dev[BUDGET] as Record<string, unknown>)["enforcementLevel"], "advisory");
    assert.equal((dev[PROTECT] as Record<string, unknown>)["enforcementLevel"], "disabled");
  });

  it("keep what is deployed, but for what may be released", () => {
    const config = packConfigFor(PACK, settings({ allowRelease: ["egress-b"] }), DEPLOYED);
    assert.deepEqual(config[RELEASE], {
      enforcementLevel: "mandatory",
      keep: ["addresses-egress-a"],
    });
    assert.deepEqual(config[PROTECT], {
      enforcementLevel: "mandatory",
      releasable: ["addresses-egress-b"],
    });
  });

  it("keep no address that is not protected", () => {
    const config = packConfigFor(PACK, settings({ isProtected: false }), DEPLOYED);
    assert.deepEqual((config[RELEASE] as Record<string, unknown>)["keep"], []);
  });

  it("set only policies and settings that there are", () => {
    for (const isProtected of [true, false]) {
      const config = packConfigFor(PACK, settings({ isProtected }), DEPLOYED);
      for (const [name, given] of Object.entries(config)) {
        if (name === "all") continue;
        const policy = ALL_POLICIES.find((each) => each.name === name);
        assert.ok(policy, name);
        for (const key of typeof given === "object" ? Object.keys(given) : []) {
          assert.ok(key === "enforcementLevel" || key in policy.settings, `${name}.${key}`);
        }
      }
    }
  });

  it("take the single NAT gateway that the stack's settings ask for", () => {
    const allowed = (gateways: string) => {
      const sections = { network: { egress: { kind: "nat", gateways } } };
      const config = packConfigFor(PACK, settings({ sections }), []);
      return (config["aws-ec2-nat-gateway-require-own-zone"] as Record<string, unknown>)[
        "allowSingle"
      ];
    };
    assert.equal(allowed("single"), true);
    assert.equal(allowed("perAz"), false);
  });

  it("only advise a program without any section of holdfast's", () => {
    const { isHoldfast, sections } = toSettings("dev", { "shop:size": "3" });
    const config = packConfigFor(PACK, settings({ isHoldfast, sections }), DEPLOYED);
    assert.equal(refuses(config), false);
    assert.equal(config["all"], undefined);
    assert.deepEqual(JSON.parse(JSON.stringify(config[RELEASE])), { keep: [] });
  });

  it("are flags of the engine, with the config in a file", () => {
    const config: PackConfig = { all: "mandatory" };
    const file = folder("policies/prod.json");
    const flags = (version: string) => policyArguments("policy", folder(), "prod", version, config);
    assert.deepEqual(flags("3.258.0"), ["--policy-pack", "policy", "--policy-pack-config", file]);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), config);
    const started = process.platform === "win32" ? "policy" : join("policy", "start.cjs");
    assert.equal(flags("3.259.0")[1], started);
  });
});
