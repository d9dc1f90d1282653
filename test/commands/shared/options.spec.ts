import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  path,
  readNumber,
  readOptions,
  refuse,
  renderHelp,
} from "../../../commands/shared/options";

const ROOT = join(__dirname, "../../..");

const bench = (...args: string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", "bench/fleet/main.ts", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });

describe("options of the benches", () => {
  it("are listed with what they are and their defaults", () => {
    const text = renderHelp({
      about: "npm run bench: a measurement",
      options: {
        rounds: { type: "string", default: "5", about: "how often" },
        stack: {
          type: "string",
          multiple: true,
          value: "NAME",
          about: "a stack",
          default: ["dev", "prod"],
        },
        quiet: { type: "boolean", default: false, about: "says nothing" },
      },
      notes: "Exit codes: 0.",
    });
    assert.equal(
      text,
      `npm run bench: a measurement

  --rounds VALUE  how often (default: 5)
  --stack NAME    a stack (default: all)
  --quiet         says nothing

Exit codes: 0.
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
    assert.match(stderr, /^error: Unknown option '--stakcs'. Did you mean --stacks\?\n$/);
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

describe("options of commands", () => {
  const line = {
    about: "npm run thing",
    options: {
      stack: { type: "string", short: "s", default: "dev", about: "the stack" },
      json: { type: "boolean", default: false, about: "as JSON" },
    },
  } as const;

  it("have their values, or their defaults", () => {
    const { stack, json, help } = readOptions(["-s", "prod", "--json"], line).values;
    assert.deepEqual([stack, json, help], ["prod", true, false]);
    assert.equal(readOptions(["-h"], line).values.help, true);
    assert.equal(readOptions([], line).values.stack, "dev");
  });

  it("have paths from the folder where npm was called", () => {
    const options = { out: path("FILE", "a file"), from: path("FILE", "another one") };
    const given = ["--out", "x.svg", "--from", "-"];
    const before = process.env["INIT_CWD"];
    try {
      process.env["INIT_CWD"] = join(ROOT, "docs");
      const { out, from } = readOptions(given, { about: "", options }).values;
      assert.deepEqual([out, from], [join(ROOT, "docs", "x.svg"), "-"]);
      delete process.env["INIT_CWD"];
      assert.equal(readOptions(given, { about: "", options }).values.out, resolve("x.svg"));
    } finally {
      if (before !== undefined) process.env["INIT_CWD"] = before;
    }
  });

  it("fails with all that are unknown, and what was meant", () => {
    assert.throws(() => readOptions(["--stak", "dev", "--sideways", "-x"], line), {
      message: [
        "Unknown option '--stak'. Did you mean --stack?",
        "Unknown option '--sideways'. --help lists those that exist",
        "Unknown option '-x'. --help lists those that exist",
      ].join("\n  "),
    });
  });

  it("fails when a value is missing, or an argument is given that nothing takes", () => {
    assert.throws(() => readOptions(["--stack"], line), /--stack/);
    assert.throws(() => readOptions(["dev"], line), /'dev'/);
    const { positionals } = readOptions(["a", "b"], { ...line, arguments: { FILE: "a file" } });
    assert.deepEqual(positionals, ["a", "b"]);
  });

  it("are numbers in their range, or a problem", () => {
    const problems: string[] = [];
    assert.equal(readNumber(problems, "rate", "7", { least: 1, most: 10 }), 7);
    readNumber(problems, "rate", "0", { least: 1, most: 10 });
    readNumber(problems, "count", "1.5", { least: 1 });
    readNumber(problems, "speed", "fast", { least: 1, most: 60, whole: false });
    assert.throws(() => refuse(problems), {
      message: [
        "--rate 0: must be a whole number from 1 to 10",
        "--count 1.5: must be a whole number from 1 on",
        "--speed fast: must be a number from 1 to 60",
      ].join("\n  "),
    });
  });
});
