import assert from "node:assert/strict";
import { join } from "node:path";
import { HOME, ROOT, findProgram } from "../../../commands/local/program";
import { restoreVariables, temporaryFolder, writeText } from "./fakes";

describe("program", () => {
  const folder = temporaryFolder();
  restoreVariables("INIT_CWD");

  const write = (name: string): string =>
    writeText(folder(name, "Pulumi.yaml"), "name: app\nruntime: nodejs\n");

  it("is this project without a folder", () => {
    assert.deepEqual(findProgram(), { root: ROOT, project: "holdfast", home: HOME });
  });

  it("is found from where npm was started, with a state for each folder", () => {
    write("a");
    write("b");
    process.env["INIT_CWD"] = folder("a");
    const [a, b] = [findProgram("."), findProgram("../b")];
    assert.deepEqual([a.root, b.root], [folder("a"), folder("b")]);
    assert.deepEqual([a.project, b.project], ["app", "app"]);
    assert.notEqual(a.home, b.home);
    assert.ok(a.home.startsWith(join(HOME, "programs", "app-")));
    assert.equal(findProgram(folder("a")).home, a.home);
  });

  it("shares the state and the account of each program that names the same account", () => {
    write("c");
    write("d");
    const home = join(HOME, "accounts", "shop");
    const homes = [undefined, folder("c"), folder("d")].map((at) => findProgram(at, "shop").home);
    assert.deepEqual(homes, [home, home, home]);
  });

  it("fails when the account cannot be a folder's name", () => {
    assert.throws(() => findProgram(undefined, "../shop"), {
      message:
        '--account must be a name of letters, digits, - and _ (got "../shop"). Write a name such as --account shop',
    });
  });

  for (const [title, given, problem] of [
    ["the folder does not exist", () => folder("none"), / does not exist\. Name the folder/],
    ["the folder has no Pulumi.yaml", () => folder(), / has no Pulumi\.yaml\. Name the folder/],
    ["it is this project", () => ROOT, / this is holdfast itself\. Leave --program out$/],
  ] as const) {
    it(`fails when ${title}`, () => {
      assert.throws(() => findProgram(given()), problem);
    });
  }
});
