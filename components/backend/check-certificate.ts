import type { Problem } from "../settings/problem";
import { backendProblem } from "./problems";

/** Region and account of a load balancer. */
export interface Place {
  readonly region: string;
  /** Id of the AWS account, if known. */
  readonly accountId?: string | undefined;
}

/**
 * Finds a certificate of another region or account, which a load balancer cannot use. See
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html
 */
export function validateCertificate(path: string, arn: string, place: Place): Problem[] {
  const { region, accountId } = place;
  const [, , service, ofRegion = "", ofAccount = ""] = arn.split(":");
  const at = { path, given: arn };
  if (service !== "acm") return [];
  if (ofRegion !== region) {
    return [backendProblem("certificate-of-other-region", at, { region, ofRegion })];
  }
  return accountId === undefined || ofAccount === accountId
    ? []
    : [backendProblem("certificate-of-other-account", at, { region, accountId, ofAccount })];
}
