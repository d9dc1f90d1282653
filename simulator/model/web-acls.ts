import { randomUUID } from "node:crypto";
import type { AccountView } from "./account-view";
import { AwsError } from "./errors";
import type { Stored } from "./resource";
import { arn, oneOf, region, tags } from "./shared";
import { LOAD_BALANCER, WEB_ACL, WEB_ACL_ASSOCIATION } from "./tokens";
import type { Context, ResourceType } from "./type";
import { text } from "./values";

/*
 * Web ACLs of WAFv2, without what their rules do. Codes of refusals:
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html
 */

const MISSING = [
  "WAFNonexistentItemException",
  "AWS WAF couldn\u2019t perform the operation because your resource doesn\u2019t exist.",
] as const;

const invalid = (field: string, value: string): AwsError =>
  new AwsError(
    "WAFInvalidParameterException",
    `Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: ${field}, parameter: ${value}`,
  );

/** The association that a load balancer has, of which there is one at most. */
const associationOf = (account: AccountView, resourceArn: string): Stored | undefined =>
  account.all(WEB_ACL_ASSOCIATION).find(({ inputs }) => inputs["resourceArn"] === resourceArn);

const webAcl: ResourceType = {
  noun: "WAFv2 WebACL",
  operations: {
    create: "WAFV2: CreateWebACL",
    update: "WAFV2: UpdateWebACL",
    remove: "WAFV2: DeleteWebACL",
  },
  missing: () => MISSING,
  autoName: 128,
  id: () => randomUUID(),
  inputs: {
    name: { replaces: true },
    scope: { required: true, replaces: true, check: oneOf("REGIONAL", "CLOUDFRONT") },
    defaultAction: { required: true },
    visibilityConfig: { required: true },
    description: { replaces: true },
    rules: { unordered: true },
    region,
    tags,
  },
  computed: {
    arn: arn("wafv2", ({ id, inputs }) => {
      const scope = inputs["scope"] === "REGIONAL" ? "regional" : "global";
      return `${scope}/webacl/${text(inputs["name"])}/${id}`;
    }),
    capacity: 0,
    applicationIntegrationUrl: "",
    lockToken: () => randomUUID(),
    namePrefix: "",
  },
  checkRemoval: ({ account, outputs }) => {
    const users = account
      .all(WEB_ACL_ASSOCIATION)
      .filter(({ inputs }) => inputs["webAclArn"] === outputs["arn"]);
    if (users.length === 0) return;
    throw new AwsError(
      "WAFAssociatedItemException",
      "AWS WAF couldn\u2019t perform the operation because your resource is being used by another resource or it\u2019s associated with another resource.",
    );
  },
};

function checkAssociation({ account, inputs, region: place }: Context): void {
  const [resourceArn, webAclArn] = [text(inputs["resourceArn"]), text(inputs["webAclArn"])];
  if (!resourceArn.includes(":loadbalancer/app/")) throw invalid("RESOURCE_ARN", resourceArn);
  if (!webAclArn.includes(":regional/webacl/")) throw invalid("WEB_ACL_ARN", webAclArn);
  const found = account.all(WEB_ACL, place).find(({ outputs }) => outputs["arn"] === webAclArn);
  if (!found) throw new AwsError(...MISSING);
}

/** Another web ACL of the same load balancer takes the place of the one that it has. */
const association: ResourceType = {
  noun: "WAFv2 WebACL Association",
  operations: {
    create: "WAFV2: AssociateWebACL",
    update: "WAFV2: AssociateWebACL",
    remove: "WAFV2: DisassociateWebACL",
  },
  missing: () => MISSING,
  id: ({ inputs }) => `${text(inputs["webAclArn"])},${text(inputs["resourceArn"])}`,
  // AWS reads and deletes it by the load balancer, whichever web ACL that has by then.
  importId: (id, account) => associationOf(account, id.split(",")[1] ?? "")?.id,
  inputs: {
    resourceArn: { required: true, replaces: true, refersTo: LOAD_BALANCER, bond: "follows" },
    webAclArn: { required: true, replaces: true },
    region,
  },
  computed: {},
  check: checkAssociation,
  displaces: ({ account, id, inputs }) => {
    const before = associationOf(account, text(inputs["resourceArn"]));
    return before && before.id !== id ? [before] : [];
  },
};

export const webAclTypes: Record<string, ResourceType> = {
  [WEB_ACL]: webAcl,
  [WEB_ACL_ASSOCIATION]: association,
};
