import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "../../stack/resource";
import { EIP } from "../../stack/types";
import {
  frontDoor,
  jumpHost,
  type ProgramConfig,
  PROGRAM_VARIANTS,
  recordProgram,
} from "../support/program";
import { judge, type PackConfig } from "./plan";

type Level = "advisory" | "mandatory" | "disabled";

/** The settings of a file in policy/config, and the policies that it switches off. */
function readConfig(environment: "dev" | "prod"): { settings: PackConfig; disabled: string[] } {
  const file = join(__dirname, "../../policy/config", `${environment}.json`);
  const all = JSON.parse(readFileSync(file, "utf8")) as Record<string, Level | object>;
  const entries = Object.entries(all);
  return {
    settings: Object.fromEntries(
      entries.filter(([, value]) => typeof value === "object"),
    ) as PackConfig,
    disabled: entries.filter(([, value]) => value === "disabled").map(([name]) => name),
  };
}

async function resourcesOf(config: ProgramConfig): Promise<Resource[]> {
  const { resources } = await recordProgram(config);
  return resources.map(({ type, name, urn, inputs, outputs, protect, parentType }) => ({
    type,
    name,
    urn,
    protect,
    inputs: { ...inputs, ...outputs },
    ...(parentType !== undefined && { parent: parentType }),
  }));
}

async function violations(config: ProgramConfig, environment: "dev" | "prod") {
  const { settings, disabled } = readConfig(environment);
  const found = judge(await resourcesOf(config), settings);
  return Object.fromEntries(Object.entries(found).filter(([name]) => !disabled.includes(name)));
}

describe("the project's own stacks", () => {
  it("pass in development, with addresses that are not protected", async () => {
    const config = frontDoor({ addresses: { protect: false } });
    assert.deepEqual(await violations(config, "dev"), {});
  });

  it("pass once the jumpbox has pointed its name to its address", async () => {
    const resources = await resourcesOf(jumpHost());
    const record = resources.find(({ name }) => name === "jumpbox-name")!;
    const address = resources.find(({ type }) => type === EIP)!;
    Object.assign(record.inputs, { records: [address.inputs["publicIp"]] });
    assert.deepEqual(judge(resources, readConfig("prod").settings), {});
    const others = resources.filter(({ type }) => type !== "aws:iam/rolePolicy:RolePolicy");
    assert.deepEqual(Object.keys(judge(others, readConfig("prod").settings)), [
      "aws-route53-record-require-health-check",
      "aws-route53-record-require-two-addresses",
    ]);
  });

  /** Variants of the program that the production configuration refuses, and why. */
  const REFUSED: Readonly<Record<string, readonly string[]>> = {
    "a single NAT gateway": ["aws-ec2-nat-gateway-require-own-zone"],
    "a HAProxy front door by traffic policy, with both colours in one VPC": [
      "aws-route53-traffic-policy-instance-require-leave",
    ],
  };

  for (const [variant, config] of Object.entries(PROGRAM_VARIANTS)) {
    const refused = REFUSED[variant] ?? [];
    it(`${refused.length > 0 ? "are refused" : "pass"} in production: ${variant}`, async () => {
      assert.deepEqual(Object.keys(await violations(config, "prod")), refused);
    });
  }
});
