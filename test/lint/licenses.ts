import satisfies from "spdx-satisfies";

/** What package-lock.json has of a package, as far as licences go. */
export interface LockedPackage {
  readonly version?: string;
  /** An SPDX expression, or anything else that its author wrote. */
  readonly license?: string;
  /** Only the development of this project needs it. */
  readonly dev?: boolean;
  /** A workspace of this project. */
  readonly link?: boolean;
}

/** Permissive licences, by their SPDX ids: a package with them can be shipped, also within a bundle. */
const ALLOWED = [
  ...["Apache-2.0", "MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0"],
  ...["CC0-1.0", "CC-BY-3.0", "Python-2.0", "PSF-2.0"],
];

/** Licences of what only this project's own commands use, and no package ships. */
const ALLOWED_IN_DEVELOPMENT = [...ALLOWED, "EPL-2.0"];

/** Licences that somebody read, where package.json has no SPDX expression, by package and version. */
const READ: Readonly<Record<string, string>> = { "@logdna/tail-file@2.2.0": "MIT" };

/** What is wrong with the licences of the packages in package-lock.json, by their paths there; empty if nothing is. */
export function licenseProblems(packages: Readonly<Record<string, LockedPackage>>): string[] {
  return Object.entries(packages).flatMap(([path, { version, license, dev, link }]) => {
    const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
    if (name === undefined || link) return [];
    const id = `${name}@${version}`;
    const written = READ[id] ?? license;
    const allowed = dev ? ALLOWED_IN_DEVELOPMENT : ALLOWED;
    if (written !== undefined && isAllowed(written, allowed)) return [];
    return [
      `${id}: its license must be one of ${allowed.join(", ")} (got ${written ?? "none"}). ` +
        "Remove the package, or read its license and add it to test/lint/licenses.ts",
    ];
  });
}

function isAllowed(license: string, allowed: readonly string[]): boolean {
  try {
    return satisfies(license, [...allowed]);
  } catch {
    // It is no SPDX expression.
    return false;
  }
}
