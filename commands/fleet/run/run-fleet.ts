import type { Fleet, FleetStack } from "../file/read-fleet";
import type { FleetJournal } from "./journal";
import type { FleetCommand } from "./operation";
import type { StackOutcome, StackResult } from "./result";
import { runWaves } from "./run-waves";

/** A progress event of a stack. */
export type Progress =
  | { readonly stack: FleetStack; readonly kind: "started" }
  | { readonly stack: FleetStack; readonly kind: "step"; readonly steps: number }
  | { readonly stack: FleetStack; readonly kind: "ended"; readonly outcome: StackOutcome };

interface RunOptions {
  readonly command: FleetCommand;
  readonly parallel: number;
  readonly journal: FleetJournal;
  /** After this is aborted, no more stacks are started. */
  readonly stop: AbortSignal;
  readonly operate: (stack: FleetStack, onStep: (steps: number) => void) => Promise<StackResult>;
  readonly tell: (progress: Progress) => void;
}

/** The outcome of a fleet. */
export interface FleetRun {
  /** In the order of the file's waves. */
  readonly outcomes: readonly StackOutcome[];
  /** Why not all stacks were started. */
  readonly ended?: "errors" | "stopped" | undefined;
}

/** Runs a command on all stacks of a fleet that are not done by the journal. */
export async function runFleet(
  { stacks, errorBudget }: Fleet,
  { command, parallel, journal, stop, operate, tell }: RunOptions,
): Promise<FleetRun> {
  const outcomes = new Map<string, StackOutcome>();
  const end = (stack: FleetStack, more: Omit<StackOutcome, "stack" | "wave">): void => {
    const outcome = { stack: stack.name, wave: stack.wave, ...more };
    outcomes.set(stack.name, outcome);
    tell({ stack, kind: "ended", outcome });
  };
  for (const stack of stacks) {
    const result = journal.resultOf(stack.name, stack.config);
    if (result) end(stack, { state: "doneBefore", result });
  }
  const carryOut = async (stack: FleetStack): Promise<boolean> => {
    tell({ stack, kind: "started" });
    try {
      const result = await operate(stack, (steps) => tell({ stack, kind: "step", steps }));
      journal.note(stack.name, stack.config, result);
      end(stack, { state: "done", result });
      return true;
    } catch (error) {
      end(stack, { state: "failed", error: (error as Error).message });
      return false;
    }
  };
  const waves = inWaves(stacks.filter(({ name }) => !outcomes.has(name)));
  // Stacks of later waves may depend on earlier ones, so they are destroyed first.
  if (command === "destroy") waves.reverse();
  const ended = await runWaves(waves, { parallel, errorBudget, stop }, carryOut);
  return {
    outcomes: stacks.map(
      ({ name, wave }) => outcomes.get(name) ?? { stack: name, wave, state: "notStarted" },
    ),
    ended,
  };
}

/** Stacks by wave, in order. */
export function inWaves<T extends { readonly wave: number }>(stacks: readonly T[]): T[][] {
  const numbers = [...new Set(stacks.map(({ wave }) => wave))].sort((one, other) => one - other);
  return numbers.map((number) => stacks.filter(({ wave }) => wave === number));
}
