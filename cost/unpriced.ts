/** A billed item without a price in the book, which is not in any sum. */
export interface Unpriced {
  /**
   * Its name for `allowUnpriced`, without spaces: an instance type (`c7g.4xlarge`), a key of the price book
   * (`nat-hour`), a resource type (`aws:rds/cluster:Cluster`), or an unknown value (`unknown-instance-type`).
   */
  readonly name: string;
  /** The region whose price is missing; absent if the book has no such price for any region. */
  readonly region?: string;
  /** Its count. */
  readonly count: number;
  /** Whether it is unknown only in a preview, and known at the end of the update. */
  readonly isPending?: boolean;
}

/** Common names of prices, by key in the book. */
export const nameOfPrice = (key: string): string => key.replace(/^instance:/, "");

/** Merges equal items; the most frequent first, then by name. */
export function addUp(unpriced: readonly Unpriced[]): Unpriced[] {
  const sums = new Map<string, Unpriced>();
  for (const one of unpriced) {
    const key = `${one.name} ${one.region} ${one.isPending}`;
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()].sort(
    (one, other) => other.count - one.count || (one.name < other.name ? -1 : 1),
  );
}

/**
 * Items that a budget does not allow to be missing from the sum. Ignores items that are unknown only in a
 * preview.
 */
export const notAllowed = (
  unpriced: readonly Unpriced[],
  allowed: readonly string[],
): readonly Unpriced[] =>
  unpriced.filter(({ name, isPending }) => !isPending && !allowed.includes(name));

/**
 * Items without a price, by region and with counts: `20 r7g.8xlarge, 18 c7g.4xlarge in us-east-2`.
 *
 * @param most how many names to show per region; the others are only counted. @default - all
 */
export function unpricedText(unpriced: readonly Unpriced[], most = Infinity): string {
  const byRegion = new Map<string | undefined, Unpriced[]>();
  for (const one of unpriced) {
    byRegion.set(one.region, [...(byRegion.get(one.region) ?? []), one]);
  }
  return [...byRegion]
    .map(([region, all]) => {
      const named = all.slice(0, most).map(({ name, count }) => `${count} ${name}`);
      const rest = all.length - named.length;
      const names = [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
      return region === undefined ? names : `${names} in ${region}`;
    })
    .join("; ");
}

/** The setting that allows all of them to be left out, valid in YAML and JSON. */
export const allowingText = (unpriced: readonly Unpriced[]): string =>
  `allowUnpriced: [${[...new Set(unpriced.map(({ name }) => JSON.stringify(name)))].join(", ")}]`;

/** The command that fetches the prices of some regions. */
export const fetchCommand = (regions: readonly string[]): string =>
  `npm run prices -- ${regions.map((region) => `--region ${region}`).join(" ")}`;

/** The regions whose prices a fetch would add to the book. */
export const regionsOf = (unpriced: readonly Unpriced[]): string[] =>
  [...new Set(unpriced.flatMap(({ region }) => region ?? []))].sort();
