import type { Account, Creation } from "../../simulator";
import { readState, stateFile } from "./state-file";

/**
 * Removes an account's notes of creations that are in a state below a local home. Notes of a stack whose
 * state cannot be read are kept.
 */
export function dropAnswered(account: Account, home: string): void {
  const known = new Map<string, ReadonlySet<string>>();
  account.unanswered.drop((creation) => {
    const [, , stack = "", project = ""] = creation.urn.split(/:+/);
    const file = stateFile(home, project, stack);
    if (!known.has(file)) known.set(file, resourcesIn(file));
    return known.get(file)!.has(keyOf(creation));
  });
}

function resourcesIn(file: string): ReadonlySet<string> {
  try {
    const { resources = [] } = readState(file);
    return new Set(resources.map(keyOf));
  } catch {
    return new Set();
  }
}

const keyOf = ({ urn, id = "" }: Pick<Creation, "urn"> & { readonly id?: string }): string =>
  `${urn} ${id}`;
