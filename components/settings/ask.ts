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
