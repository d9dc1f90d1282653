import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FRONT_DOORS } from "../../commands/compare/designs";

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** The document, with wrapped lines joined. */
const text = read("docs/defensive-design.md");
const oneLine = text.replaceAll(/\s+/g, " ");

/** A cited proof: a spec file, and one of its titles. */
function citedTests(): { file: string; title: string }[] {
  const citations = oneLine.matchAll(/`(test\/[^`]+\.spec\.ts)`: ((?:"[^"]+"(?:, )?)+)/g);
  return [...citations].flatMap(([, file, titles]) =>
    [...titles!.matchAll(/"([^"]+)"/g)].map(([, title]) => ({ file: file!, title: title! })),
  );
}

const tables = () =>
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      guardrail: section.slice(0, section.indexOf("\n")),
      rows: section
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .slice(2)
        .map((line) => line.split("|").map((cell) => cell.trim())),
    }));

describe("docs/defensive-design.md", () => {
  it("has five guardrails, each with a row for every front door", () => {
    const doors = FRONT_DOORS.map(({ title }) => title).filter((title) => title !== "none");
    assert.equal(tables().length, 5);
    for (const { guardrail, rows } of tables()) {
      assert.deepEqual(
        rows.map(([, door]) => door),
        doors,
        guardrail,
      );
    }
  });

  it("says in each row where it is, and names a test", () => {
    for (const { guardrail, rows } of tables()) {
      for (const [, door, what, where] of rows) {
        assert.ok(what, `${guardrail}: ${door}`);
        assert.match(where!, /^`[^`]+`<br>`test\/[^`]+\.spec\.ts`: "/, `${guardrail}: ${door}`);
      }
    }
  });

  it("names files that exist", () => {
    const files = [...text.matchAll(/`([\w-]+(?:\/[\w.-]+)+)`/g)].map(([, file]) => file!);
    assert.ok(files.length > 50);
    assert.deepEqual(
      files.filter((file) => !existsSync(join(root, file))),
      [],
    );
  });

  it("names tests that exist, by file and title", () => {
    const cited = citedTests();
    assert.ok(cited.length > 30);
    const missing = cited.filter(({ file, title }) => {
      const escaped = title.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return !new RegExp(`\\bit\\(\\s*["'\`]${escaped}["'\`]`).test(read(file));
    });
    assert.deepEqual(missing, []);
  });
});
