import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

/** Waits until everything is registered; exported by the SDK, but left out of its types. */
const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };

/** Forgets the promises that wait for ever, which the SDK would fail this process for when it ends; left out, too. */
const { leakedPromises } = debuggable as unknown as { leakedPromises: () => unknown };

/**
 * Runs a program under the mocks that are set, until everything is registered. Fails with the first error
 * that the program leaves unhandled: Pulumi drops those of resources, and may wait for ever for what depends on one.
 *
 * Meanwhile no error has a stack trace, unless NODE_OPTIONS asks for one: @pulumi/pulumi formats one for
 * every promise that it tracks, which takes two thirds of the time.
 *
 * @throws {Error} also when the program waits for something that never comes, and nothing else is under way
 */
export async function runMocked(program: () => unknown): Promise<void> {
  const unhandled: unknown[] = [];
  const { promise: ended, resolve: end } = withResolver();
  const note = (error: unknown): void => {
    unhandled.push(error);
    if (unhandled.length === 1) void turns(TURNS_AFTER_FAILURE).then(end);
  };
  const stall = (): void => {
    unhandled.push(new Error("the program waits for a value that never comes"));
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
    Error.stackTraceLimit = stackTraceLimit;
    process.removeListener("beforeExit", stall);
    process.removeListener("unhandledRejection", note);
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
  if (unhandled.length === 0) return;
  leakedPromises();
  throw unhandled[0] as Error;
}

/** Turns of the event loop in which a failed program ends what it has under way: mocks answer within a few. */
const TURNS_AFTER_FAILURE = 100;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
