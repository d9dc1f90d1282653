import type { Problem } from "../settings/problem";
import type { AssumedRole, ScriptCredentials } from "../scripts/script-credentials";
import { configProblem } from "./problems";

/** Settings of the AWS provider, `aws:…`, that the program uses. */
export interface AwsSettings {
  /** For scripts of the update, which use the same account. */
  readonly credentials: ScriptCredentials;
  /** Default tags, which the provider adds to all resources. */
  readonly defaultTags: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

type AwsProblem = Exclude<
  Parameters<typeof configProblem>[0],
  | "accelerator-not-in-partition"
  | "public-zone-not-in-partition"
  | "traffic-policy-not-in-partition"
  | "zone-for-region"
  | "unknown-section"
  | "region-changed"
>;

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const DURATION = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** Limit for role chaining: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const LONGEST_CHAINED_SECONDS = 3600;

/** Keys, which would be in plain text in the state, as inputs of a Command. */
const KEYS = ["accessKey", "secretKey", "token"];

/**
 * Reads the settings of the AWS provider. Settings that scripts need and cannot get are problems.
 *
 * @param values the whole configuration by key
 * @param runsScripts whether the stack has resources that run scripts
 */
export function parseAwsSettings(
  values: Readonly<Record<string, string>>,
  isSecret: (key: string) => boolean,
  runsScripts: boolean,
): AwsSettings {
  const problems: Problem[] = [];
  const report = (code: AwsProblem, key: string, given?: unknown) =>
    void problems.push(configProblem(code, { path: `aws:${key}`, given }));
  const read = (key: string): unknown => {
    const text = values[`aws:${key}`];
    if (text === undefined || text === "null") return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  };

  if (isSecret("aws:assumeRoles")) report("secret-for-scripts", "assumeRoles");
  const profile = values["aws:profile"];
  if (profile?.trim() === "") report("empty-profile", "profile", profile);
  if (values["aws:assumeRole"] !== undefined) report("single-assume-role", "assumeRole");
  if (runsScripts) {
    for (const key of KEYS) if (values[`aws:${key}`] !== undefined) report("keys-in-config", key);
    if (values["aws:assumeRoleWithWebIdentity"] !== undefined) {
      report("web-identity-in-config", "assumeRoleWithWebIdentity");
    }
  }
  const oneFile = (key: string): string | undefined => {
    const files = read(key);
    if (files === undefined) return undefined;
    if (Array.isArray(files) && files.length === 1) return String(files[0]);
    report("one-shared-file", key, files);
    return undefined;
  };
  const sharedConfigFile = oneFile("sharedConfigFiles");
  const sharedCredentialsFile = oneFile("sharedCredentialsFiles");

  const roles = read("assumeRoles") ?? [];
  if (!Array.isArray(roles)) report("assume-roles-not-list", "assumeRoles", roles);
  const assumeRoles = Array.isArray(roles) ? roles.map((role, at) => parseRole(role, at)) : [];

  function parseRole(role: unknown, at: number): AssumedRole {
    const path = `assumeRoles[${at}]`;
    const { roleArn, sessionName, externalId, duration } = asMap(role);
    if (typeof roleArn !== "string" || !ROLE_ARN.test(roleArn)) {
      report("not-a-role-arn", `${path}.roleArn`, roleArn);
    }
    if (sessionName !== undefined && !SESSION_NAME.test(textOf(sessionName))) {
      report("not-a-session-name", `${path}.sessionName`, sessionName);
    }
    const seconds = duration === undefined ? undefined : secondsIn(textOf(duration));
    if (seconds !== undefined && !(seconds >= 900 && seconds <= 43_200)) {
      report("not-a-session-duration", `${path}.duration`, duration);
    } else if (at > 0 && Number(seconds) > LONGEST_CHAINED_SECONDS) {
      report("chained-session-duration", `${path}.duration`, duration);
    }
    return {
      roleArn: textOf(roleArn),
      ...(sessionName !== undefined && { sessionName: textOf(sessionName) }),
      ...(externalId !== undefined && { externalId: textOf(externalId) }),
      ...(seconds !== undefined && { durationSeconds: seconds }),
    };
  }

  const endpoints: Record<string, string> = {};
  for (const one of [read("endpoints") ?? []].flat()) {
    for (const [service, url] of Object.entries(asMap(one))) {
      if (URL.canParse(String(url))) endpoints[service] = String(url);
      else report("endpoint-not-url", `endpoints.${service}`, url);
    }
  }

  const { tags, ...others } = asMap(read("defaultTags"));
  if (Object.keys(others).length > 0) {
    report("default-tags-without-tags", "defaultTags", read("defaultTags"));
  }
  const credentials = {
    ...(profile !== undefined && { profile }),
    ...(assumeRoles.length > 0 && { assumeRoles }),
    ...(Object.keys(endpoints).length > 0 && { endpoints }),
    ...(sharedConfigFile !== undefined && { sharedConfigFile }),
    ...(sharedCredentialsFile !== undefined && { sharedCredentialsFile }),
  };
  const defaultTags = Object.fromEntries(
    Object.entries(asMap(tags)).map(([key, value]) => [key, String(value)]),
  );
  return { credentials, defaultTags, problems };
}

const asMap = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

/** Seconds of a duration such as `1h30m`; NaN for anything else. */
function secondsIn(duration: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = DURATION.exec(duration) ?? [0, NaN];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
