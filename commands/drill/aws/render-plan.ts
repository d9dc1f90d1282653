import type { RehearsalPlan } from "./scenarios";
import type { AwsStack } from "./stack";
import { USD_PER_ACTION_MINUTE, actionMinutes } from "./template";

/** The experiment and its role as text, with its cost and unmet prerequisites. */
export function renderPlan(
  { template, rolePolicy, trustPolicy, title, blockers }: RehearsalPlan,
  { account, region }: AwsStack,
): string {
  const minutes = actionMinutes(template);
  const usd = (minutes * USD_PER_ACTION_MINUTE).toFixed(2);
  const section = (heading: string, document: unknown): string =>
    `${heading}\n${JSON.stringify(document, null, 2)}\n`;
  return [
    `${template.description}, in account ${account}, ${region}`,
    `${title}: ${minutes} action-minutes at USD ${USD_PER_ACTION_MINUTE.toFixed(2)} are USD ${usd}\n`,
    section("Experiment (aws fis create-experiment-template --cli-input-json)", template),
    section(`Trust policy of ${template.roleArn}`, trustPolicy),
    section("Permissions of that role", rolePolicy),
    ...(blockers.length > 0
      ? ["The experiment cannot be started yet:", ...blockers.map((blocker) => `  ${blocker}`)]
      : []),
  ].join("\n");
}
