import { validateAddressMap } from "../../addresses/check-args";
import { validateShares, validateTimeouts } from "../../backend/check-args";
import { validateNetworkArg } from "../../network/check-args";
import { regionOf } from "../../network/plan-subnets";
import { ofArguments, validateTagArgs, validateValues } from "../../settings/check-args";
import type { Problem } from "../../settings/problem";
import { settingPath } from "../../settings/validate-shape";
import { domainName, percent, urlPath } from "../../settings/values";
import { validateClients } from "../allow-from/check";
import { validateNlbClaims } from "../nlb/check-claims";
import { nlbAddressKey } from "../nlb/nlb-addresses";
import { validateArnsOfAlb } from "../web-alb/check-arns";
import { validatePorts } from "../proxy/haproxy-settings";
import type { AlbTarget } from "./alb-target";
import type { NlbAlbArgs } from "./args";
import { validateNlbAlb } from "./plan-nlb";
import { nlbAlbProblem } from "./problems";
import { nlbAlbSchema } from "./settings";
import type { AddressesTarget } from "./to-addresses";

/** AWS takes 32 characters, and the engine adds 8. */
const LONGEST_GROUP_NAME = 24;

function groupSuffixes(target: NlbAlbArgs["target"]): string[] {
  switch (target.kind) {
    case "alb":
      return ["-port-443"];
    case "albs":
      return Object.keys(target.colors).map((color) => `-${color}-${target.port}`);
    case "ips":
      return Object.keys(target.names).flatMap((key) =>
        target.ports.map((port) => `-${key}-${port}`),
      );
  }
}

/** Finds a name with which those of target groups would be too long. */
function validateName(given: string, target: NlbAlbArgs["target"]): Problem[] {
  const suffixes = groupSuffixes(target);
  const most = LONGEST_GROUP_NAME - Math.max(...suffixes.map(({ length }) => length), 0);
  if (given.length <= most || most < 1) return [];
  return [nlbAlbProblem("nlb-name-too-long", { path: "name", given }, { most })];
}

/** Finds what is wrong with the arguments of `NlbAlb`. */
export function validateNlbAlbArgs(name: string, args: NlbAlbArgs): Problem[] {
  const { vpc, addresses, nlbIdleTimeoutSeconds = 350, target, tags } = args;
  const network = validateNetworkArg(vpc);
  const zones = network.length === 0 ? Object.keys(vpc.publicSubnets) : [];
  return [
    ...validateName(name, target),
    ...network,
    ...validateAddressMap(addresses, zones.map(nlbAddressKey), "requestNlbAddresses(…)"),
    ...validateValues(nlbAlbSchema.entries, args, ["crossZone", "nlbIdleTimeoutSeconds"]),
    ...validateTimeouts(args),
    ...validateTarget(target, nlbIdleTimeoutSeconds),
    ...(zones.length === 0
      ? []
      : validateNlbClaims(args.claims, zones.map(nlbAddressKey), "claims.keys")),
    ...validateArns(target, zones),
    ...validateClients(args.allowFrom),
    ...validateTagArgs(tags),
  ];
}

function validateTarget(target: NlbAlbArgs["target"], nlbIdleTimeoutSeconds: number): Problem[] {
  switch (target.kind) {
    case "alb":
      return validateAlb(target, nlbIdleTimeoutSeconds);
    case "albs":
      return [
        ...validateShares(target.colors, "target.colors"),
        ...validatePorts({ ports: [target.port] }, "target"),
      ];
    case "ips":
      return validateNames(target, nlbIdleTimeoutSeconds);
  }
}

/** Of the ALB that the NLB forwards to, in the region of the VPC. */
function validateArns(target: NlbAlbArgs["target"], [zone]: readonly string[]): Problem[] {
  if (target.kind !== "alb" || zone === undefined) return [];
  return validateArnsOfAlb(target, { region: regionOf(zone) }, "target.");
}

function validateAlb(target: AlbTarget, nlbIdleTimeoutSeconds: number): Problem[] {
  const { albIdleTimeoutSeconds = 60, colors } = target;
  const keys = ["certificateArn", "webAclArn", "albIdleTimeoutSeconds", "accessLogs"] as const;
  return [
    ...validateValues(nlbAlbSchema.entries, target, keys, "target"),
    ...ofArguments(validateNlbAlb({ nlbIdleTimeoutSeconds, albIdleTimeoutSeconds, ports: [] }), [
      ["entry.albIdleTimeoutSeconds", "target.albIdleTimeoutSeconds"],
      ["entry", ""],
    ]),
    ...validateShares(colors, "target.colors"),
  ];
}

const NAME = {
  dnsName: domainName("", "internal-web-1234567890.us-east-1.elb.amazonaws.com"),
  weight: percent("", 100),
  healthPath: urlPath(""),
};

function validateNames({ ports, names }: AddressesTarget, nlbIdleTimeoutSeconds: number) {
  const all = Object.entries(names);
  const sum = all.reduce((total, [, { weight }]) => total + weight, 0);
  return [
    ...validatePorts({ ports }, "target"),
    ...ofArguments(validateNlbAlb({ nlbIdleTimeoutSeconds, ports, keys: Object.keys(names) }), [
      ["entry.ports", "target.ports"],
      ["entry.follow", "target.names"],
    ]),
    ...all.flatMap(([key, followed]) =>
      validateValues(
        NAME,
        followed,
        ["dnsName", "weight", "healthPath"],
        settingPath("target.names", key),
      ),
    ),
    ...(sum === 100
      ? []
      : [nlbAlbProblem("follow-weights-sum", { path: "target.names" }, { sum })]),
  ];
}
