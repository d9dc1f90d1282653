import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { permission } from "../../simulator/permissions/permission";
import { type Need, REGION } from "./stack-permissions";

const COMPONENTS = join(__dirname, "..", "..", "components");

/** The services that policies know by another name than the SDK. */
const PREFIXES: Readonly<Record<string, string>> = {
  "auto-scaling": "autoscaling",
  "elastic-load-balancing-v2": "elasticloadbalancing",
  "route-53": "route53",
  "service-quotas": "servicequotas",
};

/** Calls whose action has another name. */
const ACTIONS: Readonly<Record<string, string>> = { "lambda:Invoke": "lambda:InvokeFunction" };

/** STS: the caller's identity needs no permission, and roles are those of the configuration. */
const NOT_NEEDED = ["sts"];

/** What the scripts of an update call, by the commands and paginators of the SDK that they import. */
export function scriptNeeds(): Need[] {
  const scripts = readdirSync(COMPONENTS, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".mjs"),
  );
  return scripts.flatMap((file) => {
    const source = readFileSync(join(COMPONENTS, file), "utf8");
    const imports = source.matchAll(/^import \{([^}]*)\} from "@aws-sdk\/client-([a-z0-9-]+)";/gm);
    return [...imports].flatMap(([, names = "", client = ""]) => {
      const service = PREFIXES[client] ?? client;
      if (NOT_NEEDED.includes(service)) return [];
      return [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)].map(([, paged, sent]) => {
        const call = `${service}:${paged ?? sent}`;
        return { ...permission(ACTIONS[call] ?? call, REGION), why: `components/${file}` };
      });
    });
  });
}

/**
 * What Packer calls to build an image from node/image:
 * https://developer.hashicorp.com/packer/integrations/hashicorp/amazon#iam-task-or-instance-role, without what is for
 * volumes of chroot builds, for Windows, and for images that are copied or shared.
 */
const PACKER = [
  ...["DescribeImages", "DescribeSubnets", "DescribeInstances", "DescribeInstanceStatus"],
  ...["DescribeSecurityGroups", "DescribeSnapshots", "DescribeTags", "DescribeVolumes"],
  ...["DescribeImageAttribute", "DescribeRegions"],
  ...["CreateKeyPair", "DeleteKeyPair"],
  ...["CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "DeleteSecurityGroup"],
  ...["RunInstances", "CreateTags", "StopInstances", "TerminateInstances", "DeleteVolume"],
  ...["CreateImage", "ModifyImageAttribute", "DeregisterImage", "DeleteSnapshot"],
];

export const packerNeeds = (): Need[] =>
  PACKER.map((name) => ({ ...permission(`ec2:${name}`, REGION), why: "packer build node/image" }));

/** What Pulumi calls to read and to write a state in S3, with secrets that a key of KMS encrypts. */
export function backendNeeds(operation: "preview" | "update"): Need[] {
  const writes = operation === "update";
  const bucket = "arn:aws:s3:::STATE_BUCKET";
  const key = `arn:aws:kms:${REGION}:123456789012:key/STATE_KEY`;
  const calls = [
    permission("s3:ListBucket", REGION, () => [bucket]),
    ...["s3:GetObject", ...(writes ? ["s3:PutObject", "s3:DeleteObject"] : [])].map((action) =>
      permission(action, REGION, () => [`${bucket}/.pulumi/stacks/holdfast/dev.json`]),
    ),
    ...["kms:Decrypt", ...(writes ? ["kms:Encrypt"] : [])].map((action) =>
      permission(action, REGION, () => [key]),
    ),
  ];
  return calls.map((call) => ({ ...call, why: "pulumi: the backend in S3" }));
}
