import type * as pulumi from "@pulumi/pulumi";
import { type Place, validateCertificate } from "../../backend/check-certificate";
import { known } from "../../settings/known";
import { partitionOf } from "../../settings/partition";
import type { Problem } from "../../settings/problem";
import { webAlbProblem } from "./problems";

/** What an ALB names by ARN. */
interface NamedByAlb {
  readonly certificateArn?: pulumi.Input<string> | undefined;
  readonly webAclArn?: pulumi.Input<string> | undefined;
}

/**
 * Finds what an ALB cannot have, because it is in another region, partition or account. An ARN of another form is left
 * to the setting's shape.
 *
 * @param path of what has the ARNs, with a dot at its end
 */
export function validateArnsOfAlb(
  { certificateArn, webAclArn }: NamedByAlb,
  place: Place,
  path = "",
): Problem[] {
  const [certificate, webAcl] = [known(certificateArn), known(webAclArn)];
  return [
    ...(certificate === undefined
      ? []
      : validateCertificate(`${path}certificateArn`, certificate, place)),
    ...(webAcl === undefined ? [] : validateWebAcl(`${path}webAclArn`, webAcl, place)),
  ];
}

/** See https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html */
function validateWebAcl(path: string, arn: string, { region, accountId }: Place): Problem[] {
  const [, partition = "", service, ofRegion = "", ofAccount = "", resource = ""] = arn.split(":");
  const at = { path, given: arn };
  if (service !== "wafv2" || !resource.startsWith("regional/")) return [];
  if (ofRegion !== region) {
    return [webAlbProblem("web-acl-of-other-region", at, { of: ofRegion, region })];
  }
  const { id } = partitionOf(region);
  if (partition !== id) {
    return [webAlbProblem("web-acl-of-other-partition", at, { of: partition, own: id, region })];
  }
  return accountId === undefined || ofAccount === accountId
    ? []
    : [webAlbProblem("web-acl-of-other-account", at, { of: ofAccount, own: accountId, region })];
}
