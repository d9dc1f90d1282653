import { ZONE_LETTERS, letterOf } from "../network/plan-subnets";
import { type Problem, closest, listed } from "../settings/problem";
import type { AccountAddress, AskedAddress, AskedEndpoint } from "./region-facts";
import type { NetworkSettings } from "./schema";
import { settingPath } from "../settings/validate-shape";

/** Services that people often name, to guess from. What a region offers, only AWS knows. */
const WELL_KNOWN_SERVICES = [
  ...["autoscaling", "cloudformation", "ec2", "ec2messages", "ecr.api", "ecr.dkr", "ecs"],
  ...["ecs-agent", "ecs-telemetry", "elasticfilesystem", "elasticloadbalancing", "events"],
  ...["execute-api", "kinesis-streams", "kms", "lambda", "logs", "monitoring", "rds"],
  ...["secretsmanager", "sns", "sqs", "ssm", "ssmmessages", "states", "sts", "xray"],
];

/** Finds zones that the region lacks, or that it has too few. */
export function validateZones(
  wanted: NetworkSettings["availabilityZones"],
  available: readonly string[],
  region: string,
): Problem[] {
  const path = "network.availabilityZones";
  const has = `${region} has ${listed(available, "and")} for this account`;
  if (typeof wanted === "number") {
    const most = usable(available).length;
    if (wanted <= most) return [];
    return [
      { path, given: wanted, problem: `is too many: ${has}`, remedy: `write at most ${most}` },
    ];
  }
  return wanted.flatMap((zone, index) =>
    available.includes(zone)
      ? []
      : [
          {
            path: `${path}[${index}]`,
            given: zone,
            problem: `does not exist: ${has}`,
            remedy: "choose among these",
          },
        ],
  );
}

/** The zones of a stack, sorted by name: those that are listed, or the first so many. */
export function selectZones(
  wanted: NetworkSettings["availabilityZones"],
  available: readonly string[],
): string[] {
  return typeof wanted === "number"
    ? usable(available).sort().slice(0, wanted)
    : [...wanted].sort();
}

function usable(zones: readonly string[]): string[] {
  return zones.filter((zone) => ZONE_LETTERS.includes(letterOf(zone)));
}

/** Finds endpoint services that the region, or one of the stack's zones, does not offer. */
export function validateEndpoints(
  asked: readonly AskedEndpoint[],
  zones: readonly string[],
  region: string,
): Problem[] {
  return asked.flatMap(({ path, service, type, zones: offered }) => {
    if ("error" in offered) {
      if (!isNotFound(offered.error)) return [unanswered(path, service, offered.error)];
      const meant = closest(service, WELL_KNOWN_SERVICES);
      const problem = `is no service that ${region} offers ${article(type)} endpoint for`;
      const guess = meant === undefined || meant === service ? "" : `did you mean ${meant}? Else `;
      return [{ path, given: service, problem, remedy: `${guess}take it out of the list` }];
    }
    const lacking = zones.filter((zone) => !offered.value.includes(zone));
    if (lacking.length === 0) return [];
    return [
      {
        path,
        given: service,
        problem: `is not offered in ${listed(lacking, "and")}, only in ${listed(offered.value, "and")}`,
        remedy: "choose other availability zones, or take it out of the list",
      },
    ];
  });
}

function article(type: AskedEndpoint["type"]): string {
  return type === "Interface" ? "an interface" : "a gateway";
}

/** Finds adopted addresses that do not exist, or that something else uses or owns. */
export function validateAdopted(
  asked: readonly AskedAddress[],
  stackTag: string,
  region: string,
): Problem[] {
  return asked.flatMap(({ key, allocationId: given, address }) => {
    const path = settingPath("addresses.adopt", key);
    if ("error" in address) {
      if (!isNotFound(address.error)) return [unanswered(path, given, address.error)];
      return [
        {
          path,
          given,
          problem: `does not exist in ${region} for this account`,
          remedy: "check the id, the region and the account: aws ec2 describe-addresses",
        },
      ];
    }
    return validateOwner(address.value, key, given, path, stackTag);
  });
}

function validateOwner(
  { publicIp, domain, associatedWith, tags }: AccountAddress,
  key: string,
  given: string,
  path: string,
  stackTag: string,
): Problem[] {
  const owner = tags["holdfast:stack"];
  const ownKey = tags["holdfast:key"];
  const problem = (text: string, remedy: string) => [{ path, given, problem: text, remedy }];
  if (domain !== "vpc") {
    return problem(
      `(${publicIp}) is not for use in a VPC: its domain is ${domain}`,
      "move it to a VPC first: aws ec2 move-address-to-vpc",
    );
  }
  if (owner !== undefined && owner !== stackTag) {
    return problem(
      `(${publicIp}) belongs to the stack ${owner}`,
      "let that stack give it up first, then remove its tag holdfast:stack",
    );
  }
  if (owner === undefined && associatedWith !== undefined) {
    return problem(
      `(${publicIp}) is in use by ${associatedWith}`,
      "free it first: aws ec2 disassociate-address",
    );
  }
  if (owner !== undefined && ownKey !== undefined && ownKey !== key) {
    return problem(
      `(${publicIp}) is ${ownKey} of this stack already, and an address keeps its key`,
      `adopt it as ${ownKey}, or choose another address for ${key}`,
    );
  }
  return [];
}

/** Whether AWS says that something is not there. */
export function isNotFound(error: string): boolean {
  return /no matching|no results|NotFound|InvalidServiceName|does not exist|couldn't find/i.test(
    error,
  );
}

/** How the text of a problem begins that is AWS's silence. */
export const UNANSWERED = "could not be checked";

/** The problem that AWS did not answer what had to be asked about a setting. */
export function unanswered(path: string, given: unknown, error: string): Problem {
  return {
    path,
    given,
    problem: `${UNANSWERED}: ${gist(error)}`,
    remedy: "mend what it says (credentials, permissions or network), then try again",
  };
}

/** What AWS said, without what the layers between it and us put around it. */
function gist(error: string): string {
  const said = /api error (.+)/s.exec(error)?.[1] ?? error;
  return said
    .replace(/^\d+ [A-Z_]+: /, "")
    .replace(/^(invocation of|invoking|Invoke of) \S+?:? (returned an error: |failed: )?/gi, "")
    .replace(/\s+/g, " ")
    .trim();
}
