import type { Problem } from "./problem";
import { settingProblem } from "./problems";

/** What AWS answered, or why it did not. */
export type Answer<T> = { readonly value: T } | { readonly error: string };

/** Asks AWS; that it does not answer is an answer, too. */
export async function ask<T>(question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await question() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether AWS says that something is not there. */
export function isNotFound(error: string): boolean {
  return /no matching|no results|returned 0 results|empty result|NotFound|InvalidServiceName|does not exist|couldn't find/i.test(
    error,
  );
}

/** The problem that AWS did not answer what had to be asked about a setting. */
export const unanswered = (path: string, given: unknown, error: string): Problem =>
  settingProblem("unanswered", { path, given }, { error: gist(error) });

/** What AWS said, without what the layers between it and us put around it. */
export function gist(error: string): string {
  const said = /api error (.+)/s.exec(error)?.[1] ?? error;
  return said
    .replace(/^\d+ [A-Z_]+: /, "")
    .replace(/^(invocation of|invoking|Invoke of) \S+?:? (returned an error: |failed: )?/gi, "")
    .replace(/\s+/g, " ")
    .trim();
}
