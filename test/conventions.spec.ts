import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
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

/** Files whose content is exercised through another file's spec, with that spec. */
const SPEC_ELSEWHERE: Readonly<Record<string, string>> = {
  "components/index.ts": "test/engine/library.spec.ts",
  "components/tags.ts": "test/conventions.spec.ts",
  "components/addresses/address.ts": "test/components/addresses/static-addresses.spec.ts",
  "components/front-door/proxy/settings.ts": "test/components/config/schema.spec.ts",
  "components/config/config.ts": "test/components/config/read-config.spec.ts",
  "cost/billing.ts": "test/cost/estimate.spec.ts",
  "commands/compare/chart.ts": "test/commands/compare/compare.spec.ts",
  "commands/compare/comparison-page.ts": "test/commands/compare/compare.spec.ts",
  "commands/compare/designs.ts": "test/commands/compare/compare.spec.ts",
  "commands/compare/render-comparison.ts": "test/commands/compare/compare.spec.ts",
  "commands/compare/main.ts": "test/commands/compare/command.spec.ts",
  "commands/cost/main.ts": "test/commands/cost/command.spec.ts",
  "commands/prices/main.ts": "test/commands/prices/command.spec.ts",
  "commands/shared/plan-program.ts": "test/commands/cost/command.spec.ts",
  "stack/stack-settings.ts": "test/commands/cost/command.spec.ts",
  "commands/shared/terminal.ts": "test/commands/cost/command.spec.ts",
  "cost/pricing/context.ts": "test/cost/estimate.spec.ts",
  "cost/pricing/free-types.ts": "test/cost/estimate.spec.ts",
  "cost/pricing/pricing.ts": "test/cost/estimate.spec.ts",
  "cost/pricing/running-hours.ts": "test/cost/pricing/instances.spec.ts",
  "cost/pricing/table.ts": "test/cost/estimate.spec.ts",
  "commands/drill/aws/faults.ts": "test/commands/drill/aws/scenarios.spec.ts",
  "commands/drill/aws/fis.ts": "test/commands/drill/aws/command.spec.ts",
  "commands/drill/aws/main.ts": "test/commands/drill/aws/command.spec.ts",
  "commands/drill/aws/render-plan.ts": "test/commands/drill/aws/command.spec.ts",
  "commands/drill/aws/run.ts": "test/commands/drill/aws/command.spec.ts",
  "commands/drill/aws/template.ts": "test/commands/drill/aws/scenarios.spec.ts",
  "commands/fleet/main.ts": "test/engine/fleet.spec.ts",
  "commands/fleet/file/schema.ts": "test/commands/fleet/file/read-fleet.spec.ts",
  "commands/fleet/run/operate.ts": "test/engine/fleet.spec.ts",
  "commands/fleet/run/place.ts": "test/engine/fleet.spec.ts",
  "commands/fleet/run/result.ts": "test/commands/fleet/run/run-fleet.spec.ts",
  "commands/fleet/start.ts": "test/engine/fleet.spec.ts",
  "commands/diagram/command.ts": "test/commands/diagram/programs/command.spec.ts",
  "commands/diagram/forwarding.ts": "test/commands/diagram/programs/read-picture.spec.ts",
  "commands/diagram/inventory.ts": "test/commands/diagram/programs/read-picture.spec.ts",
  "commands/diagram/layout-vpc.ts": "test/commands/diagram/layout.spec.ts",
  "commands/diagram/main.ts": "test/commands/diagram/programs/command.spec.ts",
  "commands/diagram/measures.ts": "test/browser/diagram.spec.ts",
  "commands/diagram/picture.ts": "test/commands/diagram/layout.spec.ts",
  "commands/diagram/queue.ts": "test/commands/diagram/route-lines.spec.ts",
  "commands/diagram/read-addresses.ts": "test/commands/diagram/programs/read-picture.spec.ts",
  "commands/diagram/read-balancing.ts": "test/commands/diagram/programs/read-picture.spec.ts",
  "commands/diagram/read-machines.ts": "test/commands/diagram/programs/read-picture.spec.ts",
  "commands/diagram/read-names.ts": "test/commands/diagram/programs/read-picture.spec.ts",
  "commands/diagram/read-network.ts": "test/commands/diagram/programs/read-picture.spec.ts",
  "commands/diagram/read-picture.ts": "test/commands/diagram/programs/read-picture.spec.ts",
  "lambda/follow-addresses/run.ts": "test/lambda/follow-addresses/handler.spec.ts",
  "simulator/api/answerer.ts": "test/simulator/api/index.spec.ts",
  "simulator/api/protocols.ts": "test/simulator/api/index.spec.ts",
  "commands/shared/engine/go-install.ts": "test/commands/shared/engine/build.spec.ts",
  "simulator/companions.ts": "test/simulator/account.spec.ts",
  "simulator/rules.ts": "test/simulator/account.spec.ts",
  "commands/local/recover-stack.ts": "test/engine/killed-update.spec.ts",
  "policy/index.ts": "test/engine/policy.spec.ts",
  "policy/policies.ts": "test/policy/pack.spec.ts",
  "policy/render-table.ts": "test/policy/readme.spec.ts",
  "commands/recover/main.ts": "test/engine/killed-update.spec.ts",
  "commands/review/main.ts": "test/commands/review/command.spec.ts",
  "commands/review/review.ts": "test/engine/review.spec.ts",
  "commands/review/review-stack.ts": "test/engine/review.spec.ts",
  "commands/review/stack-review.ts": "test/commands/review/verdict.spec.ts",
  "commands/recover/pulumi-cli.ts": "test/engine/killed-update.spec.ts",
  "simulator/model/tokens.ts": "test/simulator/model/index.spec.ts",
  "simulator/model/type.ts": "test/simulator/model/index.spec.ts",
  "components/backend/backend-settings.ts": "test/components/backend/backend.spec.ts",
  "components/backend/colors.ts": "test/components/backend/blue-green.spec.ts",
  "components/backend/describe-backend.ts": "test/engine/front-door.spec.ts",
  "components/front-door/settings.ts": "test/components/config/schema.spec.ts",
  "components/front-door/check.ts": "test/components/config/read-config.spec.ts",
  "components/dns/settings.ts": "test/components/config/schema.spec.ts",
  "components/front-door/nlb-alb/settings.ts": "test/components/config/schema.spec.ts",
  "components/dns/check.ts": "test/components/config/read-config.spec.ts",
  "components/front-door/nlb-alb/check.ts": "test/components/config/read-config.spec.ts",
  "components/settings/validate-value.ts": "test/components/config/read-config.spec.ts",
  "components/dns/name-entry.ts": "test/engine/front-door.spec.ts",
  "components/front-door/kind.ts": "test/components/front-door/haproxy/proxy-tier.spec.ts",
  "components/front-door/haproxy/node-role.ts":
    "test/components/front-door/haproxy/proxy-tier.spec.ts",
  "components/front-door/kinds.ts": "test/engine/nlb-front-door.spec.ts",
  "components/front-door/haproxy/describe-proxy-tier.ts": "test/engine/front-door.spec.ts",
  "components/front-door/nlb-alb/describe-nlb-alb.ts": "test/engine/nlb-front-door.spec.ts",
  "components/front-door/nlb-alb/follower/follower-alarms.ts":
    "test/components/front-door/nlb-alb/follower/follower.spec.ts",
  "components/front-door/nlb-alb/follower/follower-role.ts":
    "test/components/front-door/nlb-alb/follower/follower.spec.ts",
  "components/network/security-groups.ts": "test/components/front-door/nlb/nlb.spec.ts",
  "components/front-door/accelerator/settings.ts": "test/components/config/schema.spec.ts",
  "components/front-door/accelerator/check.ts": "test/components/config/read-config.spec.ts",
  "components/front-door/proxy/alarms.ts":
    "test/components/front-door/haproxy/proxy-alarms.spec.ts",
  "components/front-door/nlb/balancer-alarms.ts":
    "test/components/front-door/nlb/nlb-alarms.spec.ts",
  "components/front-door/accelerator/accelerator-alarms.ts":
    "test/components/front-door/accelerator/accelerator-door.spec.ts",
  "components/front-door/accelerator/describe-accelerator.ts": "test/engine/accelerator.spec.ts",
  "simulator/model/tagged.ts": "test/simulator/api/tagging.spec.ts",
  "components/front-door/address-pair/settings.ts": "test/components/config/schema.spec.ts",
  "components/front-door/address-pair/check.ts": "test/components/config/read-config.spec.ts",
  "components/front-door/address-pair/check-with.ts": "test/components/config/read-config.spec.ts",
  "components/front-door/address-pair/address-pair.ts":
    "test/components/front-door/address-pair/address-pairs.spec.ts",
  "components/front-door/address-pair/describe-pairs.ts": "test/engine/address-pair.spec.ts",
  "components/front-door/address-pair/pair-role.ts":
    "test/components/front-door/address-pair/address-pairs.spec.ts",
  "components/front-door/address-pair/pair-security.ts":
    "test/components/front-door/address-pair/address-pairs.spec.ts",
  "components/front-door/address-pair/pair-settings.ts":
    "test/components/front-door/address-pair/address-pairs.spec.ts",
  "components/front-door/address-pair/routing-settings.ts":
    "test/components/front-door/address-pair/routing-config.spec.ts",
  "components/front-door/address-pair/validate-routing.ts":
    "test/components/config/read-config.spec.ts",
  "components/front-door/ecs/settings.ts": "test/components/config/schema.spec.ts",
  "components/front-door/ecs/check.ts": "test/components/config/read-config.spec.ts",
  "components/front-door/ecs/capacity.ts": "test/components/front-door/ecs/on-instances.spec.ts",
  "components/front-door/ecs/common.ts": "test/components/front-door/ecs/on-instances.spec.ts",
  "components/front-door/ecs/container.ts": "test/node/container/container.spec.ts",
  "components/front-door/ecs/describe-ecs.ts": "test/components/front-door/ecs/on-fargate.spec.ts",
  "components/front-door/ecs/execution-role.ts":
    "test/components/front-door/ecs/on-instances.spec.ts",
  "components/front-door/ecs/instance-role.ts":
    "test/components/front-door/ecs/on-instances.spec.ts",
  "simulator/awsx/mocks.ts": "test/simulator/awsx/children.spec.ts",
  "simulator/awsx/provider.ts": "test/engine/ecs.spec.ts",
  "components/front-door/proxy/config-object.ts":
    "test/components/front-door/haproxy/proxy-tier.spec.ts",
  "components/front-door/proxy/haproxy-sections.ts":
    "test/components/front-door/proxy/haproxy-config.spec.ts",
  "components/front-door/proxy/node-role.ts":
    "test/components/front-door/haproxy/proxy-tier.spec.ts",
  "components/settings/ask.ts": "test/components/config/region-facts.spec.ts",
  "components/internal-host/facts.ts": "test/components/config/read-config.spec.ts",
  "components/internal-host/resolve.ts": "test/components/config/read-config.spec.ts",
  "components/internal-host/settings.ts": "test/components/config/schema.spec.ts",
  "components/jumpbox/settings.ts": "test/components/config/schema.spec.ts",
  "components/internal-host/check.ts": "test/components/config/read-config.spec.ts",
  "components/jumpbox/check.ts": "test/components/config/read-config.spec.ts",
  "components/config/validate-sections.ts": "test/components/config/read-config.spec.ts",
  "components/internal-host/describe-hosts.ts": "test/engine/jump-host.spec.ts",
  "components/internal-host/host-machines.ts":
    "test/components/internal-host/internal-hosts.spec.ts",
  "components/jumpbox/access.ts": "test/components/jumpbox/jumpbox.spec.ts",
  "components/jumpbox/describe-jumpbox.ts": "test/engine/jump-host.spec.ts",
  "components/machine/machine-role.ts": "test/components/jumpbox/jumpbox.spec.ts",
  "components/jumpbox/own-name.ts": "test/components/jumpbox/jumpbox.spec.ts",
  "simulator/api/route53.ts": "test/node/name.spec.ts",
  "components/image/settings.ts": "test/components/config/schema.spec.ts",
  "components/image/check.ts": "test/components/config/read-config.spec.ts",
  "components/image/describe-image.ts": "test/components/image/built-image.spec.ts",
  "components/image/images.mjs": "test/components/image/build/build.spec.ts",
  "components/image/ready-gate.ts": "test/engine/pair-roll.spec.ts",
  "components/image/roll/look.mjs": "test/components/image/roll/roll.spec.ts",
  "components/image/script-path.ts": "test/components/image/node-rolls.spec.ts",
  "components/image/retire/in-use.mjs": "test/components/image/retire/retire.spec.ts",
  "commands/local/packer/packer.mjs": "test/components/image/build/build.spec.ts",
  "components/network/nat-gateways.ts": "test/components/network/vpc.spec.ts",
  "simulator/model/instance-checks.ts": "test/simulator/model/instances.spec.ts",
  "components/network/endpoints.ts": "test/components/network/vpc.spec.ts",
  "components/network/flow-logs.ts": "test/components/network/vpc.spec.ts",
  "commands/drill/command.ts": "test/commands/drill/command.spec.ts",
  "commands/drill/main.ts": "test/commands/drill/command.spec.ts",
  "commands/drill/objectives-table.ts": "test/commands/drill/objectives.spec.ts",
  "commands/drill/progress.ts": "test/commands/drill/command.spec.ts",
  "commands/drill/rehearsal.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/scenarios.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/stack.ts": "test/engine/drill.spec.ts",
  "commands/drill/strikes/broken-config.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/strikes/colors.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/local/flags.ts": "test/commands/local/arguments.spec.ts",
  "commands/local/help.ts": "test/commands/local/main.spec.ts",
  "commands/shared/engine/go-tool.ts": "test/workflows/actionlint.spec.ts",
  "commands/drill/aws/sha256.ts": "test/node/query.spec.ts",
  "commands/drill/load/obtain-vegeta.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/report/page.ts": "test/browser/drill-page.spec.ts",
  "commands/drill/lab/backends.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/balancer-config.ts": "test/commands/drill/lab/plan-backends.spec.ts",
  "commands/drill/lab/client.ts": "test/lab/failover.spec.ts",
  "commands/drill/lab/cloud-config.ts": "test/commands/drill/lab/plan-backends.spec.ts",
  "commands/drill/lab/data-plane.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/dns-front.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/eventually.ts": "test/lab/failover.spec.ts",
  "commands/drill/lab/machine.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/metadata.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/names.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/namespaces.ts": "test/lab/failover.spec.ts",
  "commands/drill/lab/network.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/nodes.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/relay.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/requirements.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/rpc.ts": "test/lab/failover.spec.ts",
  "commands/drill/lab/settings.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
  "commands/drill/lab/units.ts": "test/commands/drill/rehearsals/haproxy.spec.ts",
};

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

  it("has a spec for every source file", () => {
    const folders = [
      "components",
      "diagram",
      "drill",
      "fleet",
      "lambda",
      "local",
      "recover",
      "review",
    ];
    const missing = folders
      .flatMap((folder) => sources(join(root, folder)))
      .map((file) => relative(root, file))
      .filter((file) => !existsSync(join(root, specOf(file))));
    assert.deepEqual(missing, []);
  });
});

function specOf(file: string): string {
  // A policy, and what policies share, is shown by the faults that exactly this policy finds.
  if (/^policy\/[^/]+\//.test(file)) return "test/policy/planted-faults.spec.ts";
  return SPEC_ELSEWHERE[file] ?? join("test", file.replace(/\.(ts|mjs)$/, ".spec.ts"));
}

function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
