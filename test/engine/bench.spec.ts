import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

describe("npm run bench", () => {
  it("measures a preview of the components against the bare program", async () => {
    const bench = join(__dirname, "../../bench/main.ts");
    const { stdout } = await run(process.execPath, [
      ...["--import", "tsx", bench],
      ...["--vpcs", "1", "--rounds", "1"],
    ]);
    const rows = [...stdout.matchAll(/^\| 1 .*$/gm)].map(([row]) => row.split(/ +\| +/));
    const [floor, components] = rows;
    assert.deepEqual([floor![1], floor![3]], ["bare program (floor)", "1.00"]);
    assert.equal(components![1], "components");
    assert.ok(Number(components![2]) > 0, stdout);
  });
});
