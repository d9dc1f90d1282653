import type { Problem } from "./problem";

/**
 * Finds out that a text is no domain name.
 *
 * @param given what was written, where that is only a part of the name
 */
export function validateName(path: string, name: string, given: string = name): Problem[] {
  const label = "[a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?";
  const domain = new RegExp(`^(${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);
  if (name.length <= 253 && domain.test(name)) return [];
  return [
    {
      path,
      given,
      problem: "is not a domain name in lower case, without a dot at its end",
      remedy: "write a name such as example.com",
    },
  ];
}

/** Finds out that a number is none of those allowed. */
export function validateCount(path: string, given: number, least: number, most: number): Problem[] {
  if (Number.isInteger(given) && given >= least && given <= most) return [];
  return [
    {
      path,
      given,
      problem: `must be a whole number from ${least} to ${most}`,
      remedy: `write ${least}, or as many as are needed`,
    },
  ];
}
