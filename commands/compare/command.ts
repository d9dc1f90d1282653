import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { logToTerminal, timed } from "../shared/progress";
import { projectName } from "../local/stacks";
import { onePerFrontDoor, renderChart } from "./chart";
import { type Comparison, compare } from "./compare";
import { renderComparisonPage } from "./comparison-page";
import { EGRESS_MODES, FRONT_DOORS, egressModeOf, planDesigns } from "./designs";
import { renderComparison } from "./render-comparison";
import { flag, path, readOptions, renderHelp, textOr } from "../shared/options";
import { planProgram } from "../shared/plan-program";
import { type StackSettings, readStackSettings } from "../../stack/stack-settings";
import { type Terminal, runCommand } from "../shared/terminal";

const ROOT = dirname(dirname(__dirname));

const LINE = {
  about: "npm run compare [-- options]: the cost of every front door under the same load",
  options: {
    stack: textOr("dev", "NAME", "takes region, egress and usage from Pulumi.NAME.yaml"),
    all: flag("every front door with every egress mode, instead of the stack's egress mode"),
    json: flag("the comparison as JSON"),
    html: path("FILE", "also writes a page with a chart; implies --all"),
    svg: path("FILE", "also writes a chart of the front doors, each with the egress of the stack"),
    "svg-all": path("FILE", "also writes a chart of every design; implies --all"),
  },
} as const;

/** `npm run compare`: prints the comparison and returns the exit code. */
export const main = (argv: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand(terminal, async () => {
    const { values } = readOptions(argv, LINE);
    if (values.help) return renderHelp(LINE);
    const settings = readStackSettings(ROOT, values.stack);
    const mode = egressModeOf(settings.sections);
    const isAll = values.all || values.html !== undefined || values["svg-all"] !== undefined;
    const designs = planDesigns(FRONT_DOORS, isAll ? EGRESS_MODES : [mode]);
    const comparison = await timed(logToTerminal, `Planning ${designs.length} designs`, (tell) =>
      compareDesigns(settings, designs, mode.title, tell),
    );
    if (values.html !== undefined) writeFileSync(values.html, renderComparisonPage(comparison));
    const { region, egress, designs: compared } = comparison;
    if (values.svg !== undefined) {
      writeFileSync(values.svg, renderChart(onePerFrontDoor(compared, egress), region));
    }
    if (values["svg-all"] !== undefined) {
      writeFileSync(values["svg-all"], renderChart(compared, region));
    }
    return values.json
      ? JSON.stringify(comparison, null, 2)
      : renderComparison(comparison, terminal.styles);
  });

/** Runs the program once for each design: about ten seconds for all of them. */
async function compareDesigns(
  settings: StackSettings,
  designs: ReturnType<typeof planDesigns>,
  egress: string,
  tell: (howFar: string) => void,
): Promise<Comparison> {
  const planned = [];
  for (const design of designs) {
    const { sections } = design;
    const resources = await planProgram(projectName(ROOT), { ...settings, sections });
    planned.push([design, resources] as const);
    tell(`${planned.length} of ${designs.length}`);
  }
  return compare(planned, egress, { region: settings.region, usage: settings.usage as object });
}
