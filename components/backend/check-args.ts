import { validateNetworkArg } from "../network/check-args";
import { regionOf } from "../network/plan-subnets";
import {
  ofArguments,
  validateBlocks,
  validateTagArgs,
  validateValues,
} from "../settings/check-args";
import { validateBlock } from "../settings/cidr";
import { known } from "../settings/known";
import type { Problem } from "../settings/problem";
import { validateShape } from "../settings/validate-shape";
import { certificateArn, domainName, percent, wholeNumber } from "../settings/values";
import type { BackendSettings } from "./backend-settings";
import type { BlueGreenArgs } from "./args";
import { validateCertificate } from "./check-certificate";
import { validateAlbPort, validateSamePort, validateSize } from "./check";
import { DEFAULT_PORT } from "./color-backend";
import type { LiveColor } from "./args";
import type { ExistingTargetsArgs } from "./args";
import { COLORS, type Color, validateBlueGreen } from "./plan-blue-green";
import { backendProblem } from "./problems";
import { backendSchema, colorSchema } from "./settings";

/** Validates timeouts that several components share, with the ranges of the settings. */
export const validateTimeouts = (args: {
  readonly drainSeconds?: number | undefined;
  readonly ttlSeconds?: number | undefined;
  readonly gateTimeoutSeconds?: number | undefined;
}): Problem[] =>
  validateValues(backendSchema.entries, args, ["drainSeconds", "ttlSeconds", "gateTimeoutSeconds"]);

/** AWS allows 32 characters, of which Pulumi adds 8. The longest suffix is `-green-targets`. */
const LONGEST_NAME = 10;

/** Validates the arguments of `BlueGreen`. */
export function validateBlueGreenArgs(name: string, args: BlueGreenArgs): Problem[] {
  const { layout, live, colors, drainSeconds = 120, frontDoor, clients, tags } = args;
  const byRecord = args.switch.kind === "record" ? args.switch : undefined;
  // Existing colours have no CIDR, like colours in a shared VPC.
  const described = args.layout === "existing" ? {} : args.colors;
  const settings = {
    layout: layout === "existing" ? "sharedVpc" : layout,
    ...(typeof live === "string" ? { live } : { weights: live }),
    drainSeconds,
    ttlSeconds: byRecord && (byRecord.ttlSeconds ?? 10),
    ...(colors as Readonly<Partial<Record<Color, { readonly cidr?: string }>>>),
  };
  const endpoints = COLORS.flatMap((color) => {
    const { port } = colors[color] ?? {};
    return port === undefined ? [] : [{ path: `backend.${color}`, port }];
  });
  const zone = known(byRecord?.reach.zone);
  const network = validateNetworkArg(frontDoor, "frontDoor");
  const [first] = network.length === 0 ? Object.keys(frontDoor.publicSubnets) : [];
  const region = first === undefined ? undefined : regionOf(first);
  return [
    ...(name.length > LONGEST_NAME
      ? [
          backendProblem(
            "backend-name-too-long",
            { path: "name", given: name },
            { most: LONGEST_NAME },
          ),
        ]
      : []),
    ...network,
    ...ofArguments(
      [
        ...validateBlueGreen(settings, known(frontDoor.cidr) ?? ""),
        ...(byRecord ? validateSamePort(endpoints) : []),
        ...COLORS.flatMap((color) => validateSize(described, color)),
      ],
      [
        ["backend.weights", "live"],
        ["backend.blue", "colors.blue"],
        ["backend.green", "colors.green"],
        ["backend", ""],
        ["network", "frontDoor"],
      ],
    ),
    ...COLORS.flatMap((color) => validateColor(color, described[color], region)),
    ...(byRecord
      ? COLORS.flatMap((color) => {
          const { loadBalancer, port = DEFAULT_PORT } = described[color] ?? {};
          return loadBalancer ? validateAlbPort(`colors.${color}`, port, loadBalancer) : [];
        })
      : []),
    ...validateTimeouts({ ...byRecord, drainSeconds }),
    ...(zone === undefined
      ? []
      : validateShape(domainName("", "example.com"), zone, "switch.reach.zone")),
    ...validateBlocks(clients, "clients"),
    ...validateTagArgs(tags, byRecord?.reach.kind === "private"),
  ];
}

/** Validates the arguments of `ExistingTargets`. */
export function validateExistingTargetsArgs(args: ExistingTargetsArgs): Problem[] {
  const { cidrs, clients, drainSeconds, tags } = args;
  return [
    ...cidrs.flatMap((cidr, index) => validateBlock({ path: `cidrs[${index}]`, cidr })),
    ...validateValues(colorSchema.entries, args, ["port", "healthPath"]),
    ...validateTimeouts({ drainSeconds }),
    ...validateBlocks(clients, "clients"),
    ...validateTagArgs(tags),
  ];
}

const SCALING = { percent: percent("", 60), perTarget: wholeNumber(1, 1_000_000, "", 1000) };

function validateColor(
  color: Color,
  settings: BackendSettings | undefined,
  region: string | undefined,
): Problem[] {
  if (settings === undefined) return [];
  const path = `colors.${color}`;
  const { scaling, loadBalancer } = settings;
  const keys = ["instanceType", "min", "max", "port", "healthPath", "healthPort", "image"] as const;
  const certificate = loadBalancer.kind === "alb" ? known(loadBalancer.certificateArn) : undefined;
  return [
    ...validateValues(colorSchema.entries, settings, keys, path),
    ...(scaling?.kind === "albRequests" && loadBalancer.kind !== "alb"
      ? [
          backendProblem(
            "scaling-without-alb",
            { path: `${path}.scaling`, given: scaling },
            { loadBalancer: loadBalancer.kind },
          ),
        ]
      : []),
    ...(scaling?.kind === "cpu"
      ? validateValues(SCALING, scaling, ["percent"], `${path}.scaling`)
      : []),
    ...(scaling?.kind === "albRequests"
      ? validateValues(SCALING, scaling, ["perTarget"], `${path}.scaling`)
      : []),
    ...(certificate === undefined
      ? []
      : validateCertificateArg(`${path}.loadBalancer.certificateArn`, certificate, region)),
  ];
}

function validateCertificateArg(
  path: string,
  arn: string,
  region: string | undefined,
): readonly Problem[] {
  const wrong = validateShape(certificateArn(""), arn, path);
  return wrong.length > 0 || region === undefined
    ? wrong
    : validateCertificate(path, arn, { region });
}

/** Finds weights of a front door's colours that do not add up to 100. */
export function validateShares(
  colors: Readonly<Partial<Record<Color, LiveColor>>>,
  path: string,
): Problem[] {
  const sum = Object.values(colors).reduce((total, { weight }) => total + weight, 0);
  return sum === 100 ? [] : [backendProblem("shares-of-colors", { path }, { sum })];
}
