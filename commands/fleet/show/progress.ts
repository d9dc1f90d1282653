import type { Fleet } from "../file/read-fleet";
import { dollars } from "../../cost/words";
import type { StackOutcome } from "../run/result";
import type { Progress } from "../run/run-fleet";
import { least, renderChanges } from "./render";

/** Shows the progress of a run, from its events. */
export interface ProgressView {
  readonly tell: (progress: Progress) => void;
  /** A line that does not belong to a stack. */
  readonly say: (line: string) => void;
  readonly close: () => void;
}

/** Where progress is written. */
export interface Screen {
  readonly write: (text: string) => void;
  /** Of a terminal; undefined elsewhere. */
  readonly size?: (() => { readonly columns: number; readonly rows: number }) | undefined;
}

/** A line for each stack that begins or ends, for logs. */
export function lineView({ write }: Screen): ProgressView {
  const say = (line: string): void => write(`${line}\n`);
  const tell = (progress: Progress): void => {
    if (progress.kind === "started") say(`${progress.stack.name}: started`);
    if (progress.kind === "ended") say(renderOutcome(progress.outcome));
  };
  return { tell, say, close: () => undefined };
}

const REDRAW_MS = 200;

/** A redrawn table of running stacks, and above it a line for each stack that has ended. */
export function liveView({ write, size }: Screen, { stacks }: Pick<Fleet, "stacks">): ProgressView {
  const running = new Map<string, { readonly since: number; steps: number }>();
  let ended = 0;
  let failed = 0;
  let drawn = 0;
  const draw = (above = ""): void => {
    const { columns, rows } = size!();
    const cut = (line: string): string => line.slice(0, columns - 1);
    const lines = [...running].map(([name, { since, steps }]) => {
      const seconds = Math.round((performance.now() - since) / 1000);
      return `  ${name}: ${seconds} s, ${steps} steps`;
    });
    const waiting = stacks.length - ended - running.size;
    const sum = `${ended} of ${stacks.length} ended, ${failed} failed, ${running.size} running, ${waiting} waiting`;
    const table = [sum, ...lines].slice(0, rows - 1).map(cut);
    const back = drawn > 0 ? `\x1b[${drawn}A` : "";
    write(`${back}\x1b[J${above}${table.join("\n")}\n`);
    drawn = table.length;
  };
  const say = (line: string): void => draw(`${line}\n`);
  const timer = setInterval(draw, REDRAW_MS);
  const tell = (progress: Progress): void => {
    const { name } = progress.stack;
    if (progress.kind === "started") running.set(name, { since: performance.now(), steps: 0 });
    if (progress.kind === "step") running.get(name)!.steps = progress.steps;
    if (progress.kind !== "ended") return;
    running.delete(name);
    ended++;
    if (progress.outcome.state === "failed") failed++;
    say(renderOutcome(progress.outcome));
  };
  const close = (): void => {
    clearInterval(timer);
    if (drawn > 0) write(`\x1b[${drawn}A\x1b[J`);
  };
  return { tell, say, close };
}

/** The outcome of a stack, in a line. */
function renderOutcome({ stack, state, result, error }: StackOutcome): string {
  if (state === "doneBefore") return `${stack}: done before`;
  if (state === "failed") return `${stack}: FAILED: ${error!.split("\n")[0]}`;
  const { seconds, monthlyUsd } = result!;
  const cost =
    monthlyUsd === undefined ? "" : `, USD ${least(result!)}${dollars(monthlyUsd)} a month`;
  return `${stack}: done in ${seconds.toFixed(0)} s, ${renderChanges(result!)}${cost}`;
}
