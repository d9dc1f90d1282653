import { writeFileSync } from "node:fs";
import { type Terminal, runCommand } from "../shared/terminal";
import { logToTerminal, timed } from "../shared/progress";
import { HELP, readDrillArguments } from "./arguments";
import { Drill, type Drilled, frontDoorOf } from "./drill";
import { prepareMachine } from "./lab/requirements";
import { obtainVegeta } from "./load/obtain-vegeta";
import { liveProgress } from "./progress";
import { renderDrillPage } from "./report/page";
import { renderTimeline } from "./report/timeline";
import { renderOutcomes } from "./report/table";
import { openStack } from "./stack";

const MISSED = 3;

/** `npm run drill`: runs rehearsals, prints the outcomes, and returns the exit code. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let missed = false;
  const code = await runCommand(terminal, async () => {
    const request = readDrillArguments(argv);
    if (request.help) return HELP;
    await prepareMachine();
    const vegeta = await obtainVegeta(logToTerminal);
    const stack = await openStack(request.stack, request.config, logToTerminal);
    const watch = liveProgress();
    try {
      frontDoorOf(stack.sections);
      const drill = await timed(logToTerminal, "Building the data plane", () =>
        Drill.open({ ...request, ...stack, vegeta, watch }),
      );
      try {
        const drilled = await runAll(drill, request.scenarios, terminal);
        missed = drilled.some(({ outcome }) => !outcome.met);
        const outcomes = drilled.map(({ outcome }) => outcome);
        const { html, svg } = request;
        const date = new Date().toISOString().slice(0, 10);
        if (html !== undefined) writeFileSync(html, renderDrillPage(drilled, { ...request, date }));
        if (svg !== undefined && drilled[0]) writeFileSync(svg, renderTimeline(drilled[0]));
        return request.json ? JSON.stringify(outcomes, null, 2) : renderOutcomes(outcomes);
      } finally {
        await drill.close();
      }
    } finally {
      watch.end();
      await stack.close();
    }
  });
  return code === 0 && missed ? MISSED : code;
}

async function runAll(
  drill: Drill,
  scenarios: readonly string[],
  { err }: Terminal,
): Promise<Drilled[]> {
  const drilled: Drilled[] = [];
  for (const scenario of scenarios) {
    const reason = drill.obstacle(scenario);
    if (reason === undefined) drilled.push(await drill.run(scenario));
    else err(`${scenario}: skipped, ${reason}\n`);
  }
  return drilled;
}
