import type { Problem } from "./problem";
import { settingProblem } from "./problems";

/** An answer of AWS, or the error of a failed lookup. */
export type Answer<T> = { readonly value: T } | { readonly error: string };

/** Asks AWS. A failed lookup is an answer, too. */
export async function ask<T>(question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await question() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether an error of AWS means that something does not exist. */
export function isNotFound(error: string): boolean {
  return /no matching|no results|returned 0 results|empty result|NotFound|InvalidServiceName|does not exist|couldn't find/i.test(
    error,
  );
}

/** Returns the problem that a required lookup for a setting failed. */
export const unanswered = (path: string, given: unknown, error: string): Problem =>
  settingProblem("unanswered", { path, given }, { error: gist(error) });

/** Returns the error message of AWS without the wrapping of the layers in between. */
export function gist(error: string): string {
  const said = /api error (.+)/s.exec(error)?.[1] ?? error;
  return said
    .replace(/^\d+ [A-Z_]+: /, "")
    .replace(/^(invocation of|invoking|Invoke of) \S+?:? (returned an error: |failed: )?/gi, "")
    .replace(/\s+/g, " ")
    .trim();
}
