import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drawProgram, main } from "../../../../commands/diagram/command";
import { stackNames } from "../../../../commands/local/stacks";
import { runWith } from "../../cost/run-with";
import { flawsOf } from "../geometry";

const ROOT = join(__dirname, "../../../..");
const ARCHITECTURE = join(ROOT, "docs/architecture.md");
const DIAGRAMS = join(ROOT, "docs/diagrams");
const BLOCK = /(?<=```mermaid\n)[^]*?(?=```\n)/;

describe("npm run diagram", () => {
  let folder = "";
  before(() => (folder = mkdtempSync(join(tmpdir(), "diagram-"))));
  after(() => rmSync(folder, { recursive: true }));

  it("prints Mermaid, and writes SVG to a file that ends so", async () => {
    const { out, err, code } = await runWith(main, ["--stack", "nlb"]);
    assert.deepEqual({ err, code }, { err: "", code: 0 });
    assert.match(out, /^flowchart TB\n/);
    const file = join(folder, "nlb.svg");
    assert.equal((await runWith(main, ["--stack", "nlb", "--out", file])).out, `${file}\n`);
    assert.match(readFileSync(file, "utf8"), /^<svg [^]*Stack nlb[^]*<\/svg>\n$/);
  });

  it("draws a state with the addresses in it", async () => {
    const file = join(folder, "export.json");
    const tags = { "holdfast:key": "egress-a" };
    const eip = {
      urn: "urn:pulumi:prod::holdfast::aws:ec2/eip:Eip::addresses-egress-a",
      type: "aws:ec2/eip:Eip",
      custom: true,
      id: "eipalloc-1",
      inputs: { tags },
      outputs: { tags, publicIp: "203.0.113.1" },
    };
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources: [eip] } }));
    const svg = await runWith(main, ["--export", file, "--format", "svg"]);
    assert.match(svg.out, />Stack prod, as deployed</);
    assert.match(svg.out, />egress-a 203\.0\.113\.1</);
  });

  it("refuses what makes no sense together", async () => {
    const cases: [string[], RegExp][] = [
      [["--stack", "dev", "--export", "x"], /--stack and --export cannot be combined/],
      [["--all", folder, "--stack", "dev"], /--all draws every stack in every format/],
      [["--format", "png"], /--format png: must be mermaid or svg/],
      [["--stack", "nowhere"], /stack "nowhere" has no /],
    ];
    for (const [args, message] of cases) {
      const { err, code } = await runWith(main, args);
      assert.match(err, message);
      assert.equal(code, 1);
    }
  });

  it("fails when a file has nothing to draw", async () => {
    const file = join(folder, "empty.json");
    writeFileSync(file, JSON.stringify({ version: 3, deployment: {} }));
    const { err } = await runWith(main, ["--export", file]);
    assert.equal(err, `error: ${file} has no resources to draw\n`);
  });

  it("draws every stack so that it can be read", async () => {
    const stacks = stackNames(ROOT);
    assert.ok(stacks.length >= 9);
    for (const stack of stacks) assert.deepEqual(await flawsOf(await drawProgram(stack)), []);
  });

  it("has written the pictures of the documentation", async () => {
    const { code } = await runWith(main, ["--all", folder]);
    assert.equal(code, 0);
    const files = stackNames(ROOT).flatMap((stack) => [`${stack}.mmd`, `${stack}.svg`]);
    assert.deepEqual(readdirSync(DIAGRAMS).sort(), files.sort());
    for (const file of files) {
      const [drawn, kept] = [folder, DIAGRAMS].map((each) =>
        readFileSync(join(each, file), "utf8"),
      );
      assert.ok(
        drawn === kept,
        `docs/diagrams/${file} is not up to date: npm run diagram -- --all docs/diagrams`,
      );
    }
  });

  it("has drawn the picture in docs/architecture.md (UPDATE_GOLDEN=1 writes it)", async () => {
    const { out } = await runWith(main, ["--stack", "dev"]);
    const text = readFileSync(ARCHITECTURE, "utf8");
    if (process.env["UPDATE_GOLDEN"] === "1") {
      writeFileSync(
        ARCHITECTURE,
        text.replace(BLOCK, () => out),
      );
    }
    assert.equal(BLOCK.exec(readFileSync(ARCHITECTURE, "utf8"))?.[0], out);
  });
});
