import { typeOf } from "../model";
import { hasTags } from "../model/inputs";
import { regionOf } from "../model/partitions";
import { ACCOUNT_ID } from "../model/shared";
import { UNKNOWN, type Value, type Values, isObject, object } from "../model/values";

/** The account id of a provider instance: that of the last assumed role. */
export function configuredAccount(settings: ReadonlyMap<string, unknown>): string {
  const roles = settings.get("assumeRoles") ?? [];
  const list = (typeof roles === "string" ? JSON.parse(roles) : roles) as { roleArn?: string }[];
  return /^arn:[^:]+:iam::(\d{12}):/.exec(list.at(-1)?.roleArn ?? "")?.[1] ?? ACCOUNT_ID;
}

/**
 * The inputs with all their tags in AWS, `tagsAll`: the resource's own, and the default tags of a provider
 * instance. Default tags do not apply to auto scaling groups and resources of launch templates.
 */
export function withDefaultTags(
  type: string,
  inputs: Values,
  settings: ReadonlyMap<string, unknown>,
): Values {
  const given = settings.get("defaultTags");
  const { tags } = object(
    typeof given === "string" ? (JSON.parse(given) as Value) : (given as Value),
  );
  if (!isObject(tags) || !hasTags(typeOf(type))) return inputs;
  return { ...inputs, tagsAll: { ...tags, ...object(inputs["tags"]) } };
}

const DEFAULT_REGION = "us-east-1";

/** Settings of the AWS provider that would change resources and are not modelled. */
const refused = ["ignoreTags"];

/**
 * The region of a provider instance, by its settings (`aws:region` and so on, without the prefix). Endpoints
 * and credentials are only used by `configuredAccount`.
 */
export function configuredRegion(settings: ReadonlyMap<string, unknown>): string {
  const found = refused.find((setting) => settings.get(setting) !== undefined);
  if (found) {
    throw new Error(
      `the AWS provider's setting ${found} is not modelled by the simulator: remove it, or add it to simulator/provider/configuration.ts`,
    );
  }
  const region = settings.get("region");
  const name = typeof region === "string" && region !== UNKNOWN ? region : DEFAULT_REGION;
  regionOf(name);
  return name;
}
