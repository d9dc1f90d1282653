// @ts-check
/*
 * Clients for the AWS account of a script.
 *
 *   HOLDFAST_ACCOUNT_ID    the account of the stack's AWS provider: the script's credentials must belong to it
 *   HOLDFAST_ASSUME_ROLES  JSON, the roles that the provider assumes, one after the other; none by default
 *
 * The AWS SDK reads the rest from its environment: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL_EC2, keys.
 */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

// A warning of the SDK about later versions of Node.js must not fail a script.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const { HOLDFAST_ACCOUNT_ID, HOLDFAST_ASSUME_ROLES = "[]" } = process.env;

/** @type {import("@aws-sdk/client-sts").AssumeRoleCommandInput[]} */
const roles = JSON.parse(HOLDFAST_ASSUME_ROLES);

/** @typedef {{ maxAttempts: number, credentials?: () => Promise<import("@aws-sdk/types").AwsCredentialIdentity> }} ClientConfig */

/**
 * The configuration of every client: the credentials of the last role.
 *
 * @type {ClientConfig}
 */
export const clientConfig = roles.reduce(
  (/** @type {ClientConfig} */ before, role) => ({
    ...before,
    credentials: () => assume(new STSClient(before), role),
  }),
  { maxAttempts: 5 },
);

/**
 * @param {STSClient} sts
 * @param {import("@aws-sdk/client-sts").AssumeRoleCommandInput} role
 */
async function assume(sts, role) {
  const { Credentials: keys } = await sts.send(new AssumeRoleCommand(role));
  return {
    accessKeyId: keys?.AccessKeyId ?? "",
    secretAccessKey: keys?.SecretAccessKey ?? "",
    sessionToken: keys?.SessionToken ?? "",
    ...(keys?.Expiration && { expiration: keys.Expiration }),
  };
}

/**
 * Fails unless the credentials belong to the stack's account. Call it before any other call to AWS.
 */
export async function requireAccount() {
  if (!HOLDFAST_ACCOUNT_ID) return;
  const { Account, Arn } = await new STSClient(clientConfig).send(new GetCallerIdentityCommand({}));
  if (Account === HOLDFAST_ACCOUNT_ID) return;
  throw new Error(
    `the credentials here belong to the AWS account ${Account} (${Arn}), but the stack is in ${HOLDFAST_ACCOUNT_ID}. ` +
      "Set aws:profile or aws:assumeRoles in the stack's configuration, or AWS_PROFILE where Pulumi is started. " +
      "With an explicit provider, pass scriptCredentials({ ... }) as a transformation: see docs/library.md",
  );
}

/** Keys of the last assumed role, for a program that the script starts. */
export async function roleKeys() {
  const keys = await clientConfig.credentials?.();
  return (
    keys && {
      AWS_PROFILE: undefined,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken,
    }
  );
}
