import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MARKER } from "../../commands/review/render-markdown";
import { EXIT } from "../../commands/review/verdict";
import { readWorkflows } from "../workflows/read-workflows";

const DOCS = join(__dirname, "..", "..", "docs");
const TEXT = readFileSync(join(DOCS, "pipelines.md"), "utf8");

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const statements = (name: string): readonly Statement[] => {
  const file = join(DOCS, "iam", `${name}.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { Statement: Statement[] }).Statement;
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

  it("is a whole: every file that it names is there", () => {
    const names = [...TEXT.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, name]) => name!);
    assert.ok(names.length >= 8);
    for (const name of names) assert.ok(existsSync(join(DOCS, name)), name);
    assert.equal(readdirSync(join(DOCS, "iam")).length, 3);
  });
});
