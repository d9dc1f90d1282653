import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../../components/config/read-config";
import { PROBLEMS_FILE, type Problem } from "../../../components/settings/problem";
import { runWith } from "./read-under-mocks";
import { WRONG_CONFIGS } from "./wrong-configs";

const root = join(__dirname, "../../..");
/** The files in some folders whose names end so. */
const filesIn = (folders: readonly string[], end: string): string[] =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { encoding: "utf8", recursive: true }).map((file) =>
        join(root, folder, file),
      ),
    )
    .filter((file) => file.endsWith(end));

/** The codes of every feature, from its file of texts. */
async function allCodes(): Promise<string[]> {
  const features = await Promise.all(
    filesIn(["components", "commands"], "/problems.ts").map(
      (file) => import(file) as Promise<Record<string, unknown>>,
    ),
  );
  const exported = features.flatMap((feature) => Object.values(feature));
  return exported.flatMap((one) => (one as { codes?: readonly string[] }).codes ?? []);
}

describe("the codes of problems", () => {
  let codes: string[];
  before(async () => (codes = await allCodes()));

  it("are in kebab case, and unique in the whole program", () => {
    assert.ok(codes.length > 100);
    for (const code of codes) assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.deepEqual(
      codes.filter((code, index) => codes.indexOf(code) !== index),
      [],
    );
  });

  it("are those that wrong configurations get, and that specs of units name", async () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-codes-"));
    process.env[PROBLEMS_FILE] = join(folder, "problems.json");
    const produced = new Set<string>();
    try {
      for (const { when, ...given } of WRONG_CONFIGS) {
        const { error } = await runWith(readConfig, given);
        assert.ok(error, when);
        const problems = JSON.parse(readFileSync(process.env[PROBLEMS_FILE], "utf8")) as Problem[];
        for (const { code } of problems) produced.add(code);
      }
    } finally {
      delete process.env[PROBLEMS_FILE];
      rmSync(folder, { recursive: true });
    }
    const specs = filesIn(["test/components", "test/commands"], ".spec.ts").map((file) =>
      readFileSync(file, "utf8"),
    );
    const isNamed = (code: string) => specs.some((spec) => spec.includes(`"${code}"`));
    assert.deepEqual(
      codes.filter((code) => !produced.has(code) && !isNamed(code)),
      [],
    );
  });
});
