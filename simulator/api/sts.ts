import { AwsError } from "../model/errors";
import { ACCOUNT_ID } from "../model/shared";
import { ROLE } from "../model/tokens";
import { type Values, object, objects, text } from "../model/values";
import type { Stored } from "../model/resource";
import type { Action } from "./call";
import type { Identity } from "./identity";

export const getCallerIdentity: Action = ({ identity: { account, arn } }) => ({
  Arn: arn,
  UserId: "AIDALOCALEXAMPLE00000",
  Account: account,
});

/** Any role of another account may be assumed; a role of this account by its trust policy. */
export const assumeRole: Action = ({ account: store, identity, body }) => {
  const arn = text(body["RoleArn"]);
  const session = text(body["RoleSessionName"]);
  const [, partition, account, path] =
    /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  if (account === undefined || path === undefined || !/^[\w+=,.@-]{2,64}$/.test(session)) {
    throw new AwsError("ValidationError", `Invalid RoleArn or RoleSessionName: ${arn}, ${session}`);
  }
  const name = path.split("/").at(-1)!;
  const role = store.find(ROLE, name, "global");
  if (account === ACCOUNT_ID && role && !trusts(role.inputs, text(body["ExternalId"]))) {
    throw new AwsError(
      "AccessDenied",
      `not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  }
  const seconds = Number(body["DurationSeconds"] ?? 3600);
  checkDuration(seconds, identity, account === ACCOUNT_ID ? role : undefined);
  const assumed = `arn:${partition}:sts::${account}:assumed-role/${name}/${session}`;
  return {
    AssumedRoleUser: { Arn: assumed, AssumedRoleId: `AROALOCALEXAMPLE00000:${session}` },
    Credentials: {
      AccessKeyId: `ASIA${account}ROLE`,
      SecretAccessKey: "simulated",
      SessionToken: Buffer.from(assumed).toString("base64"),
      Expiration: new Date(Date.now() + seconds * 1000).toISOString(),
    },
  };
};

/**
 * From 15 minutes to what the role allows, 12 hours at most; one hour for a role that a role assumes:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
function checkDuration(seconds: number, identity: Identity, role?: Stored): void {
  if (!(seconds >= 900 && seconds <= 43_200)) {
    throw new AwsError(
      "ValidationError",
      `Value '${seconds}' at 'durationSeconds' must be from 900 to 43200`,
    );
  }
  const longest = Number(role?.inputs["maxSessionDuration"] ?? (role ? 3600 : 43_200));
  if (seconds > 3600 && identity.arn.includes(":assumed-role/")) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  if (seconds > longest) {
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
}

/** Whether a statement allows an AWS principal to assume the role, with this external id if required. */
function trusts({ assumeRolePolicy }: Values, externalId: string): boolean {
  const { Statement: statements } = JSON.parse(text(assumeRolePolicy)) as Values;
  return objects([statements].flat()).some(({ Effect: effect, Principal: principal, ...more }) => {
    const { StringEquals: equals } = object(more["Condition"]);
    const wanted = object(equals)["sts:ExternalId"];
    const isForAws = principal === "*" || object(principal)["AWS"] !== undefined;
    return effect === "Allow" && isForAws && (wanted === undefined || wanted === externalId);
  });
}
