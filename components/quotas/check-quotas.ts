import { getServiceQuota } from "@pulumi/aws/servicequotas/getServiceQuota";
import { type Answer, ask, gist } from "../settings/ask";
import { type Problem, listed } from "../settings/problem";
import { type Growth, growthOf } from "./growth";
import { quotaProblem } from "./problems";
import type { Standing } from "./standing";
import type { StackNeeds } from "./stack-needs";
import type { Usage } from "./usage";

/** Region and credentials of the quotas. */
interface Place {
  readonly region: string;
  /** Profile for the AWS CLI, if the AWS provider is configured with one. */
  readonly profile: string | undefined;
  /** Value of the tag `holdfast:stack`. */
  readonly stackTag: string;
}

interface Asked extends Usage {
  readonly quota: number;
}

/** A quota that an update uses more of. */
export interface CheckedQuota {
  /** What the quota limits, in the plural. */
  readonly what: string;
  /** Number that the update adds. */
  readonly added: number;
  readonly answer: Answer<Asked>;
}

/**
 * Finds quotas that an update would exceed. It looks nothing up if the stack already has everything that it needs. A
 * quota that cannot be read is a warning.
 */
export async function checkQuotas(
  needs: StackNeeds,
  standing: Answer<Standing> | undefined,
  place: Place,
): Promise<{ problems: Problem[]; notices: string[]; checked: CheckedQuota[] }> {
  if (!standing) return { problems: [], notices: [], checked: [] };
  if ("error" in standing) {
    return { problems: [], notices: [unchecked(standing.error, [], place)], checked: [] };
  }
  const all = growthOf(needs, standing.value, place.stackTag);
  const asked = await Promise.all(
    all.map(async (growth) => ({ growth, answer: await ask(() => askQuota(growth)) })),
  );
  const problems = asked.flatMap(({ growth, answer }) =>
    "value" in answer ? validateQuota(growth, answer.value, place) : [],
  );
  const failed = asked.flatMap(({ growth, answer }) =>
    "error" in answer ? [{ growth, error: answer.error }] : [],
  );
  const [first] = failed;
  const lacking = failed.map(({ growth: { added, what } }) => `${what} ${added}`);
  const checked = asked.map(({ growth: { what, added }, answer }) => ({ what, added, answer }));
  return { problems, notices: first ? [unchecked(first.error, lacking, place)] : [], checked };
}

async function askQuota({ serviceCode, quotaCode, usage }: Growth): Promise<Asked> {
  const asked = getServiceQuota({ serviceCode, quotaCode }).then(({ value }) => value);
  const [quota, used] = await Promise.all([asked, usage(asked)]);
  return { quota, ...used };
}

function validateQuota(growth: Growth, asked: Asked, { region, profile }: Place): Problem[] {
  const { quota, used, added } = asked;
  if (added <= 0 || used + added <= quota) return [];
  const { serviceCode, quotaCode, what } = growth;
  const command = [
    "aws service-quotas request-service-quota-increase",
    `--service-code ${serviceCode} --quota-code ${quotaCode} --desired-value ${used + added}`,
    `--region ${region}${profile === undefined ? "" : ` --profile ${profile}`}`,
  ].join(" ");
  const at = { path: "aws:region", given: region };
  return [quotaProblem("quota-exceeded", at, { what, quota, used, added, command })];
}

function unchecked(error: string, lacking: readonly string[], { region }: Place): string {
  const added = lacking.length === 0 ? "" : `. The update adds to its ${listed(lacking, "and")}`;
  return `the quotas of ${region} could not be checked (allow servicequotas:GetServiceQuota and servicequotas:GetAWSDefaultServiceQuota): ${gist(error)}${added}`;
}
