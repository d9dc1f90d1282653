import { regionOf } from "../model/regions";
import { UNKNOWN } from "../model/values";

const DEFAULT_REGION = "us-east-1";

/** Settings of the AWS provider that would change what resources look like, and are not modelled. */
const refused = ["defaultTags", "ignoreTags"];

/**
 * The region that a provider instance works in, by its settings (`aws:region` and so on, without the
 * prefix). Settings about credentials and endpoints mean nothing here.
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
