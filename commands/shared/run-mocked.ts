import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";

/** Waits until everything is registered; exported by the SDK, but left out of its types. */
const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };

/**
 * Runs a program under the mocks that are set, until everything is registered. Fails with the first error
 * that the program leaves unhandled: Pulumi drops those of resources.
 *
 * Meanwhile no error has a stack trace, unless NODE_OPTIONS asks for one: @pulumi/pulumi formats one for
 * every promise that it tracks, which takes two thirds of the time.
 */
export async function runMocked(program: () => unknown): Promise<void> {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  const listeners = process.listeners("unhandledRejection");
  const { stackTraceLimit } = Error;
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", note);
  if (!process.env["NODE_OPTIONS"]?.includes("--stack-trace-limit")) Error.stackTraceLimit = 0;
  try {
    await program();
    await waitForRPCs();
    await nextTurn();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    process.removeListener("unhandledRejection", note);
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
  if (unhandled.length > 0) throw unhandled[0] as Error;
}
