import type { Fault } from "./fault";

const ALL_GUARDED =
  "ec2:AssociateAddress, ec2:DisassociateAddress, ec2:ReleaseAddress, ec2:CreateRoute, ec2:ReplaceRoute, ec2:DeleteRoute, ec2:AssociateRouteTable, ec2:ReplaceRouteTableAssociation";

/** A statement that allows everything, in other words, and the actions that it is refused for. */
function unlimited(title: string, statement: object, actions = "ec2:AssociateAddress"): Fault {
  return {
    title,
    policy: "aws-iam-policy-disallow-wildcard-resource",
    plant: (plan) =>
      plan.set("may-claim", {
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", ...statement }],
        }),
      }),
    messages: [`may-claim should allow ${actions} on named resources only, got *; name them`],
  };
}

const ASSOCIATE = { Action: "ec2:AssociateAddress", Resource: "*" };
const OWN = { "aws:ResourceTag/proxy": "a" };

/** Statements in which the omitted parts matter. */
export const UNLIMITED: readonly Fault[] = [
  unlimited(
    "a role may do everything but a few actions",
    { NotAction: ["iam:*", "organizations:*"], Resource: "*" },
    `${ALL_GUARDED}, route53:ChangeResourceRecordSets`,
  ),
  unlimited("a role may take any address but one", {
    Action: "ec2:AssociateAddress",
    NotResource: "arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-1",
  }),
  unlimited(
    "a role may do everything in EC2, if it comes by TLS",
    { Action: "ec2:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } },
    ALL_GUARDED,
  ),
  unlimited("a role may take any address from some addresses", {
    ...ASSOCIATE,
    Condition: { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } },
  }),
  unlimited("a role may take any address that has no tag, or the right one", {
    ...ASSOCIATE,
    Condition: { StringEqualsIfExists: OWN },
  }),
  unlimited("a role may take any address with a tag of any value", {
    ...ASSOCIATE,
    Condition: { StringLike: { "aws:ResourceTag/proxy": "*" } },
  }),
];
