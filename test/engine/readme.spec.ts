import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { shellCommands } from "../docs/commands";
import { ROOT, read } from "../docs/pages";

/** Files of a clone that no stack needs, or that belong to a run. */
const LEFT_OUT = new Set([".git", ".holdfast", "bench", "docs", "node_modules", "test"]);

/** Parts of the output of the README's commands. */
const SAYS: Readonly<Record<string, RegExp>> = {
  "npm run local": /Addresses to allow-list\n {2}egress-a +203\.0\.113\.\d+\/32 /,
  "npm run local -- preview --diff": /Resources:\s+\+ \d+ to create/,
  "npm run local -- up --stack nlb": /Stack nlb is up in simulated AWS/,
  "npm run local -- destroy": /Resources:\s+- \d+ (deleted|destroyed)/,
  "npm run local -- --help": /Use `pulumi \[command\] --help`[\s\S]*--no-policies/,
  "npm run cost": /^USD 319\.90 a month in us-east-1$/m,
};

describe("the README, read from the top in a clone", () => {
  let clone: string;
  before(() => {
    clone = mkdtempSync(join(tmpdir(), "holdfast-clone-"));
    const filter = (path: string) => path === ROOT || !LEFT_OUT.has(basename(path));
    cpSync(ROOT, clone, { recursive: true, filter });
    symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules"));
  });
  after(() => rmSync(clone, { recursive: true }));

  /** Runs a command like a user; fails unless it succeeds. */
  async function run(command: string): Promise<string> {
    const child = spawn(command, {
      cwd: clone,
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    let said = "";
    child.stdout.on("data", (text: Buffer) => (said += text.toString()));
    child.stderr.on("data", (text: Buffer) => (said += text.toString()));
    const [code] = (await once(child, "close")) as [number];
    assert.equal(code, 0, said);
    return said;
  }

  const commands = [...new Set(shellCommands("README.md").map(({ text }) => text))];
  const preview = "npm run local -- preview --diff";
  const destroy = "npm run local -- destroy";

  it("runs every command that needs the engine", () => {
    // Another program is run by other-program.spec.ts.
    const own = commands.filter((command) => !command.includes("--program"));
    assert.deepEqual(
      Object.keys(SAYS).filter((command) => !commands.includes(command)),
      [],
    );
    assert.deepEqual(
      own.filter((command) => command.startsWith("npm run local") && !(command in SAYS)),
      [],
    );
    // The stack is taken down after everything else.
    assert.ok(commands.indexOf(destroy) > commands.indexOf("npm run local"));
  });

  const others = commands.filter((text) => text in SAYS && text !== preview && text !== destroy);
  for (const command of others) {
    it(`does \`${command}\``, async () => assert.match(await run(command), SAYS[command]!));
  }

  it("tells programs the outputs by the command that the operations name", async () => {
    const [command] = /`node commands\/local\/start\.mjs [^`]*`/.exec(read("docs/operations.md"))!;
    const said = await run(`${command.slice(1, -1)} 2>/dev/null`);
    const outputs = JSON.parse(said) as { allowList: string[] };
    const sizes = outputs.allowList.map((cidr) => 2 ** (32 - Number(cidr.split("/")[1])));
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      6,
    );
  });

  it(`does \`${preview}\`, which shows what a third zone and a budget change`, async () => {
    const file = join(clone, "Pulumi.dev.yaml");
    const before = readFileSync(file, "utf8");
    const changed = `${before.replace(/cidr: 10\.20.*/, "$&\n    availabilityZones: 3")}  holdfast:budget: { monthlyUsd: 300 }\n`;
    writeFileSync(file, changed);
    const said = await run(preview);
    assert.match(said, SAYS[preview]!);
    const [, creates, updates, usd] =
      /creates (\d+) resources and updates (\d+) in place.*?\$([\d.]+) a month/s.exec(
        read("docs/operations.md"),
      )!;
    assert.match(
      said,
      new RegExp(`\\+ ${creates} to create\\s+~ ${updates} to update\\s+\\d+ changes`),
    );
    assert.ok(said.includes(`; +${usd} from the deployed stack, `), said);
    assert.match(said, /of the budget of USD 300\.00, [\d.]+ over; most of it: /);
    writeFileSync(file, before);
  });

  it(`does \`${destroy}\``, async () => assert.match(await run(destroy), SAYS[destroy]!));
});
