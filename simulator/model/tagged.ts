import type { AccountView } from "./account-view";
import type { Stored } from "./resource";
import { type Values, objects, text, texts } from "./values";
import { ACCOUNT_ID } from "./shared";
import { NAT_GATEWAY, VPC_PEERING } from "./tokens";
import type { Call } from "./lookup";
import { partitionOf } from "./partitions";

/** A resource in the tagging API. */
interface Tagged {
  readonly arn: string;
  readonly tags: Record<string, string>;
}

/** The requested resources; a filter without values matches any value of its tag. */
interface TagQuery {
  /** Such as `ec2` or `ec2:elastic-ip`; none means all. */
  readonly types: readonly string[];
  readonly filters: readonly { readonly key: string; readonly values: readonly string[] }[];
}

/** The region in which the tagging API has global resources. */
const homeOf = (type: string): string =>
  type.startsWith("aws:globalaccelerator/") ? "us-west-2" : "us-east-1";

/** The AWS provider gives most resources an ARN as output. These are the others. */
const ARN_BY_TYPE: Readonly<Record<string, string>> = {
  [NAT_GATEWAY]: "natgateway",
  [VPC_PEERING]: "vpc-peering-connection",
};

const arnOf = ({ type, id, region, outputs }: Stored): string =>
  type in ARN_BY_TYPE
    ? `arn:${partitionOf(region)}:ec2:${region}:${ACCOUNT_ID}:${ARN_BY_TYPE[type]}/${id}`
    : text(outputs["arn"]);

function isOfType(arn: string, type: string): boolean {
  const [, , service, , , resource = ""] = arn.split(":");
  return type === service || type === `${service}:${resource.split("/")[0]}`;
}

/** The tagged resources of a region, by their ARNs; the tagging API does not cover IAM. */
export function findTagged(
  account: AccountView,
  region: string,
  { types, filters }: TagQuery,
): Tagged[] {
  return account
    .everything()
    .filter(
      (resource) =>
        resource.region === region ||
        (resource.region === "global" &&
          region === homeOf(resource.type) &&
          !resource.type.startsWith("aws:iam/")),
    )
    .map((resource) => ({ arn: arnOf(resource), tags: account.tagsOf(resource) }))
    .filter(({ arn, tags }) => arn !== "" && Object.keys(tags).length > 0)
    .filter(({ arn }) => types.length === 0 || types.some((type) => isOfType(arn, type)))
    .filter(({ tags }) =>
      filters.every(({ key, values }) => {
        const value = tags[key];
        return value !== undefined && (values.length === 0 || values.includes(value));
      }),
    )
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

/** The tagging API as a lookup. */
export function getResources({ account, region, inputs }: Call): Values {
  const found = findTagged(account, region, {
    types: texts(inputs["resourceTypeFilters"]),
    filters: objects(inputs["tagFilters"]).map(({ key, values }) => ({
      key: text(key),
      values: texts(values),
    })),
  });
  return {
    id: region,
    resourceTagMappingLists: found.map(({ arn, tags }) => ({
      resourceArn: arn,
      tags,
      complianceDetails: [],
    })),
  };
}
