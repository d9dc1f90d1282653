import { getManagedPrefixList } from "@pulumi/aws/ec2/getManagedPrefixList";
import { getServiceQuota } from "@pulumi/aws/servicequotas/getServiceQuota";
import { type Answer, ask } from "../../settings/ask";
import { isPrefixListId } from "./check";

/** A managed prefix list in the account, or one of AWS's. */
export interface PrefixList {
  readonly name: string;
  readonly addressFamily: string;
  /** Rules that it counts as in a security group. */
  readonly weight: number;
}

/** What AWS says of the clients that a configuration names. */
export interface ClientFacts {
  /** By id. */
  readonly prefixLists: Readonly<Record<string, Answer<PrefixList>>>;
  /** Inbound rules that a security group may have. */
  readonly mostRules: number;
}

/** Unless the account has another quota, or may not ask for it. */
const DEFAULT_MOST_RULES = 60;

/** Asks AWS, all at once, about the prefix lists among clients, and how many rules a group may have. */
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

/** docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html; AWS gives no maxEntries. */
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
