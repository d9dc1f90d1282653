import { AwsError } from "../model/errors";
import { ACCOUNT_ID, PARTITION } from "../model/shared";
import { ROLE } from "../model/tokens";
import { type Values, object, objects, text } from "../model/values";
import type { Action } from "./call";

export const getCallerIdentity: Action = ({ identity: { account, arn } }) => ({
  Arn: arn,
  UserId: "AIDALOCALEXAMPLE00000",
  Account: account,
});

/** Any role of another account may be assumed; one of this account as its trust policy says. */
export const assumeRole: Action = ({ account: store, body }) => {
  const arn = text(body["RoleArn"]);
  const session = text(body["RoleSessionName"]);
  const [, account, path] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
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
  const assumed = `arn:${PARTITION}:sts::${account}:assumed-role/${name}/${session}`;
  const seconds = Number(body["DurationSeconds"] ?? 3600);
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

/** Whether a statement lets a principal of AWS assume the role, with this external id if it asks for one. */
function trusts({ assumeRolePolicy }: Values, externalId: string): boolean {
  const { Statement: statements } = JSON.parse(text(assumeRolePolicy)) as Values;
  return objects([statements].flat()).some(({ Effect: effect, Principal: principal, ...more }) => {
    const { StringEquals: equals } = object(more["Condition"]);
    const wanted = object(equals)["sts:ExternalId"];
    const isForAws = principal === "*" || object(principal)["AWS"] !== undefined;
    return effect === "Allow" && isForAws && (wanted === undefined || wanted === externalId);
  });
}
