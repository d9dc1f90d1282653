import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { temporaryFolder, writeText } from "../commands/local/fakes";
import { checkCoverage } from "./coverage";

const HALF = `export const used = (y: number) => {
  if (y > 0) return "positive";
  const text = "not positive";
  return text;
};
`;

describe("coverage", () => {
  const folder = temporaryFolder();

  it("fails when a file is not run, or too little of it, or an exception is not needed", async () => {
    const root = folder();
    writeText(folder("stack/run.ts"), `import { used } from "../cost/part";\nused(1);\n`);
    writeText(
      folder("cost/part.ts"),
      `${HALF}export const unused = () => {\n${"  used(0);\n".repeat(9)}};\n`,
    );
    writeText(folder("cost/never.ts"), HALF);
    writeText(folder("cost/types.ts"), "export interface X {\n  readonly y: number;\n}\n");
    writeText(folder("bin/known.mjs"), "console.log(1);\n");
    const args = ["--import", require.resolve("tsx"), folder("stack/run.ts")];
    const measured = folder("measured");
    spawnSync(process.execPath, args, { env: { ...process.env, NODE_V8_COVERAGE: measured } });
    assert.deepEqual(await checkCoverage(root, measured, ["bin/known.mjs", "stack/run.ts"]), [
      "cost/never.ts: tests run 0 % of its lines, below 50 %",
      "cost/part.ts: tests run 31.25 % of its lines, below 50 %",
      "stack/run.ts needs no exception",
    ]);
  });
});
