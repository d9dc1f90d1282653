/** Returns only outputs with a value: the engine warns about undefined ones. */
export const stackOutputs = <T extends object>(outputs: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(outputs).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
