import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { type Terminal, runCommand } from "../../shared/terminal";
import { type Log, logToTerminal } from "../../shared/progress";
import { pulumiCli } from "../../recover/pulumi-cli";
import { type AwsDrillRequest, HELP, readAwsArguments } from "./arguments";
import { Fis } from "./fis";
import { renderPlan } from "./render-plan";
import { outcomeOf, renderOutcome } from "./report";
import { type Timing, rehearse } from "./run";
import { type RehearsalPlan, planRehearsal } from "./scenarios";
import { type AwsStack, readAwsStack } from "./stack";

const NOT_CARRIED_OUT = 3;

interface CommandContext {
  /** The user's answer; undefined without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly pace?: Timing | undefined;
  /** @default - a line of progress at the terminal */
  readonly log?: Log | undefined;
}

/** `npm run drill:aws`: prints or runs a rehearsal on AWS, and returns the exit code. */
export async function main(
  argv: readonly string[],
  terminal: Terminal,
  surroundings: CommandContext = { ask: process.stdin.isTTY ? askPerson : undefined },
): Promise<number> {
  let carriedOut = true;
  const code = await runCommand(terminal, async () => {
    const request = readAwsArguments(argv);
    if (request === "help") return HELP;
    const stack = readAwsStack(await exported(request.source));
    const plan = planRehearsal(stack, request);
    if (!request.run) {
      if (request.json) return JSON.stringify(plan, null, 2);
      return `${renderPlan(plan, stack)}\nAWS was not called. --run starts the experiment.`;
    }
    const outcome = await carryOut(plan, stack, request, terminal, surroundings);
    carriedOut = outcome.experiment.startsWith("completed");
    return request.json ? JSON.stringify(outcome, null, 2) : renderOutcome(outcome);
  });
  return code === 0 && !carriedOut ? NOT_CARRIED_OUT : code;
}

async function exported(source: AwsDrillRequest["source"]): Promise<unknown> {
  const text =
    "file" in source
      ? readFileSync(source.file === "-" ? 0 : source.file, "utf8")
      : await pulumiCli(source.stack, { cwd: process.cwd() })("stack", "export");
  return JSON.parse(text);
}

async function carryOut(
  plan: RehearsalPlan,
  stack: AwsStack,
  request: AwsDrillRequest,
  terminal: Terminal,
  { ask, pace, log = logToTerminal }: CommandContext,
) {
  const { confirmedAccount, ratePerSecond } = request;
  const url = request.url ?? (stack.hostname && `https://${stack.hostname}/`);
  const blockers = [
    ...plan.blockers,
    ...(url === undefined ? ["the stack has no public hostname. Set the URL with --url"] : []),
  ];
  if (blockers.length > 0) throw new Error(blockers.join("\n  "));
  const { region, account } = stack;
  const { credentials, sha256 } = new CloudWatchClient({ region }).config;
  const fis = new Fis({ region, credentials, sha256, endpoint: process.env["AWS_ENDPOINT_URL"] });
  const own = await fis.account();
  if (own !== account) {
    throw new Error(
      `the stack is in account ${account}, but the credentials belong to account ${own}`,
    );
  }
  terminal.err(`${renderPlan(plan, stack)}\n`);
  const typed =
    confirmedAccount ??
    (await ask?.(
      `This injects faults into ${stack.tag} in AWS. Type the account id to continue: `,
    ));
  if (typed?.trim() !== account) {
    throw new Error(
      `nothing was started: confirm with the account id, ${account}, typed or with --yes-on-aws`,
    );
  }
  const abort = new AbortController();
  const onSignal = (): void => abort.abort(new Error("interrupted"));
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  try {
    const { samples, faultAt, experiment } = await rehearse({
      fis,
      plan,
      url: url!,
      ratePerSecond,
      log,
      signal: abort.signal,
      pace,
    });
    const { status, reason } = experiment;
    return outcomeOf(samples, {
      frontDoor: stack.frontDoor,
      scenario: plan.scenario,
      title: plan.title,
      ratePerSecond,
      faultAt,
      experiment: reason && status !== "completed" ? `${status}: ${reason}` : status,
    });
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}

async function askPerson(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
