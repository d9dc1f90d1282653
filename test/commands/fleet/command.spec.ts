import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { main } from "../../../commands/fleet/command";
import { ROOT } from "../../../commands/local/session";
import { runWith } from "../cost/run-with";
import { temporaryFolder, writeText } from "../local/fakes";

const FLEET = `
base: base.yaml
stacks: { a: {}, b: {} }
waves: [[b]]
`;

describe("npm run fleet", () => {
  const at = temporaryFolder();
  let file: string;
  beforeEach(() => {
    const config = "aws:region: us-east-1\n  holdfast:network: { cidr: 10.0.0.0/16 }";
    writeText(at("base.yaml"), `config:\n  ${config}\n`);
    file = writeText(at("fleet.yaml"), FLEET);
  });
  const run = (...args: string[]) =>
    runWith(
      (argv, terminal) =>
        main(argv, { root: ROOT, home: at("home") }, terminal, { write: () => undefined }),
      args,
    );

  it("prints help, with the exit codes", async () => {
    const { out, code } = await run("--help");
    assert.equal(code, 0);
    assert.match(out, /--resume/);
    assert.match(out, /Exit codes: 0 /);
  });

  it("prints the matrices of a CI on one line, and touches nothing", async () => {
    const { out, code } = await run("matrix", "--file", file);
    assert.equal(code, 0);
    assert.equal(
      out,
      '[{"include":[{"stack":"b","wave":1}]},{"include":[{"stack":"a","wave":2}]}]\n',
    );
    assert.deepEqual(readdirSync(at()).sort(), ["base.yaml", "fleet.yaml"]);
  });

  it("takes the stacks only that were asked for", async () => {
    const { out } = await run("matrix", "--file", file, "--only", "a");
    assert.equal(out, '[{"include":[{"stack":"a","wave":2}]}]\n');
  });

  it("fails with 2 for wrong arguments, and for stacks that the fleet does not have", async () => {
    assert.equal((await run("up")).code, 2);
    const { err, code } = await run("preview", "--file", file, "--only", "c");
    assert.equal(code, 2);
    assert.match(err, /--only = "c"\n {4}matches no stack in the fleet file/);
  });

  it("fails with 1 for a file with problems, before anything is made", async () => {
    writeText(file, "base: base.yaml\nstack: {}");
    const { err, out, code } = await run("up", "--file", file);
    assert.deepEqual([code, out], [1, ""]);
    assert.match(err, /nothing was changed[^]*did you mean stacks\?/);
    assert.deepEqual(readdirSync(at()).sort(), ["base.yaml", "fleet.yaml"]);
  });

  it("fails with 1 when there is nothing to resume", async () => {
    const { err, code } = await run("up", "--file", file, "--resume");
    assert.equal(code, 1);
    assert.match(err, /no run to resume/);
  });
});
