import { getManagedPrefixList } from "@pulumi/aws/ec2/getManagedPrefixList";
import { getServiceQuota } from "@pulumi/aws/servicequotas/getServiceQuota";
import { type Answer, ask } from "../../settings/ask";
import { isPrefixListId } from "./check";

/** A managed prefix list: the account's own, shared, or AWS's. */
export interface PrefixList {
  readonly name: string;
  readonly addressFamily: string;
  /** Number of security group rules that it counts as. */
  readonly weight: number;
}

/** Clients of the configuration, as looked up in AWS. */
export interface ClientFacts {
  /** Prefix lists by id. */
  readonly prefixLists: Readonly<Record<string, Answer<PrefixList>>>;
  /** Quota of inbound rules for each security group. */
  readonly mostRules: number;
}

/** Used if the account has the default quota, or the quota cannot be read. */
const DEFAULT_MOST_RULES = 60;

/** Looks up all prefix lists among the clients, and the quota of rules, in parallel. */
export async function askClients(allowFrom: readonly string[]): Promise<ClientFacts> {
  const ids = [...new Set(allowFrom.filter(isPrefixListId))];
  const [lists, quota] = await Promise.all([
    Promise.all(ids.map(async (id) => [id, await ask(() => prefixList(id))] as const)),
    ask(() => getServiceQuota({ serviceCode: "vpc", quotaCode: "L-0EA8095F" })),
  ]);
  const mostRules = "value" in quota ? quota.value.value : DEFAULT_MOST_RULES;
  return { prefixLists: Object.fromEntries(lists), mostRules };
}

async function prefixList(id: string): Promise<PrefixList> {
  const { name, addressFamily, maxEntries } = await getManagedPrefixList({ id });
  return { name, addressFamily, weight: maxEntries || awsWeight(name) };
}

/**
 * docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html; AWS reports no maxEntries for
 * these.
 */
const AWS_WEIGHTS: Readonly<Record<string, number>> = {
  "cloudfront.origin-facing": 55,
  "route53-healthchecks": 25,
  "vpc-lattice": 10,
  s3express: 6,
  groundstation: 5,
  "ec2-instance-connect": 2,
};

const awsWeight = (name: string): number =>
  Object.entries(AWS_WEIGHTS).find(([list]) => name.endsWith(`.${list}`))?.[1] ?? 1;
