import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LockedPackage, licenseProblems } from "./licenses";

const LOCK = join(__dirname, "../../package-lock.json");

describe("licenses of dependencies", () => {
  it("are permissive, each of them", () => {
    const { packages } = JSON.parse(readFileSync(LOCK, "utf8")) as {
      packages: Record<string, LockedPackage>;
    };
    assert.ok(Object.keys(packages).length > 300);
    assert.deepEqual(licenseProblems(packages), []);
  });

  const problemsOf = (license: string | undefined, more: LockedPackage = {}) =>
    licenseProblems({
      "": { version: "0.1.0" },
      "node_modules/a/node_modules/@b/c": {
        version: "1.2.3",
        ...(license && { license }),
        ...more,
      },
    });

  for (const license of ["MIT", "(GPL-3.0-only OR MIT)", "(MIT AND Apache-2.0)"]) {
    it(`admit ${license}`, () => assert.deepEqual(problemsOf(license), []));
  }

  for (const license of ["GPL-3.0-only", "(MIT AND GPL-3.0-only)", "SEE LICENSE IN LICENSE", ""]) {
    it(`refuse ${license || "no license"}, and say what to do`, () => {
      const [problem, ...others] = problemsOf(license);
      assert.deepEqual(others, []);
      assert.match(problem!, /^@b\/c@1\.2\.3: its license must be one of Apache-2\.0, MIT, /);
      assert.ok(problem!.includes(`(got ${license || "none"}). Remove the package, or read`));
    });
  }

  it("may be EPL-2.0 where only development needs the package, and leave workspaces out", () => {
    const license = "EPL-2.0 OR GPL-3.0-or-later";
    assert.equal(problemsOf(license).length, 1);
    assert.deepEqual(problemsOf(license, { dev: true }), []);
    assert.deepEqual(problemsOf(undefined, { link: true }), []);
  });
});
