import { type CostChange, type CostChangeOptions, costChange } from "../../cost/change";
import { renderCostSummary } from "../cost/render-change";
import type { Styles } from "../shared/output-styles";

/** What an operation does to the bill. */
interface CostSummary {
  /** Under a heading, without a line break at the end. */
  readonly text: string;
  /** The same for `--json`: plain data. */
  readonly json: CostChange;
}

/**
 * Prices a stack after an operation, or as it will be, against the last deployed state. Needs no network.
 *
 * @throws {Error} if the usage is not valid
 */
export function costSummary(options: CostChangeOptions, styles?: Styles): CostSummary {
  const json = costChange(options);
  return { json, text: renderCostSummary(json, styles) };
}
