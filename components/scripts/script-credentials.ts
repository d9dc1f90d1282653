import * as pulumi from "@pulumi/pulumi";

/** A role that the AWS provider assumes. */
export interface AssumedRole {
  /** ARN such as `arn:aws:iam::123456789012:role/deploy`. */
  readonly roleArn: string;
  /** @default "holdfast" */
  readonly sessionName?: string | undefined;
  /** @default - none */
  readonly externalId?: string | undefined;
  /** Session duration in seconds, 900 to 43200. @default - one hour */
  readonly durationSeconds?: number | undefined;
}

/** The credentials of an AWS provider, for scripts that work in the same account. */
export interface ScriptCredentials {
  /** Profile in the AWS configuration files where Pulumi runs. @default - the credentials of the environment */
  readonly profile?: string | undefined;
  /** Roles to assume, each with the credentials of the previous one. @default - none */
  readonly assumeRoles?: readonly AssumedRole[] | undefined;
  /** URLs by service, as in `aws:endpoints`. @default - those of AWS */
  readonly endpoints?: Readonly<Record<string, string>> | undefined;
  /** @default - that of the environment */
  readonly sharedConfigFile?: string | undefined;
  /** @default - that of the environment */
  readonly sharedCredentialsFile?: string | undefined;
}

/** Names of the services that scripts call: in `aws:endpoints`, and in the environment of the AWS SDK. */
const SERVICES: Readonly<Record<string, string>> = {
  autoscaling: "AUTO_SCALING",
  cloudwatch: "CLOUDWATCH",
  ec2: "EC2",
  elasticloadbalancingv2: "ELASTIC_LOAD_BALANCING_V2",
  elbv2: "ELASTIC_LOAD_BALANCING_V2",
  lambda: "LAMBDA",
  route53: "ROUTE_53",
  sts: "STS",
};

/**
 * A transformation for the options of a component, or for the whole stack: the scripts of gates, rolls and images use
 * the same credentials as the AWS provider. It does not accept keys, because its values are plain text in the state.
 *
 * @example
 * ```ts
 * const assumeRoles = [{ roleArn: "arn:aws:iam::210987654321:role/deploy" }];
 * const aws = new Provider("other", { region: "eu-west-1", assumeRoles });
 * const alarms = new ProxyAlarms(
 *   "alarms",
 *   { region: "eu-west-1", groupNames: tier.groupNames, healthCheckIds: checks.ids },
 *   { providers: { aws }, transformations: [scriptCredentials({ assumeRoles })] },
 * );
 * ```
 */
export function scriptCredentials(credentials: ScriptCredentials): pulumi.ResourceTransformation {
  const own = variablesOf(credentials);
  return ({ type, props, opts }) => {
    const { environment } = props as { environment?: Record<string, unknown> };
    if (type !== "command:local:Command" || !environment || !("HOLDFAST_FIND" in environment)) {
      return undefined;
    }
    return { props: { ...props, environment: { ...environment, ...own } }, opts };
  };
}

function variablesOf(credentials: ScriptCredentials): Record<string, string> {
  const { profile, assumeRoles = [], endpoints = {} } = credentials;
  const roles = assumeRoles.map(({ roleArn, sessionName, externalId, durationSeconds }) => ({
    RoleArn: roleArn,
    RoleSessionName: sessionName ?? "holdfast",
    ExternalId: externalId,
    DurationSeconds: durationSeconds,
  }));
  const urls = Object.entries(endpoints).flatMap(([service, url]) => {
    const name = SERVICES[service];
    return name === undefined ? [] : [[`AWS_ENDPOINT_URL_${name}`, url] as const];
  });
  const { sharedConfigFile, sharedCredentialsFile } = credentials;
  return {
    ...(profile !== undefined && { AWS_PROFILE: profile }),
    ...(sharedConfigFile !== undefined && { AWS_CONFIG_FILE: sharedConfigFile }),
    ...(sharedCredentialsFile !== undefined && {
      AWS_SHARED_CREDENTIALS_FILE: sharedCredentialsFile,
    }),
    ...(roles.length > 0 && { HOLDFAST_ASSUME_ROLES: JSON.stringify(roles) }),
    ...Object.fromEntries(urls),
  };
}
