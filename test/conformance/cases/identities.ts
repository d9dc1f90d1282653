import { type AssumeRoleRequest, STS } from "@aws-sdk/client-sts";
import { type Case, casesOf } from "../case";
import { REGION } from "../makers";
import type { World } from "../world";

const who = casesOf("sts:GetCallerIdentity");
const assume = casesOf("sts:AssumeRole");

const RoleSessionName = "holdfast";

async function assumed(world: World, request: Partial<AssumeRoleRequest>): Promise<string> {
  const { AssumedRoleUser } = await world.sts.assumeRole({
    RoleArn: "",
    RoleSessionName,
    ...request,
  });
  return AssumedRoleUser!.Arn!.replace(/.*:assumed-role\/([a-z]+)[^/]*\//, "$1 as ");
}

const assuming = (
  before: string,
  answer: string,
  request: Partial<AssumeRoleRequest>,
  { externalId, moto }: { externalId?: string; moto?: Case["moto"] } = {},
): Case =>
  assume(
    before,
    async (world) => {
      const RoleArn = await world.makers.role("deploy", externalId);
      return { call: () => assumed(world, { RoleArn, ...request }) };
    },
    answer,
    moto,
  );

const UNCHECKED = {
  why: "patterns and lengths of the parameters are checked",
  source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
};

const NOT_ENFORCED = {
  why: "moto assumes every role, whatever its trust policy says",
  source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
};

export const IDENTITY_CASES: readonly Case[] = [
  who(
    "the account of the credentials",
    (world) =>
      Promise.resolve({
        call: async () => /^\d{12}$/.test((await world.sts.getCallerIdentity({})).Account ?? ""),
      }),
    "true",
  ),
  who(
    "the credentials of a role that was assumed",
    async (world) => {
      const RoleArn = await world.makers.role("deploy");
      const { Credentials: keys } = await world.sts.assumeRole({ RoleArn, RoleSessionName });
      const { url } = world.endpoint;
      const sts = new STS({
        region: REGION,
        ...(url !== undefined && { endpoint: url }),
        credentials: {
          accessKeyId: keys!.AccessKeyId!,
          secretAccessKey: keys!.SecretAccessKey!,
          sessionToken: keys!.SessionToken!,
        },
      });
      return {
        call: async () => {
          const { Arn = "" } = await sts.getCallerIdentity({});
          return Arn.replace(/.*:assumed-role\/([a-z]+)[^/]*\//, "$1 as ");
        },
      };
    },
    "deploy as holdfast",
  ),
  assuming("a role that trusts the account", "deploy as holdfast", {}),
  assuming(
    "a session name with a space",
    "ValidationError",
    { RoleSessionName: "hold fast" },
    { moto: { ...UNCHECKED, answer: "deploy as hold fast" } },
  ),
  assuming(
    "a session name of one character",
    "ValidationError",
    { RoleSessionName: "h" },
    { moto: { ...UNCHECKED, answer: "deploy as h" } },
  ),
  assuming(
    "a session of less than 15 minutes",
    "ValidationError",
    { DurationSeconds: 60 },
    { moto: { ...UNCHECKED, answer: "deploy as holdfast" } },
  ),
  assuming(
    "a text that is not the ARN of a role",
    "ValidationError",
    { RoleArn: "deploy" },
    { moto: { ...UNCHECKED, answer: "deploy as holdfast" } },
  ),
  assuming(
    "a role that wants an external id: the right one",
    "deploy as holdfast",
    { ExternalId: "right" },
    { externalId: "right" },
  ),
  assuming(
    "a role that wants an external id: a wrong one",
    "AccessDenied",
    { ExternalId: "wrong" },
    { externalId: "right", moto: { ...NOT_ENFORCED, answer: "deploy as holdfast" } },
  ),
  assuming(
    "a role that wants an external id: none",
    "AccessDenied",
    {},
    { externalId: "right", moto: { ...NOT_ENFORCED, answer: "deploy as holdfast" } },
  ),
];
