import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderHelp } from "../../../commands/shared/options";

const ROOT = join(__dirname, "../../..");

const bench = (...args: string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", "bench/fleet/main.ts", ...args], {
    ...{ cwd: ROOT, encoding: "utf8" },
  });

describe("options of the benches", () => {
  it("are listed with what they are and their defaults", () => {
    const text = renderHelp("npm run bench: a measurement", {
      rounds: { type: "string", default: "5", about: "how often" },
      stack: { type: "string", multiple: true, default: ["dev", "prod"], about: "a stack" },
      quiet: { type: "boolean", default: false, about: "says nothing" },
    });
    assert.equal(
      text,
      `npm run bench: a measurement

  --rounds VALUE  how often (default: 5)
  --stack NAME    a stack (default: all)
  --quiet         says nothing
`,
    );
  });

  it("are told by --help, and nothing is measured", () => {
    const { status, stdout, stderr } = bench("--help");
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^npm run bench:fleet \[-- options\]: [^]*\n\nTakes .*\n\n {2}--stacks /);
  });

  it("fails when an option is unknown, with its name and status 2", () => {
    const { status, stdout, stderr } = bench("--stakcs", "2");
    assert.equal(status, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /^error: Unknown option '--stakcs'/);
  });

  it("are read in the same way by all of them, which say how long they take", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const benches = Object.entries(scripts).filter(([name]) => /^bench\b/.test(name));
    assert.ok(benches.length >= 8);
    for (const [name, script] of benches) {
      // The data path checks its numbers itself.
      if (name === "bench:path") continue;
      const source = readFileSync(join(ROOT, script.replace("tsx ", "")), "utf8");
      assert.ok(source.includes(`\`npm run ${name} [-- options]: `), name);
      assert.match(source, /\n\nTakes /, name);
    }
  });
});
