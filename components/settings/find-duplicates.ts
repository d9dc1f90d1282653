import type { Problem } from "./problem";
import { settingProblem } from "./problems";

/** Finds elements that occur earlier in a list. */
export function findDuplicates(list: readonly string[], path: string): Problem[] {
  return list.flatMap((given, index) =>
    list.indexOf(given) === index
      ? []
      : [settingProblem("named-twice", { path: `${path}[${index}]`, given })],
  );
}
