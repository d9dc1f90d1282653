import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MARKER } from "../../commands/review/render-markdown";
import { EXIT } from "../../commands/review/verdict";
import { readWorkflows } from "../workflows/read-workflows";

const COMPONENTS = join(__dirname, "..", "..", "components");
const DOCS = join(__dirname, "..", "..", "docs");
const TEXT = readFileSync(join(DOCS, "pipelines.md"), "utf8");

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const statements = (name: string): readonly Statement[] => {
  const file = join(DOCS, "iam", `${name}.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { Statement: Statement[] }).Statement;
};
const list = (value: string | readonly string[] = []): readonly string[] =>
  typeof value === "string" ? [value] : value;
const allowed = (name: string): string[] =>
  statements(name).flatMap(({ Effect, Action }) => (Effect === "Allow" ? list(Action) : []));

/** The service that IAM knows a module of the provider by, where it has another name. */
const SERVICES: Readonly<Record<string, string>> = {
  alb: "elasticloadbalancing",
  ec2transitgateway: "ec2",
  lb: "elasticloadbalancing",
  resourcegroupstaggingapi: "tag",
  vpc: "ec2",
};

describe("docs/pipelines.md", () => {
  it("names the variables that the workflows read, all of them", () => {
    const read = readWorkflows().flatMap(({ text }) =>
      [...text.matchAll(/\bvars\.(\w+)/g)].map(([, name]) => name!),
    );
    const told = [...TEXT.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, name]) => name!);
    assert.deepEqual([...new Set(told)].sort(), [...new Set(read)].sort());
  });

  it("names every workflow, exit code and the marker", () => {
    for (const { file } of readWorkflows()) assert.ok(TEXT.includes(`.github/workflows/${file}`));
    for (const code of Object.values(EXIT)) assert.match(TEXT, new RegExp(`^\\| ${code} `, "m"));
    assert.ok(TEXT.includes(MARKER));
  });

  it("makes roles whose sessions may last as long as the workflows ask", () => {
    const asked = readWorkflows()
      .flatMap(({ text }) => [...text.matchAll(/role-duration-seconds: (\d+)/g)])
      .map(([, seconds]) => Number(seconds));
    const made = [...TEXT.matchAll(/aws iam (?:create|update)-role .*/g)].map(
      ([command]) => command,
    );
    assert.equal(made.length, 2);
    for (const command of made) {
      const [, longest] = /--max-session-duration (\d+)/.exec(command) ?? [];
      assert.ok(Number(longest) >= Math.max(...asked), command);
    }
  });

  it("trusts one environment of one repository", () => {
    const [only, ...others] = statements("trust");
    assert.deepEqual(others, []);
    assert.equal(only!.Action, "sts:AssumeRoleWithWebIdentity");
    const issuer = "token.actions.githubusercontent.com";
    const { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: subject } =
      only!.Condition!["StringEquals"]!;
    assert.equal(audience, "sts.amazonaws.com");
    assert.match(String(subject), /^repo:[^*]+\/[^*]+:environment:prod$/);
  });

  it("lets a preview read, and change nothing", () => {
    const verb = /^[a-z0-9]+:(Get|List|Describe|Decrypt)\w*\*?$/;
    assert.deepEqual(
      allowed("preview").filter((action) => !verb.test(action)),
      [],
    );
  });

  it("lets no update release an address without the tag that gives leave", () => {
    const deny = statements("deploy").find(({ Sid }) => Sid === "ReleaseNoAddressWithoutLeave");
    assert.equal(deny?.Effect, "Deny");
    assert.deepEqual(deny.Action, ["ec2:ReleaseAddress", "globalaccelerator:DeleteAccelerator"]);
    assert.deepEqual(deny.Condition, {
      StringNotEquals: { "aws:ResourceTag/holdfast:release": "allowed" },
    });
  });

  it("names roles, buckets and keys, or says why not", () => {
    for (const { Sid, Effect, Action, Resource, Condition } of [
      ...statements("preview"),
      ...statements("deploy"),
    ]) {
      const isWide = Effect === "Allow" && list(Resource).includes("*");
      const writes = list(Action).some((action) => !/:(Get|List|Describe)/.test(action));
      if (isWide && writes && Condition === undefined) {
        assert.ok(["ManageWhatHasNoRegion", "ManageRoles"].includes(Sid!), Sid);
      }
    }
  });

  it("covers the services of every component", () => {
    const [look, change] = [allowed("preview"), allowed("deploy")];
    const modules = readdirSync(COMPONENTS, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(join(COMPONENTS, file), "utf8").matchAll(/"@pulumi\/aws\/(\w+)\//g),
      ])
      .map(([, module]) => module!);
    assert.ok(new Set(modules).size > 10);
    for (const module of new Set(modules)) {
      const service = `${SERVICES[module] ?? module}:`;
      assert.ok(
        look.some((action) => action.startsWith(service)),
        `preview: ${service}`,
      );
      assert.ok(
        change.some((action) => action.startsWith(service)),
        `deploy: ${service}`,
      );
    }
  });

  it("is a whole: every file that it names is there", () => {
    const names = [...TEXT.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, name]) => name!);
    assert.ok(names.length >= 8);
    for (const name of names) assert.ok(existsSync(join(DOCS, name)), name);
    assert.equal(readdirSync(join(DOCS, "iam")).length, 3);
  });
});
