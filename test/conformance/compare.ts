import type { Case, Difference, Outcome } from "./case";
import { runCase } from "./run-case";
import type { World } from "./world";

/** Actions that an endpoint does not support. */
export const LACKING = {
  moto: [
    "ec2:GetIpamPoolAllocations",
    "ec2:GetIpamPoolCidrs",
    "ec2:EnableImageDeprecation",
    "ec2:DisableImageDeprecation",
    "ec2:EnableImageDeregistrationProtection",
    "ec2:DisableImageDeregistrationProtection",
    "autoscaling:StartInstanceRefresh",
    "autoscaling:DescribeInstanceRefreshes",
    "autoscaling:RollbackInstanceRefresh",
    "autoscaling:CancelInstanceRefresh",
    "autoscaling:CompleteLifecycleAction",
  ],
  simulator: [
    "fis:CreateExperimentTemplate",
    "fis:DeleteExperimentTemplate",
    "fis:StartExperiment",
    "fis:GetExperiment",
    "fis:StopExperiment",
  ],
} as const;

/** Endpoints in the table, besides AWS's documents. */
export type Simulation = keyof typeof LACKING;

export const lacks = (simulation: Simulation, action: string): boolean =>
  (LACKING[simulation] as readonly string[]).includes(action);

/** The expected outcome of an endpoint: AWS's, or an explained difference. */
export function wanted({ answer, after }: Case, difference?: Difference): Outcome {
  return { answer: difference?.answer ?? answer, after: difference?.after ?? after };
}

const render = (outcome: Outcome): string =>
  "lacks" in outcome
    ? `nothing (${outcome.lacks})`
    : outcome.after === undefined
      ? outcome.answer
      : `${outcome.answer}, then ${outcome.after}`;

/** The problem of a case's outcome; undefined if it is as expected. */
export function problemOf(
  one: Case,
  outcome: Outcome,
  difference?: Difference,
): string | undefined {
  const [got, want] = [render(outcome), render(wanted(one, difference))];
  return got === want ? undefined : `${one.action}, ${one.before}: got ${got}; want ${want}`;
}

/** Runs cases one after the other; returns the problems. */
export async function problemsIn(
  world: World,
  cases: readonly Case[],
  differenceOf: (one: Case) => Difference | undefined,
): Promise<string[]> {
  const problems: string[] = [];
  for (const one of cases) {
    const problem = problemOf(one, await runCase(world, one), differenceOf(one));
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}
