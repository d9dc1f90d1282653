import { spawnSync } from "node:child_process";

/** Computes for as long as it takes, and prints the ratio of time that passed to time that it had a processor. */
const WORK = `const before = process.cpuUsage();
const started = process.hrtime.bigint();
let sum = 0;
for (let round = 0; round < 3e7; round++) sum += round % 7;
const { user, system } = process.cpuUsage(before);
console.log(Number(process.hrtime.bigint() - started) / 1000 / (user + system));`;

/**
 * How many times longer a program takes now than on an idle machine, at least 1. What a test measures in seconds
 * is compared to a bound times this, so that a busy machine is not taken for a fault.
 */
export function slowness(): number {
  const { stdout } = spawnSync(process.execPath, ["--eval", WORK], { encoding: "utf8" });
  return Math.max(1, Number(stdout));
}
