import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { changesAll, isAffected, stacksIn } from "../../../commands/review/affected-stacks";

const ROOT = join(__dirname, "../../..");

describe("stacks that a change affects", () => {
  it("are all, when the program, what it loads or a dependency differs", () => {
    for (const file of [
      "index.ts",
      "Pulumi.yaml",
      "package-lock.json",
      "components/network/vpc.ts",
      "node/instance/bin/holdfast-claim",
      "policy/config/prod.json",
      "a-new-folder/x.ts",
    ]) {
      assert.ok(changesAll(file), file);
    }
  });

  it("are the one whose configuration differs", () => {
    assert.ok(isAffected("prod", ["Pulumi.prod.yaml", "README.md"]));
    assert.ok(!isAffected("dev", ["Pulumi.prod.yaml", "README.md"]));
    assert.deepEqual(stacksIn(["Pulumi.yaml", "Pulumi.prod.yaml", "x/Pulumi.a.yaml"]), ["prod"]);
  });

  it("are none, when documents, tests or tools differ", () => {
    const files = ["docs/cost.md", "policy/README.md", "test/x.spec.ts", "commands/review/main.ts"];
    const untracked = ["notes.txt", "plan.json", "Pulumi.dev.yaml.bak"];
    const tools = ["package.json", ".gitignore", "LICENSE", ".github/workflows/review.yml"];
    const library = ["components/package.json", "components/README.md", "tsconfig.build.json"];
    const template = ["template/index.ts", "template/Pulumi.yaml", "template/package.json"];
    for (const file of [...files, ...untracked, ...tools, ...library, ...template])
      assert.ok(!changesAll(file), file);
  });

  it("are all with every file that the program is bundled from", async () => {
    const { metafile } = await build({
      entryPoints: [join(ROOT, "index.ts"), join(ROOT, "policy", "index.ts")],
      absWorkingDir: ROOT,
      outdir: "out",
      bundle: true,
      packages: "external",
      platform: "node",
      write: false,
      metafile: true,
    });
    const inputs = Object.keys(metafile.inputs).map((file) => relative(ROOT, join(ROOT, file)));
    assert.ok(inputs.length > 100);
    assert.deepEqual(
      inputs.filter((file) => !changesAll(file)),
      [],
    );
  });
});
