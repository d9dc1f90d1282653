/** The outputs that have a value: the engine warns of every one that is undefined. */
export const stackOutputs = <T extends object>(outputs: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(outputs).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
