import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { Config } from "./config";
import { askNlb } from "../front-door/nlb/nlb-facts";
import { type ParsedConfig, parseConfig } from "./parse-config";
import { PROBLEMS_FILE, type Problem, renderProblems } from "../settings/problem";
import { checkQuotas } from "../quotas/check-quotas";
import { reportChecks } from "./checks";
import { type RegionFacts, askRegion } from "./facts";
import { resolveConfig } from "./resolve-config";
import { needsOf, standingOf } from "./stack-needs";

/**
 * Reads the configuration of the stack. No other code reads it, or the names of project and stack. Looks up the
 * zones, services and addresses that it names in AWS.
 *
 * @throws {pulumi.RunError} with all problems, if there are any, before anything is registered
 */
export async function readConfig(): Promise<Config> {
  const stackTag = `${pulumi.getProject()}/${pulumi.getStack()}`;
  const parsed = parseConfig(pulumi.runtime.allConfig(), isSecret);
  const { config, problems, facts } = await askAndResolve(parsed, stackTag);
  if (problems.length > 0) await reportChecks(facts, [], { problems, notices: [] });
  stopOn(problems);
  const quotas = await checkQuotas(needsOf(parsed, config!), standingOf(facts, config!.region), {
    region: config!.region,
    profile: config!.credentials.profile,
    stackTag,
  });
  const { addresses } = config!;
  const notices = [...addresses.notices, ...quotas.notices];
  await reportChecks(facts, quotas.checked, { problems: quotas.problems, notices });
  stopOn(quotas.problems);
  return { ...config!, addresses: { ...addresses, notices } };
}

async function askAndResolve(parsed: ParsedConfig, stackTag: string) {
  const facts: RegionFacts =
    parsed.region === undefined
      ? { endpoints: [], adopted: [] }
      : await askRegion(parsed, stackTag);
  const resolved = resolveConfig(parsed, facts, stackTag);
  // The remedy has a command with the ids of the NLB. No other problem needs them.
  const isRemoved = resolved.problems.some(({ code }) => code === "nlb-zone-removed");
  if (!isRemoved) return { ...resolved, facts };
  const known = { ...facts, nlb: await askNlb(stackTag) };
  return { ...resolveConfig(parsed, known, stackTag), facts };
}

/**
 * Ends the program without a stack trace if there are problems. If `PROBLEMS_FILE` is set, also writes them there as
 * data.
 *
 * @throws {pulumi.RunError} with the text of all of them
 */
export function stopOn(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const report = process.env[PROBLEMS_FILE];
  if (report !== undefined) writeFileSync(report, JSON.stringify(problems));
  // A local run with --config-file sets this variable: the engine does not pass the path to programs.
  const file = process.env["HOLDFAST_CONFIG_FILE"] ?? `Pulumi.${pulumi.getStack()}.yaml`;
  throw new pulumi.RunError(renderProblems(problems, file));
}

/** The SDK knows which keys are secret, but its types do not include this function. */
function isSecret(key: string): boolean {
  return (pulumi.runtime as unknown as { isConfigSecret(key: string): boolean }).isConfigSecret(
    key,
  );
}
