import type { Account } from "../account";
import { AwsError } from "../errors";
import { ACCOUNT_ID } from "../model/shared";
import { NAT_GATEWAY, VPC_PEERING } from "../model/tokens";
import type { Stored } from "../store";
import { list, objects, text, texts } from "../values";
import { type Action, HERE } from "./call";

interface Tagged {
  readonly arn: string;
  readonly tags: Record<string, string>;
}

/** The region in which this API has the resources of no region. */
const HOME_OF_GLOBAL = "us-east-1";

/** The resources of a region that have tags; those of IAM are no part of this API. */
const taggedResources = (account: Account, region: string): Tagged[] =>
  account
    .everything()
    .filter(
      (resource) =>
        resource.region === region ||
        (resource.region === "global" &&
          region === HOME_OF_GLOBAL &&
          !resource.type.startsWith("aws:iam/")),
    )
    .map((resource) => ({ arn: arnOf(resource), tags: account.tagsOf(resource) }))
    .filter(({ arn, tags }) => arn !== "" && Object.keys(tags).length > 0);

/** The AWS provider gives most resources an ARN as output. These are the others. */
const ARN_BY_TYPE: Readonly<Record<string, string>> = {
  [NAT_GATEWAY]: "natgateway",
  [VPC_PEERING]: "vpc-peering-connection",
};

const arnOf = ({ type, id, region, outputs }: Stored): string =>
  type in ARN_BY_TYPE
    ? `arn:aws:ec2:${region}:${ACCOUNT_ID}:${ARN_BY_TYPE[type]}/${id}`
    : text(outputs["arn"]);

/** Whether an ARN is of a type such as `ec2` or `ec2:elastic-ip`. */
function isOfType(arn: string, type: string): boolean {
  const [, , service, , , resource = ""] = arn.split(":");
  return type === service || type === `${service}:${resource.split("/")[0]}`;
}

/** Resource Groups Tagging API: GetResources. */
export const getResources: Action = ({ account, region, body }) => {
  const { PaginationToken: token, ResourcesPerPage: perPage = 50, ...rest } = body;
  const known = ["TagFilters", "ResourceTypeFilters"];
  const unknown = Object.keys(rest).find((key) => !known.includes(key));
  if (unknown) {
    throw new AwsError(
      "InvalidParameterException",
      `${unknown} is not modelled: add it to ${HERE}`,
    );
  }
  const size = Number(perPage);
  if (!Number.isInteger(size) || size < 1 || size > 100) {
    throw new AwsError("InvalidParameterException", "ResourcesPerPage must be between 1 and 100");
  }
  const types = texts(body["ResourceTypeFilters"]);
  const found = taggedResources(account, region)
    .filter(({ arn }) => types.length === 0 || types.some((type) => isOfType(arn, type)))
    .filter(({ tags }) =>
      objects(body["TagFilters"]).every(({ Key: key, Values: values }) => {
        const value = tags[text(key)];
        return value !== undefined && (list(values).length === 0 || list(values).includes(value));
      }),
    )
    .sort((a, b) => (a.arn < b.arn ? -1 : 1));
  // The token is the last ARN of the page before, so that resources made in between shift nothing.
  const after = Buffer.from(text(token), "base64").toString();
  const left = found.filter(({ arn }) => arn > after);
  const page = left.slice(0, size);
  const next = left.length > size ? (page.at(-1)?.arn ?? "") : "";
  return {
    PaginationToken: Buffer.from(next).toString("base64"),
    ResourceTagMappingList: page.map(({ arn, tags }) => ({
      ResourceARN: arn,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
};
