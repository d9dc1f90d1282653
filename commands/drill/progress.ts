import type { DrillEvent } from "./lab/settings";
import type { Sample } from "./load/load";
import type { DrillWatcher } from "./drill";
import { SCENARIOS } from "./scenarios";

/** Shows progress: events with the seconds since the load began, and the load at a terminal. */
export function liveProgress(): DrillWatcher & { readonly end: () => void } {
  const isTerminal = process.stderr.isTTY;
  let [began, requests, failed] = [Date.now(), 0, 0];
  let latest = "";
  const clear = (): void => void (isTerminal && process.stderr.write("\r\x1b[K"));
  const show = (): void => {
    const seconds = Math.round((Date.now() - began) / 1000);
    if (requests === 0) return;
    const line = `  ${seconds} s: ${requests} requests, ${failed} failed, now ${latest}`;
    if (isTerminal) process.stderr.write(`\r\x1b[K${line}`);
    else if (seconds % 30 === 0) process.stderr.write(`${line}\n`);
  };
  const ticker = setInterval(show, 1_000);
  return {
    onStart: (scenario) => {
      clear();
      [began, requests, failed] = [Date.now(), 0, 0];
      process.stderr.write(`${scenario}: ${SCENARIOS[scenario]!.title}\n`);
    },
    onSample: ({ status, color, error }: Sample) => {
      requests++;
      if (status !== 200) failed++;
      latest = status === 200 ? color : error;
    },
    onEvent: ({ at, kind, text }: DrillEvent) => {
      if (requests === 0) return;
      clear();
      const seconds = ((at - began) / 1000).toFixed(1).padStart(7);
      process.stderr.write(`${seconds} s  ${kind.padEnd(6)}  ${text}\n`);
    },
    end: () => {
      clearInterval(ticker);
      clear();
    },
  };
}
