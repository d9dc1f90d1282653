import assert from "node:assert/strict";
import { resolveUsage } from "../../../cost/usage";
import { renderCost } from "../../../commands/local/operation-cost";
import { toSettings } from "../../../stack/stack-settings";
import type { ResolvedSettings } from "../../../commands/local/stack-settings";
import { NAT, several } from "../../cost/resources";

const STYLES = {
  heading: (text: string) => text,
  faint: (text: string) => text,
  warning: (text: string) => `!${text}`,
};

const settings = (sections: Record<string, unknown>): ResolvedSettings => ({
  ...toSettings("dev", {}),
  sections,
  budget: { monthlyUsd: 50, allowUnpriced: [] },
  usage: resolveUsage({ natGb: 0, egressGb: 0, crossAzGb: 0 }),
});

describe("cost of an operation", () => {
  it("is the change from the deployed stack, with the budget", async () => {
    const [before, after] = [several(NAT, ["a"]), several(NAT, ["a", "b"])];
    const text = await renderCost("holdfast", settings({}), before, after, STYLES);
    assert.match(text, /^Cost\n {2}USD 65\.70 a month [^]*; \+32\.85 [^]*\n! {2}131\.4 % of/);
  });

  it("is that of what the program declares, after a preview", async () => {
    const sections = {
      network: { cidr: "10.20.0.0/16", egress: { kind: "none" } },
      addresses: {},
      tags: {},
    };
    const text = await renderCost("holdfast", settings(sections), [], undefined, STYLES);
    assert.match(
      text,
      /^Cost\n {2}USD 0\.00 a month in us-east-1, .*; nothing was deployed before/,
    );
  });

  it("says why it is not known, and fails nothing", async () => {
    const broken = settings({ network: { cidr: "10.20.0.0/8" } });
    const text = await renderCost("holdfast", broken, [], undefined, STYLES);
    assert.match(text, /^!Cost is unknown: Pulumi\.dev\.yaml has 1 problem/);
  });
});
