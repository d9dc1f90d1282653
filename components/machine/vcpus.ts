/** First letters of the Standard families, before the generation. `im4gn` and `is4gen` are Standard too. */
const LETTERS = "acdhimrtz";
const STANDARD = /^(?:[acdhimrtz]|im|is)\d/;

/** Sizes below `large`. */
const SMALL = ["nano", "micro", "small", "medium"];
/** Before T3, small sizes had one vCPU. */
const SINGLE = ["t1.micro", "t2.nano", "t2.micro", "t2.small"];

/** Multiples of `xlarge`, as in `4xlarge` and `metal-4xl`. */
const TIMES = [1, 2, 3, 4, 6, 8, 9, 10, 12, 16, 18, 24, 32, 48, 64, 96];

/**
 * Returns the vCPUs of an instance type in the quota of running On-Demand Standard instances (families A, C, D, H, I,
 * M, R, T and Z): 2 for `large`, 4 for `xlarge` and multiples of it for larger sizes. 0 for another family, and for
 * bare metal without a size (`metal`). See https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html
 */
export function standardVcpus(type: string): number {
  const [family = "", size = ""] = type.split(".");
  if (!STANDARD.test(family)) return 0;
  if (SMALL.includes(size)) return family.startsWith("t") && !SINGLE.includes(type) ? 2 : 1;
  if (size === "large") return 2;
  const [, multiple, metal] = /^(?:(\d*)xlarge|metal-(\d+)xl)$/.exec(size) ?? [];
  return 4 * Number(metal ?? (multiple === "" ? 1 : (multiple ?? 0)));
}

/** Patterns for EC2's filters, by the number of vCPUs of the Standard types that they match. */
export function standardPatterns(): ReadonlyMap<number, readonly string[]> {
  const generations = [..."123456789"];
  const of = (letters: string, from = 1) =>
    [...letters].flatMap((letter) => generations.slice(from - 1).map((number) => letter + number));
  const sized = (families: readonly string[], sizes: readonly string[]) =>
    sizes.flatMap((size) => families.map((family) => `${family}*.${size}`));
  const families = [...of(LETTERS), "im4", "is4"];
  const singles = sized(
    families.filter((family) => !family.startsWith("t")),
    ["small", "medium"],
  );
  const doubles = ["t2.medium", ...sized(of("t", 3), SMALL), ...sized(families, ["large"])];
  const multiples = TIMES.map((times): [number, string[]] => [
    4 * times,
    sized(families, [times === 1 ? "xlarge" : `${times}xlarge`, `metal-${times}xl`]),
  ]);
  return new Map([[1, [...SINGLE, ...singles]], [2, doubles], ...multiples]);
}
