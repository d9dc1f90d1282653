import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../../commands/review/command";
import { MARKER } from "../../../commands/review/render-markdown";
import { runWith } from "../cost/run-with";
import { GitProject } from "../../../bench/labs/git-project";

/** None of these runs an engine. */
describe("npm run review", () => {
  let project: GitProject;
  beforeEach(() => {
    const files = { "Pulumi.dev.yaml": "config: {}\n", "Pulumi.prod.yaml": "config: {}\n" };
    project = new GitProject(files, { withProgram: false });
  });
  afterEach(() => project.remove());

  const run = (...args: string[]) =>
    runWith((argv, terminal) => main(argv, terminal, project.root), args);

  it("says at once that nothing changed", async () => {
    project.write({ "README.md": "more\n" });
    const { out, code } = await run();
    assert.equal(code, 0);
    assert.match(out, /^Review against main \([0-9a-f]{7}\): nothing changed\n/);
    assert.match(out, /^dev +nothing changed$/m);
  });

  it("reviews the stacks that are named, as JSON and as a comment", async () => {
    const file = join(project.root, ".review.md");
    const { out, code } = await run("--stack", "prod", "--json", "--markdown", file);
    const commit = project.git("rev-parse", "main");
    assert.deepEqual(JSON.parse(out), {
      exitCode: 0,
      base: "main",
      commit,
      stacks: [{ kind: "unchanged", stack: "prod" }],
    });
    assert.equal(code, 0);
    assert.ok(readFileSync(file, "utf8").startsWith(MARKER));
  });

  it("explains itself", async () => {
    const { out, code } = await run("--help");
    assert.match(out, /--base BRANCH[^]*Exit codes: 0 /);
    assert.equal(code, 0);
  });

  it("fails when it is called wrongly, with exit code 1", async () => {
    for (const [args, message] of [
      [["--base", "trunk"], /^error: --base trunk: not a branch/],
      [
        ["--stack", "live"],
        /^error: --stack live: Pulumi\.live\.yaml exists neither .*: dev, prod$/m,
      ],
      [["--sideways"], /^error: Unknown option '--sideways'/],
    ] as const) {
      const { err, code } = await run(...args);
      assert.match(err, message);
      assert.equal(code, 1);
    }
  });
});
