import { type Given, type WrongConfig, wrong } from "./wrong-config";

const aws = (settings: Readonly<Record<string, unknown>>, more: Given = {}): Given => ({
  ...more,
  config: {
    ...more.config,
    ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`aws:${key}`, value])),
  },
});
const role = (more: object) =>
  aws({ assumeRoles: [{ roleArn: "arn:aws:iam::123456789012:role/deploy", ...more }] });
const door: Given = {
  config: {
    entry: { kind: "haproxy" },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
  },
};

export const WRONG_AWS: readonly WrongConfig[] = [
  wrong(
    "the profile is empty",
    aws({ profile: "" }),
    `
  aws:profile = ""
    is empty
    fix: name a profile of ~/.aws/config, or remove it: pulumi config rm aws:profile`,
  ),
  wrong(
    "a role is assumed by the setting of older providers",
    aws({ assumeRole: { roleArn: "arn:aws:iam::123456789012:role/deploy" } }),
    `
  aws:assumeRole
    has no effect: version 7 of the AWS provider ignores it
    fix: write aws:assumeRoles: [{ roleArn: arn:aws:iam::123456789012:role/deploy }]`,
  ),
  wrong(
    "the roles to assume are no list",
    aws({ assumeRoles: "arn:aws:iam::123456789012:role/deploy" }),
    `
  aws:assumeRoles = "arn:aws:iam::123456789012:role/deploy"
    must be a list of roles
    fix: write [{ roleArn: arn:aws:iam::123456789012:role/deploy }]`,
  ),
  wrong(
    "a role to assume has a malformed ARN",
    role({ roleArn: "arn:aws:iam::1234:role/deploy" }),
    `
  aws:assumeRoles[0].roleArn = "arn:aws:iam::1234:role/deploy"
    must be the ARN of an IAM role
    fix: write an ARN such as arn:aws:iam::123456789012:role/deploy`,
  ),
  wrong(
    "a role to assume is a user",
    role({ roleArn: "arn:aws:iam::123456789012:user/me" }),
    `
  aws:assumeRoles[0].roleArn = "arn:aws:iam::123456789012:user/me"
    must be the ARN of an IAM role
    fix: write an ARN such as arn:aws:iam::123456789012:role/deploy`,
  ),
  wrong(
    "a session has a name that AWS does not take",
    role({ sessionName: "my session" }),
    `
  aws:assumeRoles[0].sessionName = "my session"
    must have 2 to 64 letters, digits or _+=,.@-
    fix: write a name such as holdfast`,
  ),
  wrong(
    "a session is too short",
    role({ duration: "5m" }),
    `
  aws:assumeRoles[0].duration = "5m"
    must be from 15m to 12h
    fix: write a duration such as 1h`,
  ),
  wrong(
    "a session's duration has no unit",
    role({ duration: 3600 }),
    `
  aws:assumeRoles[0].duration = 3600
    must be from 15m to 12h
    fix: write a duration such as 1h`,
  ),
  wrong(
    "a session of a role that another role assumes is too long",
    aws({
      assumeRoles: [
        { roleArn: "arn:aws:iam::123456789012:role/first", duration: "2h" },
        { roleArn: "arn:aws:iam::123456789012:role/second", duration: "2h" },
      ],
    }),
    `
  aws:assumeRoles[1].duration = "2h"
    must be at most 1h, because another role assumes this role
    fix: write 1h, or remove the duration`,
  ),
  wrong(
    "a secret key is in the configuration of a stack with a front door",
    aws({ secretKey: "x" }, door),
    `
  aws:secretKey
    cannot be passed to the scripts that check and roll nodes: it would be in plain text in the state
    fix: remove it, and use aws:profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where Pulumi runs`,
  ),
  wrong(
    "a web identity is in the configuration of a stack with a front door",
    aws({ assumeRoleWithWebIdentity: { roleArn: "arn:aws:iam::123456789012:role/ci" } }, door),
    `
  aws:assumeRoleWithWebIdentity
    cannot be passed to the scripts that check and roll nodes
    fix: remove it, and set AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE where Pulumi runs`,
  ),
  wrong(
    "the roles to assume are a secret",
    { ...role({ externalId: "x" }), secrets: ["aws:assumeRoles"] },
    `
  aws:assumeRoles
    is a secret, but the scripts of an update need it in plain text in the state
    fix: set it without --secret: ARNs and external ids are not secrets`,
  ),
  wrong(
    "there are two configuration files",
    aws({ sharedConfigFiles: ["a", "b"] }),
    `
  aws:sharedConfigFiles = ["a","b"]
    must be a list with one path
    fix: write a list such as ["~/.aws/config"]`,
  ),
  wrong(
    "an endpoint is no URL",
    aws({ endpoints: [{ ec2: "localhost" }] }),
    `
  aws:endpoints.ec2 = "localhost"
    must be a URL
    fix: write a URL such as https://ec2.us-east-1.amazonaws.com`,
  ),
  wrong(
    "default tags are not below tags",
    aws({ defaultTags: { owner: "platform" } }),
    `
  aws:defaultTags = {"owner":"platform"}
    must have the tags in \`tags\`
    fix: write { tags: { owner: platform } }`,
  ),
];
