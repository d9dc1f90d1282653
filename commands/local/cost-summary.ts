import { type CostChange, type CostChangeOptions, costChange } from "../../cost/change";
import { renderCostSummary } from "../cost/render-change";
import type { Styles } from "../shared/output-styles";

/** The cost change of an operation. */
interface CostSummary {
  /** As text with a heading, without a final line break. */
  readonly text: string;
  /** As plain data, for `--json`. */
  readonly json: CostChange;
}

/**
 * Prices a stack after an operation, or as planned, and the difference from the last deployed state. Needs no
 * network.
 *
 * @throws {Error} if the usage is not valid
 */
export function costSummary(options: CostChangeOptions, styles?: Styles): CostSummary {
  const json = costChange(options);
  return { json, text: renderCostSummary(json, styles) };
}
