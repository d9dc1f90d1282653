import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { INGRESS_RULE } from "../simulator/model/tokens";
import { type Recording, recordProgram, PROGRAM_VARIANTS } from "./support/program";

const root = join(__dirname, "..");

/** Whether the SDK's class for a type takes tags, by its declaration. */
function isTaggable(type: string): boolean {
  const match = /^aws:([^/]+)\/([^:]+):(.+)$/.exec(type);
  if (!match) return false;
  const [, module, file, className] = match;
  const declaration = join(root, "node_modules/@pulumi/aws", module!, `${file}.d.ts`);
  const source = readFileSync(declaration, "utf8");
  const args = source.slice(source.indexOf(`export interface ${className}Args`));
  return /^ {4}tags\?:/m.test(args);
}

/** Tags as a map; auto scaling groups have them as a list. */
function tagsIn(tags: unknown): Record<string, string> | undefined {
  if (!Array.isArray(tags)) return tags as Record<string, string> | undefined;
  const pairs = tags as { key: string; value: string }[];
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
}

describe("conventions", () => {
  for (const [variant, config] of Object.entries(PROGRAM_VARIANTS)) {
    describe(`program with ${variant}`, () => {
      let recording: Recording;
      before(async () => (recording = await recordProgram(config)));

      const isComponent = (type: string) => /^(holdfast|awsx):/.test(type);
      const children = () => recording.resources.filter(({ type }) => !isComponent(type));

      it("prefixes every child's name with its component's", () => {
        for (const { name, type, parentType } of children()) {
          const parents = recording.resources.filter((parent) => parent.type === parentType);
          assert.ok(
            parents.some((parent) => name === parent.name || name.startsWith(`${parent.name}-`)),
            `${type} ${name} is not prefixed by any ${parentType}`,
          );
        }
      });

      it("gives every resource a component as parent", () => {
        for (const { name, type, parentType } of children()) {
          assert.ok(parentType && isComponent(parentType), `${type} ${name} has no parent`);
        }
      });

      it("never registers one URN twice", () => {
        const urns = recording.resources.map(({ urn }) => urn);
        assert.deepEqual(
          urns.filter((urn, index) => urns.indexOf(urn) !== index),
          [],
        );
      });

      it("lets routers tell each group that clients reach that a packet is too large", () => {
        const rules = recording.resources
          .filter(({ type }) => type === INGRESS_RULE)
          .map(({ inputs }) => inputs);
        const reached = rules.filter(
          ({ ipProtocol, cidrIpv4, prefixListId, description }) =>
            ipProtocol === "tcp" &&
            (cidrIpv4 ?? prefixListId) !== undefined &&
            // Path MTU does not matter inside the network's VPC, nor for the small responses to health
            // checkers.
            !String(cidrIpv4).startsWith("10.20.") &&
            description !== "Route 53 health checkers",
        );
        const groups = new Map(
          children().map(({ name, outputs }) => [outputs["id"], `the group ${name}`]),
        );
        for (const { securityGroupId } of reached) {
          const told = rules.filter(
            (rule) => rule["securityGroupId"] === securityGroupId && rule["ipProtocol"] === "icmp",
          );
          assert.deepEqual(
            told.map(({ cidrIpv4, fromPort, toPort }) => [cidrIpv4, fromPort, toPort]),
            [["0.0.0.0/0", 3, 4]],
            groups.get(securityGroupId),
          );
        }
      });

      it("tags everything that can be tagged, by its name and the stack's", () => {
        for (const { name, type, inputs } of children().filter(({ type }) => isTaggable(type))) {
          const tags = tagsIn(inputs["tags"]);
          assert.equal(tags?.["Name"], name, `${type} ${name}`);
          assert.equal(tags?.["holdfast:stack"], "holdfast/dev", `${type} ${name}`);
          assert.equal(tags?.["environment"], "test", `${type} ${name}`);
        }
      });
    });
  }
});
