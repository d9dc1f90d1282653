import { randomBytes } from "node:crypto";
import { AwsError } from "./errors";
import { type Value, object, objects, text } from "./values";
import { policyDocument } from "./policy";
import { ACCOUNT_ID, between, tags as allTags } from "./shared";
import { INSTANCE_PROFILE, ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT } from "./tokens";
import type { Property, ResourceType } from "./type";

const name =
  (longest: number) =>
  (value: Value): string | undefined =>
    /^[\w+=,.@-]+$/.test(text(value)) && text(value).length <= longest
      ? undefined
      : `expected 1 to ${longest} of the characters a-z, A-Z, 0-9 and _+=,.@-, got ${JSON.stringify(value)}`;

/** IAM keeps the case of a tag's key, but treats keys that differ only in case as equal. */
const tags: Property = {
  ...allTags,
  check: (value) => {
    const keys = Object.keys(object(value)).map((key) => key.toLowerCase());
    return new Set(keys).size < keys.length
      ? "InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive."
      : allTags.check?.(value);
  },
};

const uniqueId = (prefix: string): string =>
  prefix + randomBytes(12).toString("hex").slice(0, 17).toUpperCase();

const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, "Z");

const role: ResourceType = {
  noun: "IAM Role",
  operations: { create: "IAM: CreateRole", update: "IAM: UpdateRole", remove: "IAM: DeleteRole" },
  missing: (id) => ["NoSuchEntity", `The role with name ${id} cannot be found.`],
  taken: ({ id }) => ["EntityAlreadyExists", `Role with name ${id} already exists.`],
  inUse: (_, { type }) => [
    "DeleteConflict",
    type === INSTANCE_PROFILE
      ? "Cannot delete entity, must remove roles from instance profile first."
      : type === ROLE_POLICY_ATTACHMENT
        ? "Cannot delete entity, must detach all policies first."
        : "Cannot delete entity, must delete policies first.",
  ],
  global: true,
  autoName: 64,
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    assumeRolePolicy: { required: true, json: true, check: policyDocument("trust") },
    name: { replaces: true, check: name(64) },
    path: { default: "/", replaces: true },
    description: {},
    maxSessionDuration: { default: 3600, check: between(3600, 43_200, "seconds") },
    permissionsBoundary: {},
    forceDetachPolicies: { default: false },
    tags,
  },
  computed: {
    arn: ({ inputs, partition }) =>
      `arn:${partition}:iam::${ACCOUNT_ID}:role${text(inputs["path"])}${text(inputs["name"])}`,
    createDate: now,
    uniqueId: () => uniqueId("AROA"),
    namePrefix: "",
    inlinePolicies: [],
    managedPolicyArns: [],
  },
};

/** IAM rejects resources of another partition. */
function checkPartition(policy: Value, partition: string): void {
  const { Statement: statements } = object(JSON.parse(text(policy)) as Value);
  for (const { Resource: resources } of objects([statements].flat())) {
    for (const arn of [resources].flat().map(text)) {
      const [, named] = /^arn:([^:*]+):/.exec(arn) ?? [];
      if (named === undefined || named === partition) continue;
      throw new AwsError(
        "MalformedPolicyDocument",
        `Partition "${named}" is not valid for resource "${arn}".`,
      );
    }
  }
}

const rolePolicy: ResourceType = {
  noun: "IAM Role Policy",
  operations: {
    create: "IAM: PutRolePolicy",
    update: "IAM: PutRolePolicy",
    remove: "IAM: DeleteRolePolicy",
  },
  missing: (id) => ["NoSuchEntity", `The role policy with name ${id} cannot be found.`],
  global: true,
  autoName: 128,
  id: ({ inputs }) => `${text(inputs["role"])}:${text(inputs["name"])}`,
  inputs: {
    role: { required: true, replaces: true, refersTo: ROLE, bond: "holds" },
    policy: { required: true, json: true, check: policyDocument("permissions") },
    name: { replaces: true, check: name(128) },
  },
  check: ({ inputs, partition }) => checkPartition(inputs["policy"], partition),
  computed: { namePrefix: "" },
};

const instanceProfile: ResourceType = {
  noun: "IAM Instance Profile",
  operations: {
    create: "IAM: CreateInstanceProfile",
    update: "IAM: AddRoleToInstanceProfile",
    remove: "IAM: DeleteInstanceProfile",
  },
  missing: (id) => ["NoSuchEntity", `Instance Profile ${id} cannot be found.`],
  taken: ({ id }) => ["EntityAlreadyExists", `Instance Profile ${id} already exists.`],
  global: true,
  autoName: 128,
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    role: { refersTo: ROLE, bond: "holds" },
    name: { replaces: true, check: name(128) },
    path: { default: "/", replaces: true },
    tags,
  },
  computed: {
    arn: ({ inputs, partition }) =>
      `arn:${partition}:iam::${ACCOUNT_ID}:instance-profile${text(inputs["path"])}${text(inputs["name"])}`,
    createDate: now,
    uniqueId: () => uniqueId("AIPA"),
    namePrefix: "",
  },
};

/** The AWS managed policies that can be attached. */
const managedPolicies = [
  "AmazonSSMManagedInstanceCore",
  "CloudWatchAgentServerPolicy",
  "CloudWatchAgentAdminPolicy",
  "ReadOnlyAccess",
  "service-role/AWSLambdaBasicExecutionRole",
  "service-role/AWSLambdaVPCAccessExecutionRole",
  "service-role/AmazonECSTaskExecutionRolePolicy",
];

const attachment: ResourceType = {
  noun: "IAM Role Policy Attachment",
  operations: {
    create: "IAM: AttachRolePolicy",
    update: "IAM: AttachRolePolicy",
    remove: "IAM: DetachRolePolicy",
  },
  missing: (id) => ["NoSuchEntity", `The attachment ${id} cannot be found.`],
  global: true,
  id: ({ inputs }) => `${text(inputs["role"])}/${text(inputs["policyArn"])}`,
  inputs: {
    role: { required: true, replaces: true, refersTo: ROLE, bond: "holds" },
    policyArn: {
      required: true,
      replaces: true,
      check: (value) =>
        managedPolicies.some(
          (policy) => /^arn:aws[a-z-]*:iam::aws:policy\/(.+)$/.exec(text(value))?.[1] === policy,
        )
          ? undefined
          : `NoSuchEntity: Policy ${text(value)} does not exist or is not attachable (AWS's own ones are listed in simulator/model/iam.ts)`,
    },
  },
  computed: {},
};

export const iamTypes: Record<string, ResourceType> = {
  [INSTANCE_PROFILE]: instanceProfile,
  [ROLE]: role,
  [ROLE_POLICY]: rolePolicy,
  [ROLE_POLICY_ATTACHMENT]: attachment,
};
