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

/** Finds out that a text is no EC2 instance type. */
export function validateInstanceType(path: string, given: string): Problem[] {
  if (/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(given)) return [];
  return [
    {
      path,
      given,
      problem: "is not an EC2 instance type: a family, a dot and a size",
      remedy: "write a type such as c7g.large",
    },
  ];
}

/** Finds out that a text names no image. */
export function validateImage(path: string, given: string | undefined): Problem[] {
  if (given === undefined || /^(ami-([0-9a-f]{8}|[0-9a-f]{17})|resolve:ssm:\S+)$/.test(given)) {
    return [];
  }
  return [
    {
      path,
      given,
      problem: "is neither the id of an AMI nor resolve:ssm: and the name of a parameter",
      remedy: "write an id such as ami-0123456789abcdef0, or leave it out",
    },
  ];
}
