import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, documentedCommands } from "./commands";
import { ROOT, read } from "./pages";

/** The evidence that commands of one kind work. */
interface Known {
  readonly command: RegExp;
  /** A short form of it, which is run here. */
  readonly run?: string;
  /** The folder in which it runs, and its contents. */
  readonly by?: readonly [file: string, text: string];
  /** A requirement that tests lack. */
  readonly needs?: string;
}

/** The first matching row applies. */
const KNOWN: readonly Known[] = [
  {
    command: /^npm run local\b|^node commands\/local\/start\.mjs /,
    by: ["test/engine/readme.spec.ts", "npm run local"],
  },
  { command: /^npm run cost\b/, by: ["test/commands/cost/command.spec.ts", "npm run cost"] },
  {
    command: /^npm run compare\b/,
    by: ["test/commands/compare/command.spec.ts", "npm run compare"],
  },
  {
    command: /^npm run policies\b/,
    by: ["test/commands/policies/command.spec.ts", "npm run policies"],
  },
  { command: /^npm run prices\b/, by: ["test/commands/prices/command.spec.ts", "npm run prices"] },
  {
    command: /^npm run schema$/,
    by: ["test/components/config/write-schema.spec.ts", "npm run schema"],
  },
  { command: /^npm run aws\b/, by: ["test/engine/aws-command.spec.ts", "npm run aws"] },
  { command: /^npm run doctor\b/, by: ["test/engine/doctor.spec.ts", "npm run doctor"] },
  { command: /^npm run recover\b/, by: ["test/engine/killed-update.spec.ts", "npm run recover"] },
  { command: /^npm run conformance\b.* --account\b/, needs: "an AWS account" },
  {
    command: /^npm run conformance\b/,
    by: ["test/conformance/moto.long.spec.ts", "npm run conformance"],
  },
  { command: /^npm run bench$/, by: ["test/engine/bench.spec.ts", "npm run bench"] },
  {
    command: /^npm run bench:cost( -- --rounds \d+)?$/,
    run: "npm run bench:cost -- --no-engine --rounds 1 --vpcs 2",
  },
  { command: /^npm run bench:follow$/, run: "npm run bench:follow -- --rounds 1" },
  {
    command: /^npm run review\b|^node_modules\/\.bin\/tsx commands\/review\/main\.ts /,
    by: ["test/commands/review/command.spec.ts", "npm run review"],
  },
  {
    command: /^npm run diagram\b/,
    by: ["test/commands/diagram/programs/command.spec.ts", "npm run diagram"],
  },
  {
    command: /^npm run drill\b(?!:)/,
    by: ["test/commands/drill/command.spec.ts", "npm run drill"],
  },
  { command: /^npm run drill:aws\b.* --run$/, needs: "an AWS account" },
  { command: /^npm run drill:aws\b/, by: ["test/commands/drill/aws/command.spec.ts", "drill:aws"] },
  { command: /^jq /, needs: "jq, and what is printed for a stack on AWS" },
  { command: /^npm run fleet\b.* --aws\b/, needs: "an AWS account" },
  {
    command: /^(npm ci && )?npm run fleet\b/,
    by: ["test/commands/fleet/command.spec.ts", "npm run fleet"],
  },
  { command: /^npm run bench:(fleet|review)\b/, needs: "minutes of a quiet machine" },
  {
    command: /^npm run bench:path\b/,
    by: ["test/lab/data-path.spec.ts", "bench of the data path"],
  },
  {
    command: /^npm ci && npm run package\b|^npm install \.\.\/holdfast\//,
    by: ["test/support/library/package.ts", "npm run package"],
  },
  { command: /^pulumi new \S+\/template\b/, by: ["test/engine/template.spec.ts", "pulumi new"] },
  {
    command: /^git grep -lz holdfast-owner /,
    needs: "who publishes it",
  },
  { command: /^npm ls @pulumi\/pulumi$|^npm link$/, needs: "a project that installed the package" },
  { command: /^npm run bench:failover$/, needs: "root, HAProxy and keepalived" },
  { command: /^npm run bench:boot$/, needs: "root, debootstrap and Packer" },
  {
    command: /^npm test\b|^npm run test:(all|coverage)\b/,
    by: ["test/run/suites.spec.ts", "choose(SPECS"],
  },
  {
    command: /^npm run test:fresh$/,
    by: ["test/fresh/run-fresh.spec.ts", "npm run test:fresh"],
  },
  { command: /^npm run test:busy$/, needs: "an hour of a machine" },
  { command: /^npm run check$/, by: ["test/run/main.ts", '"typecheck", "lint", "format:check"'] },
  { command: /^npm run docs:api$/, by: ["test/run/main.ts", '"docs:check"'] },
  { command: /^npm ci$/, by: ["test/commands/local/dependencies.spec.ts", "ci"] },
  {
    command:
      /^npm pack --ignore-scripts=false$|^npm install \.\/holdfast-policy|^pulumi (preview|up) --policy-pack /,
    by: ["test/engine/policy.spec.ts", '"--policy-pack"'],
  },
  { command: /^pulumi policy /, needs: "an organization in Pulumi Cloud" },
  { command: /^pulumi /, needs: "an AWS account" },
  { command: /^bucket=\S+ region=\S+$/, needs: "nothing: it is for the commands after it" },
  { command: /^(id=\$\()?aws |^ssh /, needs: "an AWS account, with what the stack made" },
  { command: /^docker /, needs: "Docker, and a registry" },
];

const rowOf = ({ text }: Command) => KNOWN.find(({ command }) => command.test(text));

/** The option names of a command's arguments, behind npm's own `--`. */
const optionsOf = (text: string) =>
  text
    .split(/ -- /)
    .slice(1)
    .flatMap((given) => given.match(/--[\w-]+/g) ?? []);

function run(command: string): string {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: ROOT,
    shell: true,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  assert.equal(status, 0, `${command}: ${stdout}${stderr}`);
  return stdout;
}

describe("commands of the documents", () => {
  const commands = documentedCommands();

  it("are run by a test, each of them, or say why they cannot be", () => {
    assert.ok(commands.length > 60);
    const unknown = commands.filter((command) => !rowOf(command));
    assert.deepEqual(
      unknown.map(({ page, text }) => `${page}: ${text}`),
      [],
      "add what runs them to KNOWN",
    );
  });

  it("are all there that are said to be known", () => {
    const used = new Set(commands.map(rowOf));
    assert.deepEqual(
      KNOWN.filter((row) => !used.has(row)).map(({ command }) => command.source),
      [],
    );
  });

  it("are named where they are said to be run", () => {
    const wrong = KNOWN.filter(
      ({ by }) => by && !(existsSync(join(ROOT, by[0])) && read(by[0]).includes(by[1])),
    );
    assert.deepEqual(
      wrong.map(({ by }) => by),
      [],
    );
  });

  it("are scripts that there are", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = commands.flatMap(({ text }) => /^npm run ([\w:]+)/.exec(text)?.[1] ?? []);
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
    );
  });

  it("name stacks that there are", () => {
    const stacks = commands.flatMap(({ text }) => /--stack ([a-z]\w*)/.exec(text)?.[1] ?? []);
    assert.ok(stacks.length > 0);
    assert.deepEqual(
      stacks.filter((stack) => !existsSync(join(ROOT, `Pulumi.${stack}.yaml`))),
      [],
    );
  });

  for (const script of [
    "cost",
    "compare",
    "doctor",
    "prices",
    "recover",
    "review",
    "diagram",
    "drill",
    "fleet",
  ]) {
    it(`have the options that \`npm run ${script} -- --help\` names`, () => {
      const help = run(`npm run --silent ${script} -- --help`);
      const given = commands.filter(({ text }) => text.startsWith(`npm run ${script} `));
      for (const option of given.flatMap(({ text }) => optionsOf(text))) {
        assert.ok(help.includes(`${option} `), `${script} ${option}`);
      }
    });
  }

  for (const { run: command } of KNOWN) {
    if (command) it(`do what \`${command}\` does`, () => assert.ok(run(command)));
  }
});
