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
  "components/config/schema-node.ts": "test/components/config/schema.spec.ts",
  "components/config/config.ts": "test/components/config/read-config.spec.ts",
  "cost/billing.ts": "test/cost/estimate.spec.ts",
  "cost/chart.ts": "test/cost/compare.spec.ts",
  "cost/comparison-page.ts": "test/cost/compare.spec.ts",
  "cost/designs.ts": "test/cost/compare.spec.ts",
  "cost/render-comparison.ts": "test/cost/compare.spec.ts",
  "cost/compare-main.ts": "test/cost/commands/compare.spec.ts",
  "cost/main.ts": "test/cost/commands/cost.spec.ts",
  "cost/refresh-main.ts": "test/cost/commands/refresh.spec.ts",
  "cost/commands/plan-program.ts": "test/cost/commands/cost.spec.ts",
  "cost/commands/stack-settings.ts": "test/cost/commands/cost.spec.ts",
  "cost/commands/terminal.ts": "test/cost/commands/cost.spec.ts",
  "cost/pricing/context.ts": "test/cost/estimate.spec.ts",
  "cost/pricing/free-types.ts": "test/cost/estimate.spec.ts",
  "cost/pricing/pricing.ts": "test/cost/estimate.spec.ts",
  "cost/pricing/running-hours.ts": "test/cost/pricing/instances.spec.ts",
  "cost/pricing/table.ts": "test/cost/estimate.spec.ts",
  "drill/aws/faults.ts": "test/drill/aws/scenarios.spec.ts",
  "drill/aws/fis.ts": "test/drill/aws/command.spec.ts",
  "drill/aws/main.ts": "test/drill/aws/command.spec.ts",
  "drill/aws/render-plan.ts": "test/drill/aws/command.spec.ts",
  "drill/aws/run.ts": "test/drill/aws/command.spec.ts",
  "drill/aws/template.ts": "test/drill/aws/scenarios.spec.ts",
  "fleet/main.ts": "test/engine/fleet.spec.ts",
  "fleet/file/schema.ts": "test/fleet/file/read-fleet.spec.ts",
  "fleet/run/operate.ts": "test/engine/fleet.spec.ts",
  "fleet/run/place.ts": "test/engine/fleet.spec.ts",
  "fleet/run/result.ts": "test/fleet/run/run-fleet.spec.ts",
  "fleet/start.ts": "test/engine/fleet.spec.ts",
  "diagram/command.ts": "test/diagram/programs/command.spec.ts",
  "diagram/forwarding.ts": "test/diagram/programs/read-picture.spec.ts",
  "diagram/inventory.ts": "test/diagram/programs/read-picture.spec.ts",
  "diagram/layout-vpc.ts": "test/diagram/layout.spec.ts",
  "diagram/main.ts": "test/diagram/programs/command.spec.ts",
  "diagram/measures.ts": "test/browser/diagram.spec.ts",
  "diagram/picture.ts": "test/diagram/layout.spec.ts",
  "diagram/queue.ts": "test/diagram/route-lines.spec.ts",
  "diagram/read-addresses.ts": "test/diagram/programs/read-picture.spec.ts",
  "diagram/read-balancing.ts": "test/diagram/programs/read-picture.spec.ts",
  "diagram/read-machines.ts": "test/diagram/programs/read-picture.spec.ts",
  "diagram/read-names.ts": "test/diagram/programs/read-picture.spec.ts",
  "diagram/read-network.ts": "test/diagram/programs/read-picture.spec.ts",
  "diagram/read-picture.ts": "test/diagram/programs/read-picture.spec.ts",
  "lambda/follow-addresses/run.ts": "test/lambda/follow-addresses/handler.spec.ts",
  "local/aws/api/answerer.ts": "test/local/aws/api/index.spec.ts",
  "local/aws/api/protocols.ts": "test/local/aws/api/index.spec.ts",
  "local/engine/go-install.ts": "test/local/engine/build.spec.ts",
  "local/aws/companions.ts": "test/local/aws/account.spec.ts",
  "local/aws/rules.ts": "test/local/aws/account.spec.ts",
  "local/recover-stack.ts": "test/engine/killed-update.spec.ts",
  "policy/index.ts": "test/engine/policy.spec.ts",
  "policy/policies.ts": "test/policy/pack.spec.ts",
  "policy/render-table.ts": "test/policy/readme.spec.ts",
  "recover/main.ts": "test/engine/killed-update.spec.ts",
  "review/main.ts": "test/review/command.spec.ts",
  "review/review.ts": "test/engine/review.spec.ts",
  "review/review-stack.ts": "test/engine/review.spec.ts",
  "review/stack-review.ts": "test/review/verdict.spec.ts",
  "recover/pulumi-cli.ts": "test/engine/killed-update.spec.ts",
  "local/aws/model/tokens.ts": "test/local/aws/model/index.spec.ts",
  "local/aws/model/type.ts": "test/local/aws/model/index.spec.ts",
  "components/backend/backend-settings.ts": "test/components/backend/backend.spec.ts",
  "components/backend/colors.ts": "test/components/backend/blue-green.spec.ts",
  "components/backend/describe-backend.ts": "test/engine/front-door.spec.ts",
  "components/config/schema-entry.ts": "test/components/config/schema.spec.ts",
  "components/config/validate-entry.ts": "test/components/config/read-config.spec.ts",
  "components/config/schema-dns.ts": "test/components/config/schema.spec.ts",
  "components/config/schema-nlb-alb.ts": "test/components/config/schema.spec.ts",
  "components/config/validate-dns.ts": "test/components/config/read-config.spec.ts",
  "components/config/validate-nlb-alb.ts": "test/components/config/read-config.spec.ts",
  "components/config/validate-value.ts": "test/components/config/read-config.spec.ts",
  "components/dns/name-entry.ts": "test/engine/front-door.spec.ts",
  "components/entry/entry.ts": "test/components/entry/haproxy/proxy-tier.spec.ts",
  "components/entry/haproxy/node-role.ts": "test/components/entry/haproxy/proxy-tier.spec.ts",
  "components/entry/front-door.ts": "test/engine/nlb-front-door.spec.ts",
  "components/entry/haproxy/describe-proxy-tier.ts": "test/engine/front-door.spec.ts",
  "components/entry/nlb-alb/describe-nlb-alb.ts": "test/engine/nlb-front-door.spec.ts",
  "components/entry/nlb-alb/follower/follower-alarms.ts":
    "test/components/entry/nlb-alb/follower/follower.spec.ts",
  "components/entry/nlb-alb/follower/follower-role.ts":
    "test/components/entry/nlb-alb/follower/follower.spec.ts",
  "components/network/security-groups.ts": "test/components/entry/nlb-alb/nlb.spec.ts",
  "components/config/schema-accelerator.ts": "test/components/config/schema.spec.ts",
  "components/config/validate-accelerator.ts": "test/components/config/read-config.spec.ts",
  "components/entry/alarms.ts": "test/components/entry/haproxy/proxy-alarms.spec.ts",
  "components/entry/balancer-alarms.ts": "test/components/entry/nlb-alb/nlb-alarms.spec.ts",
  "components/entry/accelerator/accelerator-alarms.ts":
    "test/components/entry/accelerator/accelerator-door.spec.ts",
  "components/entry/accelerator/describe-accelerator.ts": "test/engine/accelerator.spec.ts",
  "local/aws/model/tagged.ts": "test/local/aws/api/tagging.spec.ts",
  "components/config/schema-address-pair.ts": "test/components/config/schema.spec.ts",
  "components/config/validate-address-pair.ts": "test/components/config/read-config.spec.ts",
  "components/config/validate-pair-surroundings.ts": "test/components/config/read-config.spec.ts",
  "components/entry/address-pair/address-pair.ts":
    "test/components/entry/address-pair/address-pairs.spec.ts",
  "components/entry/address-pair/describe-pairs.ts": "test/engine/address-pair.spec.ts",
  "components/entry/address-pair/pair-role.ts":
    "test/components/entry/address-pair/address-pairs.spec.ts",
  "components/entry/address-pair/pair-security.ts":
    "test/components/entry/address-pair/address-pairs.spec.ts",
  "components/entry/address-pair/pair-settings.ts":
    "test/components/entry/address-pair/address-pairs.spec.ts",
  "components/entry/address-pair/routing-settings.ts":
    "test/components/entry/address-pair/routing-config.spec.ts",
  "components/entry/address-pair/validate-routing.ts": "test/components/config/read-config.spec.ts",
  "components/config/schema-ecs.ts": "test/components/config/schema.spec.ts",
  "components/config/validate-ecs.ts": "test/components/config/read-config.spec.ts",
  "components/entry/ecs/capacity.ts": "test/components/entry/ecs/on-instances.spec.ts",
  "components/entry/ecs/common.ts": "test/components/entry/ecs/on-instances.spec.ts",
  "components/entry/ecs/container.ts": "test/container/container.spec.ts",
  "components/entry/ecs/describe-ecs.ts": "test/components/entry/ecs/on-fargate.spec.ts",
  "components/entry/ecs/execution-role.ts": "test/components/entry/ecs/on-instances.spec.ts",
  "components/entry/ecs/instance-role.ts": "test/components/entry/ecs/on-instances.spec.ts",
  "local/awsx/mocks.ts": "test/local/awsx/children.spec.ts",
  "local/awsx/provider.ts": "test/engine/ecs.spec.ts",
  "components/entry/node/config-object.ts": "test/components/entry/haproxy/proxy-tier.spec.ts",
  "components/entry/node/haproxy-sections.ts":
    "test/components/entry/haproxy/haproxy-config.spec.ts",
  "components/entry/node/node-role.ts": "test/components/entry/haproxy/proxy-tier.spec.ts",
  "components/config/ask.ts": "test/components/config/region-facts.spec.ts",
  "components/config/host-facts.ts": "test/components/config/read-config.spec.ts",
  "components/config/resolve-hosts.ts": "test/components/config/read-config.spec.ts",
  "components/config/schema-hosts.ts": "test/components/config/schema.spec.ts",
  "components/config/schema-jumpbox.ts": "test/components/config/schema.spec.ts",
  "components/config/validate-hosts.ts": "test/components/config/read-config.spec.ts",
  "components/config/validate-jumpbox.ts": "test/components/config/read-config.spec.ts",
  "components/config/validate-sections.ts": "test/components/config/read-config.spec.ts",
  "components/internal-host/describe-hosts.ts": "test/engine/jump-host.spec.ts",
  "components/internal-host/host-machines.ts":
    "test/components/internal-host/internal-hosts.spec.ts",
  "components/jumpbox/access.ts": "test/components/jumpbox/jumpbox.spec.ts",
  "components/jumpbox/describe-jumpbox.ts": "test/engine/jump-host.spec.ts",
  "components/jumpbox/machine-role.ts": "test/components/jumpbox/jumpbox.spec.ts",
  "components/jumpbox/own-name.ts": "test/components/jumpbox/jumpbox.spec.ts",
  "local/aws/api/route53.ts": "test/instance/name.spec.ts",
  "components/config/schema-image.ts": "test/components/config/schema.spec.ts",
  "components/config/validate-image.ts": "test/components/config/read-config.spec.ts",
  "components/image/describe-image.ts": "test/components/image/built-image.spec.ts",
  "components/image/images.mjs": "test/components/image/build/build.spec.ts",
  "components/image/ready-gate.ts": "test/engine/pair-roll.spec.ts",
  "components/image/roll/look.mjs": "test/components/image/roll/roll.spec.ts",
  "components/image/script-path.ts": "test/components/image/node-rolls.spec.ts",
  "components/image/retire/in-use.mjs": "test/components/image/retire/retire.spec.ts",
  "local/packer/packer.mjs": "test/components/image/build/build.spec.ts",
  "components/network/nat-gateways.ts": "test/components/network/vpc.spec.ts",
  "local/aws/model/instance-checks.ts": "test/local/aws/model/instances.spec.ts",
  "components/network/endpoints.ts": "test/components/network/vpc.spec.ts",
  "components/network/flow-logs.ts": "test/components/network/vpc.spec.ts",
  "drill/command.ts": "test/drill/command.spec.ts",
  "drill/main.ts": "test/drill/command.spec.ts",
  "drill/objectives-table.ts": "test/drill/objectives.spec.ts",
  "drill/progress.ts": "test/drill/command.spec.ts",
  "drill/rehearsal.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/scenarios.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/stack.ts": "test/engine/drill.spec.ts",
  "drill/strikes/broken-config.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/strikes/colors.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "local/flags.ts": "test/local/arguments.spec.ts",
  "local/help.ts": "test/local/main.spec.ts",
  "local/engine/go-tool.ts": "test/workflows/actionlint.spec.ts",
  "drill/aws/sha256.ts": "test/instance/query.spec.ts",
  "drill/load/obtain-vegeta.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/report/page.ts": "test/browser/drill-page.spec.ts",
  "drill/lab/backends.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/balancer-config.ts": "test/drill/lab/plan-backends.spec.ts",
  "drill/lab/client.ts": "test/lab/failover.spec.ts",
  "drill/lab/cloud-config.ts": "test/drill/lab/plan-backends.spec.ts",
  "drill/lab/data-plane.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/dns-front.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/eventually.ts": "test/lab/failover.spec.ts",
  "drill/lab/machine.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/metadata.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/names.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/namespaces.ts": "test/lab/failover.spec.ts",
  "drill/lab/network.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/nodes.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/relay.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/requirements.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/rpc.ts": "test/lab/failover.spec.ts",
  "drill/lab/settings.ts": "test/drill/rehearsals/haproxy.spec.ts",
  "drill/lab/units.ts": "test/drill/rehearsals/haproxy.spec.ts",
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
