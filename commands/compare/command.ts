import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { logToTerminal, timed } from "../shared/progress";
import { projectName } from "../local/stacks";
import { onePerFrontDoor, renderChart } from "./chart";
import { type Comparison, compare } from "./compare";
import { renderComparisonPage } from "./comparison-page";
import { planDesigns } from "./designs";
import { renderComparison } from "./render-comparison";
import { flag, path, readOptions, renderHelp, textOr } from "../shared/options";
import { planProgram } from "../shared/plan-program";
import { readStackSettings } from "../../stack/stack-settings";
import { type Terminal, runCommand } from "../shared/terminal";

const ROOT = dirname(dirname(__dirname));

const LINE = {
  about: "npm run compare [-- options]: every front door with every way out, for the same load",
  options: {
    stack: textOr("dev", "NAME", "takes region and usage from Pulumi.NAME.yaml"),
    json: flag("the comparison as JSON"),
    html: path("FILE", "also writes a page with a chart"),
    svg: path("FILE", "also writes a chart of the front doors, each with the default egress"),
    "svg-all": path("FILE", "also writes a chart of every design"),
  },
} as const;

/** `npm run compare`: prints the comparison, and answers the exit code. */
export const main = (argv: readonly string[], terminal: Terminal): Promise<number> =>
  runCommand(terminal, async () => {
    const { values } = readOptions(argv, LINE);
    if (values.help) return renderHelp(LINE);
    const designs = planDesigns();
    const comparison = await timed(logToTerminal, `Planning ${designs.length} designs`, (tell) =>
      compareDesigns(values.stack, designs, tell),
    );
    if (values.html !== undefined) writeFileSync(values.html, renderComparisonPage(comparison));
    const { region, designs: compared } = comparison;
    if (values.svg !== undefined) {
      writeFileSync(values.svg, renderChart(onePerFrontDoor(compared), region));
    }
    if (values["svg-all"] !== undefined) {
      writeFileSync(values["svg-all"], renderChart(compared, region));
    }
    return values.json
      ? JSON.stringify(comparison, null, 2)
      : renderComparison(comparison, terminal.styles.heading);
  });

/** Runs the program once for each design: about ten seconds in all. */
async function compareDesigns(
  stack: string,
  designs: ReturnType<typeof planDesigns>,
  tell: (howFar: string) => void,
): Promise<Comparison> {
  const settings = readStackSettings(ROOT, stack);
  const planned = [];
  for (const design of designs) {
    const { sections } = design;
    const resources = await planProgram(projectName(ROOT), { ...settings, sections });
    planned.push([design, resources] as const);
    tell(`${planned.length} of ${designs.length}`);
  }
  return compare(planned, { region: settings.region, usage: settings.usage as object });
}
