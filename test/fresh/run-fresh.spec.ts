import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ended } from "./isolated";
import { COMMANDS, runCommands } from "./run-fresh";
import { HOME } from "./variables";

/** A machine whose commands end as given, and install a package each. */
function machine(ends: Readonly<Record<string, Ended>>) {
  const ran: string[] = [];
  return {
    ran,
    packages: () => Promise.resolve(["git", ...ran.map((_, index) => `new-${index}`)]),
    run: (command: string, folder = ""): Promise<Ended> => {
      ran.push(`${folder}: ${command}`);
      return Promise.resolve(ends[command] ?? { status: 0, output: "done\n" });
    },
  };
}

describe("npm run test:fresh", () => {
  const lines: string[] = [];
  beforeEach(() => (lines.length = 0));
  const run = (ends: Readonly<Record<string, Ended>>) => {
    const fake = machine(ends);
    const made = [{ name: "bare machine", seconds: 100 }];
    return runCommands(fake, made, (line) => lines.push(line)).then((isGood) => ({
      isGood,
      ran: fake.ran,
    }));
  };

  it("runs what the README tells a newcomer", () => {
    const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
    const [clone, ...others] = COMMANDS.map(([command]) => command);
    assert.match(clone!, /^git clone /);
    for (const command of others) assert.match(readme, new RegExp(`^${command} +#`, "m"));
  });

  it("prints packages and times, and npm test's totals last", async () => {
    const totals = "9 passed, 0 failed, 0 skipped";
    const { isGood, ran } = await run({ "npm test": { status: 0, output: `…\n${totals}\n` } });
    assert.equal(isGood, true);
    assert.deepEqual(ran, [
      `${HOME}: git clone /srv/holdfast.git`,
      `${HOME}/holdfast: npm run local`,
      `${HOME}/holdfast: npm test`,
    ]);
    assert.equal(lines.at(-1), totals);
    assert.ok(lines.includes("  new-0 new-1 new-2"));
    assert.ok(lines.some((line) => /^bare machine +1 min 40 s$/.test(line)));
    assert.ok(lines.some((line) => /^npm test +0 s$/.test(line)));
  });

  it("fails when npm test does, with its totals", async () => {
    const totals = "8 passed, 1 failed, 0 skipped";
    const { isGood } = await run({ "npm test": { status: 1, output: `${totals}\n` } });
    assert.deepEqual([isGood, lines.at(-1)], [false, totals]);
    assert.ok(lines.includes("failed: npm test, exit code 1"));
  });

  it("fails when npm test prints no totals", async () => {
    const { isGood } = await run({});
    assert.deepEqual([isGood, lines.at(-1)], [false, "0 passed, 1 failed, 0 skipped"]);
  });

  it("ends at the first command that fails", async () => {
    const { isGood, ran } = await run({ "npm run local": { status: null, output: "" } });
    assert.equal(isGood, false);
    assert.equal(ran.length, 2);
    assert.ok(lines.includes("failed: npm run local, exit code none: it was killed"));
    assert.equal(lines.at(-1), "0 passed, 1 failed, 0 skipped");
  });
});
