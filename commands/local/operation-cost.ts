import type * as PlanProgram from "../shared/plan-program";
import type { Resource } from "../../stack/resource";
import type { Styles } from "../shared/output-styles";
import { costSummary } from "./cost-summary";
import type { ResolvedSettings } from "./stack-settings";

/**
 * What an operation does to the bill, as text.
 *
 * @param before what was deployed
 * @param after what is deployed now; undefined after a preview, for what the program declares
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
    // The operation has succeeded, whatever cannot be told of it.
    return styles.warning(`Cost is not known: ${(error as Error).message}`);
  }
}

function plan(project: string, settings: ResolvedSettings): Promise<Resource[]> {
  // Loaded only here, where it is needed: the SDK takes a while. (By import(), nobody would translate it.)
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { planProgram } = require("../shared/plan-program") as typeof PlanProgram;
  return planProgram(project, settings);
}
