import { validateCidr, validateDisjoint } from "../settings/cidr";
import { type Problem, listed } from "../settings/problem";

export const COLORS = ["blue", "green"] as const;

export type Color = (typeof COLORS)[number];

/** Share of new connections that each colour gets, in percent; a colour left out gets none. */
export type Weights = Readonly<Partial<Record<Color, number>>>;

/** Whether each colour has a VPC of its own, or both are in the front door's. */
export type Layout = "vpcPerColor" | "sharedVpc";

/** What is configured of the colours, as far as it decides whether they fit together. */
export interface BlueGreenSettings {
  readonly layout: Layout;
  /** Either this or `weights`. */
  readonly live?: Color | undefined;
  readonly weights?: Weights | undefined;
  readonly drainSeconds: number;
  /** Time to live of the live record. */
  readonly ttlSeconds: number;
  /** With the block of its own VPC, which only `vpcPerColor` has. */
  readonly blue?: { readonly cidr?: string } | undefined;
  readonly green?: { readonly cidr?: string } | undefined;
}

/** HAProxy asks for the name each second; an answer may be as old as its time to live. */
export const RESOLVER_REFRESH_SECONDS = 2;

const SECTION = "backend";

/** The weights that stand for one live colour are those of a canary at its end. */
export function weightsOf(live: Color | Weights): Weights {
  return typeof live === "string" ? { [live]: 100 } : live;
}

/** Finds what keeps the colours from working together, without asking AWS. */
export function validateBlueGreen(settings: BlueGreenSettings, networkCidr: string): Problem[] {
  return [
    ...validateLive(settings),
    ...validateDrain(settings),
    ...validateBlocks(settings, networkCidr),
  ];
}

function validateLive(settings: BlueGreenSettings): Problem[] {
  const { live, weights } = settings;
  const path = `${SECTION}.live`;
  if (weights !== undefined) {
    const both = {
      path,
      given: live,
      problem: `says which colour is live, and so does ${SECTION}.weights`,
      remedy: "keep one of the two",
    };
    return [...(live === undefined ? [] : [both]), ...validateWeights(settings, weights)];
  }
  const present = presentColors(settings);
  if (live === undefined) {
    return [
      {
        path,
        problem: "is missing: the front door would have nowhere to go",
        remedy: `write ${listed(present.length > 0 ? present : COLORS)}, or ${SECTION}.weights`,
      },
    ];
  }
  return settings[live] === undefined ? [missing(path, live, live, settings)] : [];
}

function validateWeights(settings: BlueGreenSettings, weights: Weights): Problem[] {
  const path = `${SECTION}.weights`;
  const given = COLORS.flatMap((color) => {
    const weight = weights[color];
    return weight === undefined ? [] : [{ color, weight }];
  });
  const sum = given.reduce((total, { weight }) => total + weight, 0);
  const unbalanced = {
    path,
    given: weights,
    problem: `add up to ${sum}, and must to 100`,
    remedy: `write percentages such as ${SECTION}.weights: {blue: 90, green: 10}`,
  };
  return [
    ...(sum === 100 ? [] : [unbalanced]),
    ...given
      .filter(({ color, weight }) => weight > 0 && settings[color] === undefined)
      .map(({ color, weight }) => missing(`${path}.${color}`, weight, color, settings)),
  ];
}

/** A colour that clients are sent to is not there: it was removed too early, or never written. */
function missing(path: string, given: unknown, color: Color, settings: BlueGreenSettings): Problem {
  const [other] = presentColors(settings);
  return {
    path,
    given,
    problem: `sends clients to ${color}, which ${SECTION}.${color} does not describe; a colour that is live cannot be removed`,
    remedy: other
      ? `describe ${SECTION}.${color}, or make ${other} live, which may be in the same update that removes ${color}`
      : `describe ${SECTION}.${color}`,
  };
}

function validateDrain({ drainSeconds, ttlSeconds }: BlueGreenSettings): Problem[] {
  const shortest = ttlSeconds + RESOLVER_REFRESH_SECONDS;
  if (drainSeconds >= shortest) return [];
  return [
    {
      path: `${SECTION}.drainSeconds`,
      given: drainSeconds,
      problem: `is over before the front door has followed the record, which takes up to ${shortest} seconds`,
      remedy: `write at least ${shortest}, and add the time that the longest connection takes`,
    },
  ];
}

function validateBlocks(settings: BlueGreenSettings, networkCidr: string): Problem[] {
  const present = presentColors(settings);
  if (settings.layout === "sharedVpc") {
    return present
      .filter((color) => settings[color]?.cidr !== undefined)
      .map((color) => ({
        path: `${SECTION}.${color}.cidr`,
        given: settings[color]?.cidr,
        problem: "is the block of a VPC of its own, which sharedVpc does not give a colour",
        remedy: `remove it, or write ${SECTION}.layout: vpcPerColor`,
      }));
  }
  const blocks = present.flatMap((color) => {
    const cidr = settings[color]?.cidr;
    return cidr === undefined ? [] : [{ path: `${SECTION}.${color}.cidr`, cidr }];
  });
  const absent = present
    .filter((color) => settings[color]?.cidr === undefined)
    .map((color) => ({
      path: `${SECTION}.${color}.cidr`,
      problem: "is missing, and the colour's VPC needs one",
      remedy: "write an IPv4 block that no other VPC has, such as 10.30.0.0/16",
    }));
  const unfit = blocks.flatMap(validateCidr);
  const network = { path: "network.cidr", cidr: networkCidr };
  const comparable = [network, ...blocks].every((block) => validateCidr(block).length === 0);
  return [...absent, ...unfit, ...(comparable ? validateDisjoint([network, ...blocks]) : [])];
}

function presentColors(settings: BlueGreenSettings): Color[] {
  return COLORS.filter((color) => settings[color] !== undefined);
}
