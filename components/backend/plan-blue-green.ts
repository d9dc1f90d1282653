import { validateCidr, validateDisjoint } from "../settings/cidr";
import type { Problem } from "../settings/problem";
import { backendProblem } from "./problems";

export const COLORS = ["blue", "green"] as const;

/** One of the two sides of a blue/green backend. */
export type Color = (typeof COLORS)[number];

/** Share of new connections for each colour, in percent. An omitted colour gets none. */
export type Weights = Readonly<Partial<Record<Color, number>>>;

/** Whether each colour has its own VPC, or both share the front door's. */
export type VpcLayout = "vpcPerColor" | "sharedVpc";

/** Settings of the colours that are validated together. */
export interface BlueGreenSettings {
  /** @default "vpcPerColor" */
  readonly layout?: VpcLayout | undefined;
  /** Existing colours, instead of created ones. A single target is blue. */
  readonly existing?: { readonly blue?: object; readonly green?: object } | undefined;
  /** Cannot be combined with `weights`. */
  readonly live?: Color | undefined;
  readonly weights?: Weights | undefined;
  readonly drainSeconds: number;
  /** Time to live of the live record; undefined if the front door switches. */
  readonly ttlSeconds: number | undefined;
  /** `cidr` is the block of its own VPC, only with `vpcPerColor`. */
  readonly blue?: { readonly cidr?: string } | undefined;
  readonly green?: { readonly cidr?: string } | undefined;
}

/** HAProxy resolves the name each second. An answer can be as old as its time to live. */
export const RESOLVER_REFRESH_SECONDS = 2;

const SECTION = "backend";

/** Weights of one live colour: those at the end of a canary. */
export function weightsOf(live: Color | Weights): Weights {
  return typeof live === "string" ? { [live]: 100 } : live;
}

/** Validates the combination of the colours without calling AWS. */
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
    const both = live && backendProblem("live-and-weights", { path, given: live });
    return [...(both ? [both] : []), ...validateWeights(settings, weights)];
  }
  if (live === undefined) {
    if (isAlone(settings)) return [];
    const present = presentColors(settings);
    const colors = present.length > 0 ? present : COLORS;
    return [backendProblem("live-missing", { path }, { colors })];
  }
  return isPresent(settings, live) ? [] : [missing(path, live, live, settings)];
}

function validateWeights(settings: BlueGreenSettings, weights: Weights): Problem[] {
  const path = `${SECTION}.weights`;
  const given = COLORS.flatMap((color) => {
    const weight = weights[color];
    return weight === undefined ? [] : [{ color, weight }];
  });
  const sum = given.reduce((total, { weight }) => total + weight, 0);
  return [
    ...(sum === 100 ? [] : [backendProblem("weights-sum", { path, given: weights }, { sum })]),
    ...given
      .filter(({ color, weight }) => weight > 0 && !isPresent(settings, color))
      .map(({ color, weight }) => missing(`${path}.${color}`, weight, color, settings)),
  ];
}

function missing(path: string, given: unknown, color: Color, settings: BlueGreenSettings): Problem {
  const section = settings.existing ? "backend.existing" : SECTION;
  const others = presentColors(settings);
  return backendProblem("color-not-described", { path, given }, { color, section, others });
}

function validateDrain({ drainSeconds, ttlSeconds }: BlueGreenSettings): Problem[] {
  if (ttlSeconds === undefined) return [];
  const shortest = ttlSeconds + RESOLVER_REFRESH_SECONDS;
  if (drainSeconds >= shortest) return [];
  const at = { path: `${SECTION}.drainSeconds`, given: drainSeconds };
  return [backendProblem("drain-too-short", at, { shortest })];
}

function validateBlocks(settings: BlueGreenSettings, networkCidr: string): Problem[] {
  if (settings.existing) return [];
  const present = presentColors(settings);
  if (settings.layout === "sharedVpc") {
    return present
      .filter((color) => settings[color]?.cidr !== undefined)
      .map((color) => {
        const at = { path: `${SECTION}.${color}.cidr`, given: settings[color]?.cidr };
        return backendProblem("color-cidr-in-shared-vpc", at);
      });
  }
  const blocks = present.flatMap((color) => {
    const cidr = settings[color]?.cidr;
    return cidr === undefined ? [] : [{ path: `${SECTION}.${color}.cidr`, cidr }];
  });
  const absent = present
    .filter((color) => settings[color]?.cidr === undefined)
    .map((color) => backendProblem("color-cidr-missing", { path: `${SECTION}.${color}.cidr` }));
  const unfit = blocks.flatMap(validateCidr);
  const network = { path: "network.cidr", cidr: networkCidr };
  const comparable = [network, ...blocks].every((block) => validateCidr(block).length === 0);
  return [...absent, ...unfit, ...(comparable ? validateDisjoint([network, ...blocks]) : [])];
}

function presentColors(settings: BlueGreenSettings): Color[] {
  if (isAlone(settings)) return ["blue"];
  return COLORS.filter((color) => (settings.existing ?? settings)[color] !== undefined);
}

const isPresent = (settings: BlueGreenSettings, color: Color): boolean =>
  presentColors(settings).includes(color);

/** Whether there is a single existing target, without a colour. */
const isAlone = ({ existing }: BlueGreenSettings): boolean =>
  existing !== undefined && existing.blue === undefined && existing.green === undefined;
