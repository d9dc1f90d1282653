import { text } from "./values";
import type { ValueCheck } from "./type";

const burstable = ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"];
const usual = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const larger = [...usual, "24xlarge"];
const graviton = ["medium", ...usual];
const gravitonLarger = [...graviton, "24xlarge", "48xlarge"];

/** Families that run on Xen, not on Nitro: docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html */
const xen: Readonly<Record<string, readonly string[]>> = {
  t2: burstable,
  m4: ["large", "xlarge", "2xlarge", "4xlarge", "10xlarge", "16xlarge"],
  c4: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge"],
};

/** Sizes by family, of the families that network appliances and web servers run on. */
const families: Readonly<Record<string, readonly string[]>> = {
  ...xen,
  t3: burstable,
  t3a: burstable,
  t4g: burstable,
  m5: larger,
  m6i: [...larger, "32xlarge"],
  m6g: graviton,
  m7i: [...larger, "48xlarge"],
  m7g: graviton,
  m8g: gravitonLarger,
  c5: ["large", "xlarge", "2xlarge", "4xlarge", "9xlarge", "12xlarge", "18xlarge", "24xlarge"],
  c5n: ["large", "xlarge", "2xlarge", "4xlarge", "9xlarge", "18xlarge"],
  c6i: [...larger, "32xlarge"],
  c6in: [...larger, "32xlarge"],
  c6g: graviton,
  c6gn: graviton,
  c7i: [...larger, "48xlarge"],
  c7g: graviton,
  c7gn: graviton,
  c8g: gravitonLarger,
  c8gn: gravitonLarger,
  r6g: graviton,
  r6i: [...larger, "32xlarge"],
  r7g: graviton,
  r8g: gravitonLarger,
};

/** The error for a type of an unknown family; undefined for known families. */
export const unknownFamily: ValueCheck = (value) =>
  text(value).split(".")[0]! in families
    ? undefined
    : `InvalidInstanceType: ${JSON.stringify(value)} is not of a family that the simulator knows: ${Object.keys(families).join(", ")} (simulator/model/instance-types.ts)`;

/** An instance type that EC2 offers. */
export const instanceType: ValueCheck = (value) => {
  const unknown = unknownFamily(value);
  if (unknown !== undefined) return unknown;
  const [family = "", size = ""] = text(value).split(".");
  const sizes = families[family]!;
  return sizes.includes(size)
    ? undefined
    : `InvalidInstanceType: ${family} comes in ${sizes.join(", ")}, not as ${JSON.stringify(value)}`;
};

/** All known instance types. */
export const allTypes: readonly string[] = Object.entries(families).flatMap(([family, sizes]) =>
  sizes.map((size) => `${family}.${size}`),
);

const familyOf = (type: string): string => type.split(".")[0] ?? "";

/** Whether an instance type runs on the Nitro system. */
export const isNitro = (type: string): boolean => !(familyOf(type) in xen);

/** The virtual CPUs of an instance type: docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html */
export function vcpusOf(type: string): number {
  const [family = "", size = ""] = type.split(".");
  if (type === "c4.8xlarge") return 36;
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (times !== undefined) return 4 * (Number(times) || 1);
  if (size === "large") return 2;
  return family === "t2" ? (size === "medium" ? 2 : 1) : family.startsWith("t") ? 2 : 1;
}

/** The processor architecture of an instance type, as AMIs name it. */
export const architectureOf = (type: string): "arm64" | "x86_64" =>
  /^[a-z]+\d+g/.test(type) ? "arm64" : "x86_64";
