import { closest, listed, problemTexts } from "../settings/problem";

export const configProblem = problemTexts({
  "missing-region": [
    "is missing",
    "choose the region of the addresses: pulumi config set aws:region us-east-1",
  ],
  "not-a-region": ["must be the name of an AWS region", "write a name such as us-east-1"],
  "accelerator-not-in-partition": ({ region }: { region: string }) => [
    `needs Global Accelerator, which AWS does not offer in ${region}`,
    "choose another kind of front door, or a region outside GovCloud and China",
  ],
  "public-zone-not-in-partition": ({ region }: { region: string }) => [
    `is a public hosted zone, but Route 53 supports only private ones in ${region}`,
    "remove it, and create a record for the addresses in a zone outside GovCloud",
  ],
  "traffic-policy-not-in-partition": ({ region }: { region: string }) => [
    `needs traffic policies, which Route 53 does not offer in ${region}`,
    "write multivalue or weighted",
  ],
  "zone-for-region": ({ region }: { region: string }) => [
    "is an availability zone, but must be a region",
    `write ${region}`,
  ],
  "region-changed": (
    { from, addresses, vpcs }: { from: string; addresses: readonly string[]; vpcs: number },
    given,
  ) => [
    `would change the region from ${from}, where this stack has ${listed(holdings(addresses, vpcs), "and")}. AWS cannot move these, so the update would replace everything`,
    `write ${from}; for ${String(given)}, (1) create another stack: pulumi stack init, with its own settings file; (2) when its addresses are on all allow-lists and clients use it, run \`pulumi destroy\` on this one`,
  ],
  "unknown-section": ({ section, known }: { section: string; known: readonly string[] }) => {
    const meant = closest(section.replace(/^holdfast:/, ""), known);
    return [
      `is not a section of the configuration. The sections are ${listed(known, "and")}`,
      meant === undefined ? "remove it" : `did you mean holdfast:${meant}?`,
    ];
  },
  "secret-section": [
    "contains a secret, but its values end up in plain text in AWS",
    "set it without --secret, and keep secrets out of it",
  ],
  "empty-profile": [
    "is empty",
    "name a profile of ~/.aws/config, or remove it: pulumi config rm aws:profile",
  ],
  "single-assume-role": [
    "has no effect: version 7 of the AWS provider ignores it",
    "write aws:assumeRoles: [{ roleArn: arn:aws:iam::123456789012:role/deploy }]",
  ],
  "assume-roles-not-list": [
    "must be a list of roles",
    "write [{ roleArn: arn:aws:iam::123456789012:role/deploy }]",
  ],
  "not-a-role-arn": [
    "must be the ARN of an IAM role",
    "write an ARN such as arn:aws:iam::123456789012:role/deploy",
  ],
  "not-a-session-name": [
    "must have 2 to 64 letters, digits or _+=,.@-",
    "write a name such as holdfast",
  ],
  "not-a-session-duration": ["must be from 15m to 12h", "write a duration such as 1h"],
  "chained-session-duration": [
    "must be at most 1h, because another role assumes this role",
    "write 1h, or remove the duration",
  ],
  "keys-in-config": [
    "cannot be passed to the scripts that check and roll nodes: it would be in plain text in the state",
    "remove it, and use aws:profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where Pulumi runs",
  ],
  "web-identity-in-config": [
    "cannot be passed to the scripts that check and roll nodes",
    "remove it, and set AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE where Pulumi runs",
  ],
  "secret-for-scripts": [
    "is a secret, but the scripts of an update need it in plain text in the state",
    "set it without --secret: ARNs and external ids are not secrets",
  ],
  "one-shared-file": ["must be a list with one path", 'write a list such as ["~/.aws/config"]'],
  "endpoint-not-url": ["must be a URL", "write a URL such as https://ec2.us-east-1.amazonaws.com"],
  "default-tags-without-tags": [
    "must have the tags in `tags`",
    "write { tags: { owner: platform } }",
  ],
  "not-json": [
    "looks like JSON, but cannot be parsed",
    "write it as a map in the file, or fix the JSON",
  ],
});

const holdings = (addresses: readonly string[], vpcs: number): string[] => [
  ...(vpcs === 0 ? [] : [vpcs === 1 ? "its VPC" : `${vpcs} VPCs`]),
  ...(addresses.length === 0 ? [] : [`the addresses ${listed(addresses, "and")}`]),
];
