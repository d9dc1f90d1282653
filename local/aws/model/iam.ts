import { randomBytes } from "node:crypto";
import { type Value, text } from "../values";
import { policyDocument } from "./policy";
import { ACCOUNT_ID, PARTITION, tags } from "./shared";
import { ROLE, ROLE_POLICY } from "./tokens";
import type { ResourceType } from "./type";

const name =
  (longest: number) =>
  (value: Value): string | undefined =>
    /^[\w+=,.@-]+$/.test(text(value)) && text(value).length <= longest
      ? undefined
      : `expected 1 to ${longest} of the characters a-z, A-Z, 0-9 and _+=,.@-, got ${JSON.stringify(value)}`;

const role: ResourceType = {
  noun: "IAM Role",
  operations: { create: "IAM: CreateRole", update: "IAM: UpdateRole", remove: "IAM: DeleteRole" },
  missing: (id) => ["NoSuchEntity", `The role with name ${id} cannot be found.`],
  taken: ({ id }) => ["EntityAlreadyExists", `Role with name ${id} already exists.`],
  inUse: () => ["DeleteConflict", "Cannot delete entity, must delete policies first."],
  global: true,
  autoName: 64,
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    assumeRolePolicy: { required: true, json: true, check: policyDocument("trust") },
    name: { replaces: true, check: name(64) },
    path: { default: "/", replaces: true },
    description: {},
    maxSessionDuration: { default: 3600 },
    permissionsBoundary: {},
    forceDetachPolicies: { default: false },
    tags,
  },
  computed: {
    arn: ({ inputs }) =>
      `arn:${PARTITION}:iam::${ACCOUNT_ID}:role${text(inputs["path"])}${text(inputs["name"])}`,
    createDate: () => new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    uniqueId: () => `AROA${randomBytes(12).toString("hex").slice(0, 17).toUpperCase()}`,
    namePrefix: "",
    inlinePolicies: [],
    managedPolicyArns: [],
  },
};

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
  computed: { namePrefix: "" },
};

export const iamTypes: Record<string, ResourceType> = { [ROLE]: role, [ROLE_POLICY]: rolePolicy };
