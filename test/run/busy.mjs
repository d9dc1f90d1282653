// `npm run test:busy`: all tests three times on a busy machine, to show that none of them depends on the
// clock. Two busy loops compete for the processors, at the priority of the tests.
import { spawn, spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LOOPS = 2;
const RUNS = 3;

const start = join(dirname(fileURLToPath(import.meta.url)), "start.mjs");
// A loop ends by itself when this process is killed: each second, it checks whether its parent is still the
// same.
const loop = `const parent = process.ppid;
for (let until = 0; process.ppid === parent; until = Date.now() + 1000) while (Date.now() < until);`;
const loops = Array.from({ length: LOOPS }, () =>
  spawn(process.execPath, ["--eval", loop], { stdio: "ignore" }),
);

const results = [];
try {
  for (let run = 1; run <= RUNS; run++) {
    console.log(`\n== run ${run} of ${RUNS}, beside ${LOOPS} busy loops`);
    const started = Date.now();
    const { status } = spawnSync(process.execPath, [start, ...process.argv.slice(2)], {
      stdio: "inherit",
    });
    const minutes = ((Date.now() - started) / 60_000).toFixed(1);
    results.push({
      status,
      line: `run ${run}: ${status === 0 ? "passed" : "failed"}, ${minutes} min`,
    });
  }
} finally {
  for (const one of loops) one.kill("SIGKILL");
}
console.log(`\n${results.map(({ line }) => line).join("\n")}`);
process.exitCode = results.every(({ status }) => status === 0) ? 0 : 1;
