import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addWorktree, changedFiles, filesAt, findBase } from "../../../commands/review/git";
import { GitProject } from "../../../bench/labs/git-project";

describe("git", () => {
  let project: GitProject;
  beforeEach(() => {
    project = new GitProject({ "a.txt": "1\n", "gone.txt": "1\n" }, { withProgram: false });
  });
  afterEach(() => project.remove());

  it("finds the commit where the head left the base, whatever the base has got since", async () => {
    const left = project.git("rev-parse", "main");
    project.commit("on the branch");
    project.git("switch", "--quiet", "main");
    project.commit("on main, later");
    project.git("switch", "--quiet", "change");
    assert.equal(await findBase(project.root, "main"), left);
  });

  it("finds a base that only the remote has", async () => {
    project.git("update-ref", "refs/remotes/origin/release", "main");
    assert.equal(await findBase(project.root, "release"), project.git("rev-parse", "main"));
  });

  it("fails when there is no such base", async () => {
    await assert.rejects(findBase(project.root, "trunk"), /--base trunk: not a branch/);
    await assert.rejects(findBase(project.root, "--help"), /--base --help: not a branch/);
  });

  it("fails when the histories have nothing in common", async () => {
    project.git("checkout", "--quiet", "--orphan", "island");
    project.commit("elsewhere");
    await assert.rejects(findBase(project.root, "main"), /fetch-depth: 0/);
  });

  it("lists what differs in the working tree: committed, edited, new and removed", async () => {
    project.write({ "committed.txt": "1" });
    project.commit("one more");
    project.write({ "a.txt": "2", "new é.txt": "1" });
    rmSync(join(project.root, "gone.txt"));
    assert.deepEqual(await changedFiles(project.root, await findBase(project.root, "main")), [
      ...["a.txt", "committed.txt", "gone.txt", "new é.txt"],
    ]);
    assert.deepEqual(await filesAt(project.root, "main"), ["a.txt", "gone.txt"]);
  });

  it("checks a commit out beside the working tree, and takes that back", async () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-worktree-"));
    const tree = join(folder, "tree");
    try {
      project.edit("a.txt", "1", "2");
      const remove = await addWorktree(project.root, "main", tree);
      assert.ok(existsSync(join(tree, "gone.txt")));
      await remove();
      assert.ok(!existsSync(tree));
      assert.equal(project.git("worktree", "list").split("\n").length, 1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("forgets checkouts of runs that were killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-worktree-"));
    await addWorktree(project.root, "main", join(folder, "one"));
    rmSync(folder, { recursive: true });
    const remove = await addWorktree(project.root, "main", join(folder, "two"));
    assert.equal(project.git("worktree", "list").split("\n").length, 2);
    await remove();
    rmSync(folder, { recursive: true, force: true });
  });
});
