import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../../../..");

/** What a new kind touches, besides its folder: the registry, in two places. */
const REGISTRY = "components/front-door/kinds.ts";
const LINES: readonly (readonly [after: string, added: string])[] = [
  ['import { nlbAlb } from "./nlb-alb/kind";\n', 'import { fixed } from "./static/kind";\n'],
  ["const KINDS = [", "fixed, "],
];

/** What the program makes of a stack with the new kind. */
const PROGRAM = `
  const { parseConfig } = require("./components/config/parse-config");
  const { chooseFrontDoor } = require("./components/front-door/kinds");
  const { sectionSchemas } = require("./components/config/write-schema");
  const { FRONT_DOORS } = require("./commands/compare/designs");
  const read = (entry) => parseConfig({
    "aws:region": "us-east-1",
    "holdfast:network": '{"cidr":"10.20.0.0/16"}',
    "holdfast:entry": JSON.stringify(entry),
  }, () => false);
  const { entry } = read({ kind: "static", addresses: 2 });
  console.log(JSON.stringify({
    addresses: chooseFrontDoor(entry).kind.addresses(entry).map(({ key }) => key),
    problems: read({ kind: "static", addresses: 9 }).problems,
    unknown: read({ kind: "statik" }).problems[0].remedy,
    schema: JSON.stringify(sectionSchemas().entry).includes('"const":"static"'),
    compared: FRONT_DOORS.some(({ title }) => title === "static"),
  }));`;

describe("a seventh kind of front door", () => {
  let copy: string;
  before(() => {
    copy = realpathSync(mkdtempSync(join(tmpdir(), "holdfast-kind-")));
    for (const name of ["components", "commands", "cost", "stack"]) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    mkdirSync(join(copy, "components/front-door/static"));
    const sketch = readFileSync(join(__dirname, "kind.ts"), "utf8");
    writeFileSync(
      join(copy, "components/front-door/static/kind.ts"),
      sketch.replaceAll("../../../../components/", "../../"),
    );
    let registry = readFileSync(join(ROOT, REGISTRY), "utf8");
    for (const [after, added] of LINES) {
      assert.ok(registry.includes(after), after);
      registry = registry.replace(after, after + added);
    }
    writeFileSync(join(copy, REGISTRY), registry);
  });
  after(() => rmSync(copy, { recursive: true }));

  it("takes its folder and its lines in the registry, and nothing else", () => {
    const args = ["--require", "tsx/cjs", "--eval", PROGRAM];
    const said = execFileSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
    assert.deepEqual(JSON.parse(said), {
      addresses: ["entry-s1", "entry-s2"],
      problems: [
        {
          path: "entry.addresses",
          given: 9,
          code: "out-of-range",
          data: { kind: "whole number", least: 1, most: 4, fix: "write 4, the nearest" },
          problem: "must be a whole number from 1 to 4",
          remedy: "write 4, the nearest",
        },
      ],
      unknown: "did you mean static?",
      schema: true,
      compared: true,
    });
  });
});
