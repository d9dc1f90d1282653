import { isIP, isIPv4 } from "node:net";

/** A DNS name that one target group follows. */
export interface Followed {
  readonly dnsName: string;
  /** Port for the registration of its addresses. */
  readonly port: number;
  readonly targetGroupArn: string;
}

export interface Settings {
  readonly followed: readonly Followed[];
  /** IPv4 blocks of the target groups' VPC; without any, all addresses are inside. */
  readonly vpcCidrs: readonly string[];
  readonly bucket: string;
  /** Maximum of lookups for one name in one run. */
  readonly maxLookups: number;
  /** Number of consecutive runs in which an address must be absent from DNS before it is deregistered. */
  readonly invocationsBeforeDeregistration: number;
  /** Whether the number of addresses of each target group is published as a metric. */
  readonly countAddresses: boolean;
  readonly metricNamespace: string;
  readonly functionName: string;
  /** Name servers as address:port; without any, those of the runtime. */
  readonly dnsServers: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const listOf = (value: string): string[] => value.split(",").map((part) => part.trim());

const isName = (name: string): boolean =>
  name.length <= 253 && /^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]+\.?$/i.test(name);

const isArn = (arn: string): boolean =>
  /^arn:[^:]+:elasticloadbalancing:[^:]+:\d{12}:targetgroup\/[^/]+\/[^/]+$/.test(arn);

function isServer(server: string): boolean {
  const [, address = "", port = ""] = /^\[?(.+?)\]?:(\d+)$/.exec(server) ?? [];
  return isIP(address) !== 0 && inRange(port, 1, 65535);
}

function isCidr(cidr: string): boolean {
  const [address = "", bits = "", ...rest] = cidr.split("/");
  return isIPv4(address) && inRange(bits, 0, 32) && rest.length === 0;
}

const inRange = (value: string, least: number, most: number): boolean =>
  /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;

/**
 * Reads the settings from the environment of the function.
 *
 * | name                              | what                                                                     |
 * | --------------------------------- | ------------------------------------------------------------------------ |
 * | ALB_DNS_NAME                      | names to follow, separated by commas                                     |
 * | ALB_LISTENER                      | for each name the port of its listener                                   |
 * | NLB_TG_ARN                        | for each name the ARN of its target group (type ip)                      |
 * | TARGET_VPC_CIDR                   | IPv4 blocks of the groups' VPC: AWS requires others to be registered for all
 * zones; default: all are inside |
 * | S3_BUCKET                         | bucket of the state, which is the object `addresses.json`                |
 * | MAX_LOOKUP_PER_INVOCATION         | maximum of lookups for one name in one run; default 50                   |
 * | INVOCATIONS_BEFORE_DEREGISTRATION | consecutive absences before an address is deregistered; default 3        |
 * | CW_METRIC_FLAG_IP_COUNT           | "false": no metric AddressCount; default "true"                          |
 * | METRIC_NAMESPACE                  | default Holdfast                                                         |
 * | DNS_SERVERS                       | name servers as address:port, separated by commas; default: the runtime's |
 *
 * Fails with all problems at once.
 */
export function readSettings(env: Environment): Settings {
  const problems: string[] = [];
  const get = (name: string): string => env[name]?.trim() ?? "";
  const refuse = (name: string, got: string, allowed: string): unknown =>
    problems.push(`${name}: got "${got}", allowed: ${allowed}`);

  const list = (name: string, isValid: (value: string) => boolean, allowed: string): string[] => {
    const values = listOf(get(name));
    for (const value of values.filter((one) => !isValid(one))) refuse(name, value, allowed);
    return values;
  };
  const count = (name: string, standard: number, most: number): number => {
    const value = get(name) || `${standard}`;
    if (!inRange(value, 1, most)) refuse(name, value, `a whole number from 1 to ${most}`);
    return Number(value);
  };

  const names = list("ALB_DNS_NAME", isName, "DNS names, separated by commas");
  const ports = list("ALB_LISTENER", (port) => inRange(port, 1, 65535), "ports, 1 to 65535");
  const arns = list("NLB_TG_ARN", isArn, "ARNs of target groups, separated by commas");
  const lengths = [names, ports, arns].map(({ length }) => length);
  if (new Set(lengths).size > 1) {
    problems.push(
      "ALB_DNS_NAME, ALB_LISTENER and NLB_TG_ARN: " +
        `got ${lengths.join(", ")} entries, allowed: as many in each, one for each target group`,
    );
  }
  for (const arn of new Set(arns.filter((one, index) => arns.indexOf(one) !== index))) {
    refuse("NLB_TG_ARN", arn, "each target group once, since it follows one name");
  }
  if (!get("S3_BUCKET")) refuse("S3_BUCKET", "", "the name of a bucket");
  const flag = get("CW_METRIC_FLAG_IP_COUNT").toLowerCase() || "true";
  if (!["true", "false"].includes(flag)) {
    refuse("CW_METRIC_FLAG_IP_COUNT", flag, '"true" or "false"');
  }
  const settings: Settings = {
    followed: arns.map((targetGroupArn, index) => ({
      dnsName: names[index] ?? "",
      port: Number(ports[index]),
      targetGroupArn,
    })),
    vpcCidrs: get("TARGET_VPC_CIDR") ? list("TARGET_VPC_CIDR", isCidr, "IPv4 blocks") : [],
    bucket: get("S3_BUCKET"),
    maxLookups: count("MAX_LOOKUP_PER_INVOCATION", 50, 1000),
    invocationsBeforeDeregistration: count("INVOCATIONS_BEFORE_DEREGISTRATION", 3, 1000),
    countAddresses: flag === "true",
    metricNamespace: get("METRIC_NAMESPACE") || "Holdfast",
    functionName: get("AWS_LAMBDA_FUNCTION_NAME") || "follow-addresses",
    dnsServers: get("DNS_SERVERS")
      ? list("DNS_SERVERS", isServer, "address:port, separated by commas")
      : [],
  };
  if (problems.length > 0) {
    throw new Error(
      `the environment of the function has ${problems.length} wrong setting(s); ` +
        `fix them in its configuration:\n${problems.map((one) => `  ${one}`).join("\n")}`,
    );
  }
  return settings;
}
