import type * as PlanProgram from "../shared/plan-program";
import type { Resource } from "../../stack/resource";
import type { Styles } from "../shared/output-styles";
import { costSummary } from "./cost-summary";
import type { ResolvedSettings } from "./stack-settings";

/**
 * The cost change of an operation, as text.
 *
 * @param before the resources before
 * @param after the resources now; undefined after a preview, for those that the program declares
 */
export async function renderCost(
  project: string,
  settings: ResolvedSettings,
  before: readonly Resource[],
  after: readonly Resource[] | undefined,
  styles: Styles,
): Promise<string> {
  const { region, usage, budget } = settings;
  try {
    const planned = after ?? (await plan(project, settings));
    return costSummary({ before, after: planned, region, usage, budget }, styles).text;
  } catch (error) {
    // The operation has succeeded, even if its cost is unknown.
    return styles.warning(`Cost is unknown: ${(error as Error).message}`);
  }
}

function plan(project: string, settings: ResolvedSettings): Promise<Resource[]> {
  // Loaded only when needed, as the SDK takes a while. require, as tsx does not compile import() here.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { planProgram } = require("../shared/plan-program") as typeof PlanProgram;
  return planProgram(project, settings);
}
