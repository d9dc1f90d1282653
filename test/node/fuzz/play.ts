import { setTimeout as sleep } from "node:timers/promises";
import type { Ended, Running } from "../../../bench/labs/node/machine";
import type { Scene } from "./scenes";
import { FORGED } from "./spoils";

/** Longer than all time limits of a program together, on a busy machine. */
const PATIENCE_MS = 60_000;

const LONGEST_LINE = 4_000;

export interface Played {
  readonly faults: readonly string[];
  /** The exit code, or the result of a long-running program. */
  readonly end: string;
  readonly log: string;
}

/** Until the program ends, or has done its work after the last spoilt answer. */
async function played(
  { relay, isDone }: Scene,
  running: Running,
): Promise<Ended | "done" | "hangs"> {
  const deadline = Date.now() + PATIENCE_MS;
  let ended: Ended | undefined;
  void running.ended.then((one) => (ended = one));
  while (Date.now() < deadline) {
    if (ended) return ended;
    if (isDone && relay.isThrough && isDone()) return "done";
    await sleep(10);
  }
  return "hangs";
}

/** Calls that change something and should not have been made. */
export function wrongCalls({ api, allowed }: Scene): string[] {
  return api.calls.flatMap(({ action, body }) => {
    const [, name = ""] = action.split(":");
    if (/^(Describe|Get|PutMetricData)/.test(name)) return [];
    const isRight = (allowed[name] ?? []).some((values) =>
      Object.entries(values).every(([key, value]) => body[key] === value),
    );
    return isRight ? [] : [`${action} ${JSON.stringify(body)}`];
  });
}

/** Runs a scene to its end, and judges it. */
export async function play(scene: Scene): Promise<Played> {
  let log = "";
  try {
    const running = await scene.start();
    running.said((text) => (log += text));
    const end = await played(scene, running);
    running.kill();
    const { status } = await running.ended;
    const haveLied = scene.relay.spoilt.some(({ lies }) => lies);
    const lines = log.split("\n");
    const faults = [
      ...(end === "hangs" ? ["it neither ends nor does its work"] : []),
      ...(typeof end === "object" && !scene.codes.includes(status ?? -1)
        ? [`exit code ${status}`]
        : []),
      ...wrongCalls(scene),
      ...scene.faults(status, haveLied),
      ...(lines.some((line) => line.startsWith(FORGED)) ? ["a line of the log is forged"] : []),
      ...lines
        .filter(({ length }) => length > LONGEST_LINE)
        .map(({ length }) => `${length} in a line`),
    ];
    return { faults, end: typeof end === "object" ? `${status}` : end, log };
  } finally {
    await scene.close();
  }
}
