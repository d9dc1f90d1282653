import { delimiter, dirname, join } from "node:path";

/** The user's Pulumi settings that only affect output or speed. */
const HARMLESS = new Set(["PULUMI_DEBUG_COMMANDS", "PULUMI_DEBUG_GRPC", "PULUMI_PARALLEL"]);

/** Protects nothing: local stacks have no secrets, but the engine requires a passphrase. */
const PASSPHRASE = "local";

/** Requests to this machine must not use a proxy. gRPC for Node.js has no such default. */
const LOOPBACK = "127.0.0.1,localhost";

/**
 * For components/image/roll, components/front-door/claims and components/dns/routing: simulated machines, health checkers
 * and resolvers need no wait times.
 */
const ROLL_SETTINGS = {
  ROLL_POLL_SECONDS: "0.2",
  ROLL_SETTLE_SECONDS: "0",
  READY_POLL_SECONDS: "0.2",
  CLAIM_POLL_SECONDS: "0.2",
  RECORDS_POLL_SECONDS: "0.2",
  ALIAS_TTL_SECONDS: "1",
};

/**
 * The environment of the engine for a run below `home`: the user's, without their Pulumi settings and AWS
 * credentials.
 *
 * @param programs folders that come before the user's on the PATH
 */
export function localEnvironment(
  user: NodeJS.ProcessEnv,
  home: string,
  engine: string,
  programs: readonly string[] = [],
): Record<string, string> {
  const kept = Object.entries(user).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (HARMLESS.has(entry[0]) || !/^(AWS|PULUMI)_/i.test(entry[0])),
  );
  const noProxy = [user["NO_PROXY"] ?? user["no_proxy"], LOOPBACK].filter(Boolean).join(",");
  return {
    ...ROLL_SETTINGS,
    ...Object.fromEntries(kept),
    PATH: [dirname(engine), ...programs, user["PATH"]].filter(Boolean).join(delimiter),
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    PULUMI_HOME: join(home, "pulumi"),
    // Without metadata files: they are not written atomically, so that a kill could leave a stack that no
    // command can read.
    PULUMI_BACKEND_URL: `file://${join(home, "backend")}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    // A run's copy of a stack's config has no secrets provider: see stacks.ts.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
    AWS_ACCESS_KEY_ID: "simulated",
    AWS_SECRET_ACCESS_KEY: "simulated",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    // Files that do not exist, so that those in the user's home are not read.
    AWS_CONFIG_FILE: join(home, "aws", "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "aws", "credentials"),
  };
}
