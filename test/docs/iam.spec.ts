import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Policy, allows, parsePolicy } from "../../simulator/permissions/evaluate";
import { type Value, type Values, object, text } from "../../simulator/model/values";
import { type Need, REGION, type StackNeeds, stackNeeds } from "../support/stack-permissions";
import { backendNeeds, packerNeeds, scriptNeeds } from "../support/update-permissions";

const ROOT = join(__dirname, "..", "..");

/** The text of a policy for the stacks' region, without white space, which does not count for IAM's limit. */
const read = (name: string): string =>
  readFileSync(join(ROOT, "docs", "iam", `${name}.json`), "utf8")
    .replaceAll("STACK_REGION", REGION)
    .replace(/\s/g, "");

const RELEASES = [
  "ec2:DeprovisionIpamPoolCidr",
  "ec2:ReleaseAddress",
  "globalaccelerator:DeleteAccelerator",
];

const withTag = (need: Need): Need => ({
  ...need,
  conditions: { ...need.conditions, "aws:ResourceTag/holdfast:release": "allowed" },
});

const list = (value: Value): Value[] => [value].flat();

/** Policies with one part of a statement removed: an action, a resource, or a condition value. */
function parts(statement: Values): [what: string, part: Policy][] {
  const { Sid: sid, Action: actions, Resource: resources, Condition: conditions } = statement;
  const part = (what: Value, changed: Values): [string, Policy] => [
    `${text(sid)}: ${text(what)}`,
    { Statement: [{ ...statement, ...changed }] },
  ];
  return [
    ...list(actions).map((action) => part(action, { Action: action })),
    ...list(resources).map((resource) => part(resource, { Resource: resource })),
    ...Object.entries(object(conditions)).flatMap(([operator, keys]) =>
      Object.entries(object(keys)).flatMap(([key, values]) =>
        list(values).map((value) => part(value, { Condition: { [operator]: { [key]: value } } })),
      ),
    ),
  ];
}

describe("docs/iam", () => {
  const preview = parsePolicy(read("preview"));
  const deploy = parsePolicy(read("deploy"));
  /** A role that brings stacks up has both policies. */
  const both = { Statement: [...preview.Statement, ...deploy.Statement] };
  let stacks: StackNeeds;
  let looking: Need[];
  let changing: Need[];

  before(async () => {
    stacks = await stackNeeds();
    looking = [...stacks.lookups, ...stacks.refresh, ...backendNeeds("preview")];
    changing = [...stacks.changes, ...scriptNeeds(), ...packerNeeds(), ...backendNeeds("update")];
    assert.ok(looking.length > 100 && changing.length > 300);
  });

  const denied = (policy: Policy, needs: readonly Need[]): string[] => [
    ...new Set(
      needs
        .filter((need) => !allows(policy, need))
        .map(({ action, resources, conditions, why }) =>
          [action, ...resources, conditions["aws:RequestedRegion"], why].join(" "),
        ),
    ),
  ];
  const unneeded = (policy: Policy, needs: readonly Need[]): string[] =>
    policy.Statement.filter(({ Effect: effect }) => effect === "Allow")
      .flatMap(parts)
      .filter(([, part]) => !needs.some((need) => allows(part, need)))
      .map(([what]) => what);

  it("knows every lookup that components make", () => {
    const sources = readdirSync(join(ROOT, "components"), { recursive: true, encoding: "utf8" });
    const imported = sources
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(join(ROOT, "components", file), "utf8").matchAll(
          /"@pulumi\/aws\/(?:\w+\/)?(get\w+)"/g,
        ),
      ])
      .map(([, name]) => name!);
    const made = new Set([...stacks.tokens].map((token) => token.split(":").at(-1)));
    assert.ok(imported.length > 20);
    assert.deepEqual(
      imported.filter((name) => !made.has(name)),
      [],
      "no stack in test/support/stack-permissions.ts makes it",
    );
  });

  it("lets a preview, and the nightly look for drift, read what every stack needs", () => {
    assert.deepEqual(denied(preview, looking), []);
  });

  it("lets a preview change nothing", () => {
    const actions = preview.Statement.flatMap(({ Action: action }) => list(action).map(text));
    const verb = /^[a-z0-9]+:(Get|List|Describe|Decrypt)\w*$/;
    assert.deepEqual(
      actions.filter((action) => !verb.test(action)),
      [],
    );
  });

  it("limits changes to a region or to names, but those of services without regions", () => {
    const wide = deploy.Statement.filter(
      ({ Effect: effect, Resource: resource, Condition: condition }) =>
        effect === "Allow" && list(resource).includes("*") && condition === undefined,
    );
    const services = wide.flatMap(({ Action: actions }) =>
      list(actions).map((action) => text(action).split(":")[0]),
    );
    assert.deepEqual([...new Set(services)], ["globalaccelerator", "logs", "route53"]);
  });

  it("lets an update and a destroy do what every stack needs", () => {
    const needs = changing.map((need) => (RELEASES.includes(need.action) ? withTag(need) : need));
    assert.deepEqual(denied(both, [...looking, ...needs]), []);
  });

  it("allows a preview nothing that no stack needs", () => {
    assert.deepEqual(unneeded(preview, looking), []);
  });

  it("allows an update nothing that no stack needs", () => {
    assert.deepEqual(unneeded(deploy, changing), []);
  });

  it("releases no address before an update has allowed it", () => {
    const releases = changing.filter(({ action }) => RELEASES.includes(action));
    assert.deepEqual([...new Set(releases.map(({ action }) => action))].sort(), RELEASES);
    for (const release of releases) {
      assert.ok(!allows(both, release), release.why);
      assert.ok(allows(both, withTag(release)), release.why);
    }
  });

  it("leaves roles of others alone, those of pipelines above all", () => {
    const call = changing.find(({ action }) => action === "iam:PutRolePolicy")!;
    const on = (role: string): Need => ({
      ...call,
      resources: [`arn:aws:iam::123456789012:role/${role}`],
    });
    assert.ok(allows(both, on("entry-a1-0123456")));
    for (const role of ["admin", "holdfast-pipeline-prod"])
      assert.ok(!allows(both, on(role)), role);
    const widened = { ...deploy.Statement[0]!, Action: "iam:*", Resource: "*" };
    assert.ok(allows({ Statement: [widened] }, on("holdfast-pipeline-prod")));
    const all = { Statement: [widened, ...deploy.Statement] };
    assert.ok(!allows(all, on("holdfast-pipeline-prod")));
  });

  it("has no wildcard but in names, and fits into IAM's quotas", () => {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    assert.ok(read("preview").length <= 6144, "a managed policy");
    assert.ok(read("deploy").length <= 10_240, "the inline policies of a role");
    const allowed = both.Statement.filter(({ Effect: effect }) => effect === "Allow");
    const wild = allowed
      .flatMap(({ Action: actions }) => list(actions))
      .filter((one) => text(one).includes("*"));
    assert.deepEqual(wild, []);
  });
});
