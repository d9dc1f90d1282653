import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

/** Waits until all resources are registered; the SDK exports it without types. */
const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };

/** Drops pending promises, for which the SDK would fail this process at its end; also without types. */
const { leakedPromises } = debuggable as unknown as { leakedPromises: () => unknown };

/**
 * Runs a program with the current mocks, until all resources are registered. Fails with the first unhandled
 * error of the program: Pulumi drops errors of resources, and may wait forever for dependent ones.
 *
 * Meanwhile, errors have no stack trace, unless NODE_OPTIONS sets one: @pulumi/pulumi formats a trace for
 * every promise that it tracks, which takes two thirds of the time.
 *
 * @returns its warnings, which would otherwise go to the terminal
 * @throws {Error} also if the program waits for a promise that never resolves
 */
export async function runMocked(program: () => unknown): Promise<string[]> {
  const warnings: string[] = [];
  const { warn } = pulumi.log;
  Object.assign(pulumi.log, { warn: (message: string) => void warnings.push(message) });
  const unhandled: unknown[] = [];
  const { promise: ended, resolve: end } = withResolver();
  const note = (error: unknown): void => {
    unhandled.push(error);
    if (unhandled.length === 1) void turns(TURNS_AFTER_FAILURE).then(end);
  };
  const stall = (): void => {
    unhandled.push(new Error("the program waits for a value that never resolves"));
    end();
  };
  const listeners = process.listeners("unhandledRejection");
  const { stackTraceLimit } = Error;
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", note);
  process.on("beforeExit", stall);
  if (!process.env["NODE_OPTIONS"]?.includes("--stack-trace-limit")) Error.stackTraceLimit = 0;
  const run = async (): Promise<void> => {
    await program();
    await waitForRPCs();
    await nextTurn();
  };
  try {
    await Promise.race([run(), ended]);
  } finally {
    Object.assign(pulumi.log, { warn });
    Error.stackTraceLimit = stackTraceLimit;
    process.removeListener("beforeExit", stall);
    process.removeListener("unhandledRejection", note);
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
  if (unhandled.length === 0) return warnings;
  leakedPromises();
  throw unhandled[0] as Error;
}

/**
 * Turns of the event loop in which a failed program completes its pending calls: mocks answer within a few.
 */
const TURNS_AFTER_FAILURE = 100;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
