import { regionOf } from "../model/regions";
import { ACCOUNT_ID } from "../model/shared";
import { UNKNOWN } from "../model/values";

/** The id of the account that a provider instance works in: that of the last role that it assumes. */
export function configuredAccount(settings: ReadonlyMap<string, unknown>): string {
  const roles = settings.get("assumeRoles") ?? [];
  const list = (typeof roles === "string" ? JSON.parse(roles) : roles) as { roleArn?: string }[];
  return /^arn:[^:]+:iam::(\d{12}):/.exec(list.at(-1)?.roleArn ?? "")?.[1] ?? ACCOUNT_ID;
}

const DEFAULT_REGION = "us-east-1";

/** Settings of the AWS provider that would change what resources look like, and are not modelled. */
const refused = ["defaultTags", "ignoreTags"];

/**
 * The region that a provider instance works in, by its settings (`aws:region` and so on, without the
 * prefix). Endpoints and credentials mean nothing here but for `configuredAccount`.
 */
export function configuredRegion(settings: ReadonlyMap<string, unknown>): string {
  const found = refused.find((setting) => settings.get(setting) !== undefined);
  if (found) {
    throw new Error(
      `the AWS provider's setting ${found} is not modelled by the simulator: take it out, or add it to simulator/provider/configuration.ts`,
    );
  }
  const region = settings.get("region");
  const name = typeof region === "string" && region !== UNKNOWN ? region : DEFAULT_REGION;
  regionOf(name);
  return name;
}
