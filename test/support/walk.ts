/** A closed walk that goes from each name to each other one exactly once. */
export function walkOverAllPairs<T extends string>(names: readonly T[]): T[] {
  const left = new Map(names.map((from) => [from, names.filter((to) => to !== from)]));
  const path = [names[0]!];
  const walk: T[] = [];
  while (path.length > 0) {
    const next = left.get(path.at(-1)!)!.shift();
    if (next === undefined) walk.unshift(path.pop()!);
    else path.push(next);
  }
  return walk;
}

/** A closed walk that comes to each name once. */
export const cycleOver = <T>(names: readonly T[]): T[] => [...names, names[0]!];

/** Each name with each other one. */
export const allPairs = <T>(names: readonly T[]): (readonly [from: T, to: T])[] =>
  names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const));
