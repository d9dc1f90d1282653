import { setTimeout as sleep } from "node:timers/promises";
import { type Log, timed } from "../../shared/progress";
import type { Experiment, Fis } from "./fis";
import { AwsLoad, type AwsSample } from "./load";
import type { RehearsalPlan } from "./scenarios";

/** Durations, in seconds. */
export interface Timing {
  /** Before the faults are injected. */
  readonly calm: number;
  /** Between two polls of the experiment. */
  readonly poll: number;
  /** Without a failed request, before the stack counts as recovered. */
  readonly quiet: number;
  /** After the end of the experiment, at most. */
  readonly most: number;
}

const TIMING: Timing = { calm: 30, poll: 5, quiet: 60, most: 900 };

interface RunSettings {
  readonly fis: Pick<Fis, "createTemplate" | "deleteTemplate" | "start" | "experiment" | "stop">;
  readonly plan: RehearsalPlan;
  readonly url: string;
  readonly ratePerSecond: number;
  readonly log: Log;
  readonly pace?: Timing | undefined;
  /** Ends the rehearsal early; still removes what it created in AWS. */
  readonly signal?: AbortSignal | undefined;
}

interface ExperimentRun {
  readonly samples: readonly AwsSample[];
  readonly faultAt: number;
  readonly experiment: Experiment;
}

const ENDED = ["completed", "stopped", "failed", "cancelled"];

/**
 * Creates the experiment, starts it, waits until it has ended and requests succeed again, and deletes its
 * template. Stops the experiment and deletes the template in any case.
 *
 * @throws {Error} before anything is created, if requests fail without faults
 */
export async function rehearse(settings: RunSettings): Promise<ExperimentRun> {
  const { fis, plan, url, ratePerSecond, log, pace = TIMING, signal } = settings;
  const load = AwsLoad.start(url, ratePerSecond);
  const pause = (seconds: number) => sleep(seconds * 1000, undefined, signal ? { signal } : {});
  let templateId: string | undefined;
  let experiment: Experiment | undefined;
  try {
    await timed(log, `Measuring ${url} before the faults`, () => pause(pace.calm));
    await load.answered();
    requireHealthy(load.samples, url);
    templateId = await fis.createTemplate(plan.template);
    const faultAt = Date.now();
    experiment = await fis.start(templateId, plan.template.tags);
    log(`Experiment ${experiment.id}: ${plan.title}`);
    await timed(log, `Experiment ${experiment.id}`, async () => {
      while (!ENDED.includes(experiment!.status)) {
        await pause(pace.poll);
        experiment = await fis.experiment(experiment!.id);
      }
    });
    await timed(log, "Waiting until requests succeed", () => waitUntilHealthy(load, pace, pause));
    return { samples: await load.stop(), faultAt, experiment };
  } finally {
    await load.stop();
    if (experiment && !ENDED.includes(experiment.status)) {
      await fis.stop(experiment.id).catch((error: Error) => log(`not stopped: ${error.message}`));
    }
    if (templateId !== undefined) await fis.deleteTemplate(templateId);
  }
}

/** The share of requests that may fail for other reasons, between here and AWS. */
const TOLERATED_FAILURES = 0.02;

function requireHealthy(samples: readonly AwsSample[], url: string): void {
  const failures = samples.filter(({ error }) => error !== "");
  if (samples.length === 0 || failures.length > samples.length * TOLERATED_FAILURES) {
    const first = failures[0]?.error ?? "no answer";
    throw new Error(
      `${failures.length} of ${samples.length} requests to ${url} failed before any fault ` +
        `(${first}): nothing was started. Fix that, or use another URL with --url`,
    );
  }
}

async function waitUntilHealthy(
  load: AwsLoad,
  { quiet, most, poll }: Timing,
  pause: (seconds: number) => Promise<unknown>,
): Promise<void> {
  const deadline = Date.now() + most * 1000;
  const begin = Date.now();
  const lastFailure = () =>
    load.samples
      .filter(({ error }) => error !== "")
      .reduce((last, { at }) => Math.max(last, at), begin);
  while (Date.now() < deadline && Date.now() - lastFailure() < quiet * 1000) {
    await pause(Math.min(poll, quiet));
  }
}
