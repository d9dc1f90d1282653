import { AwsError } from "../model/errors";
import { findTagged } from "../model/tagged";
import { objects, text, texts } from "../model/values";
import { type Action, API_FOLDER } from "./call";

/** Resource Groups Tagging API: GetResources. */
export const getResources: Action = ({ account, region, body }) => {
  const { PaginationToken: token, ResourcesPerPage: perPage = 50, ...rest } = body;
  const known = ["TagFilters", "ResourceTypeFilters"];
  const unknown = Object.keys(rest).find((key) => !known.includes(key));
  if (unknown) {
    throw new AwsError(
      "InvalidParameterException",
      `${unknown} is not modelled: add it to ${API_FOLDER}`,
    );
  }
  const size = Number(perPage);
  if (!Number.isInteger(size) || size < 1 || size > 100) {
    throw new AwsError("InvalidParameterException", "ResourcesPerPage must be between 1 and 100");
  }
  const found = findTagged(account, region, {
    types: texts(body["ResourceTypeFilters"]),
    filters: objects(body["TagFilters"]).map(({ Key: key, Values: values }) => ({
      key: text(key),
      values: texts(values),
    })),
  });
  // The token is the last ARN of the page before, so that new resources do not shift the pages.
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
