/** Something that is paid for and has no price in the book: it is in no sum. */
export interface Unpriced {
  /**
   * What `allowUnpriced` calls it, without spaces: an instance type (`c7g.4xlarge`), a key of the price book
   * (`nat-hour`), a resource type (`aws:rds/cluster:Cluster`), or what is not known (`unknown-instance-type`).
   */
  readonly name: string;
  /** The region whose price is not in the book; absent where the book has no such price of any region. */
  readonly region?: string;
  /** How many there are of it. */
  readonly count: number;
  /** true where a preview cannot tell it yet; the end of the update can. */
  readonly isPending?: boolean;
}

/** What people call a price, by its key in the book. */
export const nameOfPrice = (key: string): string => key.replace(/^instance:/, "");

/** Adds up what is the same, most of it first, and by name where there is as much of it. */
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

/** What a budget does not allow to be left out of the sum. A preview leaves open what it cannot tell yet. */
export const notAllowed = (
  unpriced: readonly Unpriced[],
  allowed: readonly string[],
): readonly Unpriced[] =>
  unpriced.filter(({ name, isPending }) => !isPending && !allowed.includes(name));

/**
 * What has no price, by region and with counts: `20 r7g.8xlarge, 18 c7g.4xlarge in us-east-2`.
 *
 * @param most how many names a region has before the others are only counted. @default - all
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

/** The setting that allows all of it to be left out: as it is written in YAML and JSON. */
export const allowingText = (unpriced: readonly Unpriced[]): string =>
  `allowUnpriced: [${[...new Set(unpriced.map(({ name }) => JSON.stringify(name)))].join(", ")}]`;

/** The command that fetches the prices of some regions. */
export const fetchCommand = (regions: readonly string[]): string =>
  `npm run prices -- ${regions.map((region) => `--region ${region}`).join(" ")}`;

/** The regions whose prices would be in the book after a fetch. */
export const regionsOf = (unpriced: readonly Unpriced[]): string[] =>
  [...new Set(unpriced.flatMap(({ region }) => region ?? []))].sort();
