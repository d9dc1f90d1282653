import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { projectName } from "../local/stacks";
import { resolveBudget } from "../../cost/budget";
import { type CostChange, costChange } from "../../cost/change";
import { type Estimate, estimate } from "../../cost/estimate";
import { fromEngine } from "../../stack/preview";
import { renderCostChangeMarkdown, renderCostSummary } from "./render-change";
import type { Styles } from "../shared/output-styles";
import { renderEstimate, renderEstimateCsv, renderEstimateMarkdown } from "./render-estimate";
import type { Resource } from "../../stack/resource";
import type { UsageSettings } from "../../cost/usage";
import { planProgram } from "../shared/plan-program";
import { flag, path, readOptions, renderHelp, text, textOr } from "../shared/options";
import { readStackSettings } from "../../stack/stack-settings";
import { type Terminal, runCommand } from "../shared/terminal";

const ROOT = dirname(dirname(__dirname));

const LINE = {
  about: "npm run cost [-- options]: the monthly cost of a stack before it is deployed",
  options: {
    stack: textOr(
      "dev",
      "NAME",
      "prices the resources that the program declares with Pulumi.NAME.yaml",
    ),
    export: path(
      "FILE",
      "prices the output of `pulumi stack export` or `pulumi preview --json` instead",
    ),
    against: path(
      "FILE",
      "the difference from the deployed stack, given the output of `pulumi stack export`",
    ),
    region: text("NAME", "region of the resources in those files (default: that of their subnets)"),
    json: flag("the estimate, or the change, as JSON"),
    csv: flag("all lines, unrounded"),
    markdown: flag("for a pull request"),
  },
} as const;

/** `npm run cost`: prints the estimate of a stack or of its change, and returns the exit code. */
export const main = (argv: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand(terminal, async () => {
    const { values } = readOptions(argv, LINE);
    if (values.help) return renderHelp(LINE);
    const { against, csv } = values;
    if (against !== undefined && csv) {
      throw new Error("--csv cannot show a change: leave out --against, or use --json");
    }
    const { resources, budget, ...options } = await planned(values);
    if (against === undefined) return render(estimate(resources, options), values, terminal.styles);
    const change = costChange({
      before: readResources(against),
      after: resources,
      budget: resolveBudget(budget),
      ...options,
    });
    return renderChange(change, values, terminal.styles);
  });

interface StackChoice {
  readonly stack: string;
  readonly export?: string | undefined;
  readonly region?: string | undefined;
}

interface Planned {
  readonly resources: readonly Resource[];
  readonly region: string;
  readonly usage?: UsageSettings;
  readonly budget?: unknown;
}

/** @throws {Error} naming the file */
function readResources(file: string): Resource[] {
  try {
    return fromEngine(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "the file does not exist" : message;
    throw new Error(`${file} cannot be read: ${why}`, { cause: error });
  }
}

/** The resources to price: those of the program or of a file. */
async function planned({ stack, export: file, region }: StackChoice): Promise<Planned> {
  if (file !== undefined) {
    const resources = readResources(file);
    return { resources, region: region ?? regionOf(resources, file) };
  }
  const settings = readStackSettings(ROOT, stack);
  const resources = await planProgram(projectName(ROOT), settings);
  const { usage, budget } = settings;
  return { resources, region: settings.region, usage: usage as UsageSettings, budget };
}

/** The region that subnets are in. */
function regionOf(resources: readonly Resource[], file: string): string {
  for (const { type, inputs } of resources) {
    const zone = inputs["availabilityZone"];
    if (type.endsWith(":Subnet") && typeof zone === "string") return zone.replace(/[a-z]$/, "");
  }
  throw new Error(`${file} has no subnet to infer the region from. Set it with --region`);
}

interface Form {
  readonly json: boolean;
  readonly csv: boolean;
  readonly markdown: boolean;
}

function render(result: Estimate, wanted: Form, styles: Styles): string {
  if (wanted.json) return JSON.stringify(result, null, 2);
  if (wanted.csv) return renderEstimateCsv(result);
  if (wanted.markdown) return renderEstimateMarkdown(result);
  return renderEstimate(result, styles);
}

function renderChange(change: CostChange, wanted: Form, styles: Styles): string {
  if (wanted.json) return JSON.stringify(change, null, 2);
  return wanted.markdown ? renderCostChangeMarkdown(change) : renderCostSummary(change, styles);
}
