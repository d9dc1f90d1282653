import { wellArchitected } from "../model/frameworks";
import { resourcePolicy, texts } from "../model/policy";
import { allowancesOf } from "../model/statements";
import { GROUP_POLICY, POLICY, ROLE, ROLE_POLICY, USER_POLICY } from "../../stack/types";

export const awsIamPolicyDisallowWildcardResource = resourcePolicy({
  name: "aws-iam-policy-disallow-wildcard-resource",
  displayName: "Permissions to move addresses and routes name resources",
  what:
    "Statements that allow associating addresses or changing routes name resources, or have a condition on them. " +
    "NotAction allows all actions that it does not name, and NotResource all other resources.",
  why: "A machine that may move any address can take another system offline.",
  remedy: "Name the address and the route tables, or limit instances by a condition on a tag.",
  severity: "high",
  framework: wellArchitected("SEC03-BP02", "Grant least privilege access"),
  types: [POLICY, ROLE_POLICY, USER_POLICY, GROUP_POLICY, ROLE],
  settings: {
    actions: texts(
      [
        "ec2:AssociateAddress",
        "ec2:DisassociateAddress",
        "ec2:ReleaseAddress",
        "ec2:CreateRoute",
        "ec2:ReplaceRoute",
        "ec2:DeleteRoute",
        "ec2:AssociateRouteTable",
        "ec2:ReplaceRouteTableAssociation",
        "route53:ChangeResourceRecordSets",
      ],
      "Actions that need named resources.",
    ),
  },
  check: (resource, { actions }) =>
    allowancesOf(resource).flatMap((allowance) => {
      const guarded = actions.filter(allowance.allows);
      const wild = allowance.resources.filter(isWild);
      if (guarded.length === 0 || wild.length === 0 || allowance.isNarrow) return [];
      return [
        `${resource.name} should allow ${guarded.join(", ")} on named resources only, ` +
          `got ${wild.join(", ")}; name them`,
      ];
    }),
});

/** All resources, or all of a kind: `*` and `arn:aws:ec2:*:*:elastic-ip/*`. */
const isWild = (resource: string): boolean => resource === "*" || /[:/]\*$/.test(resource);
