import assert from "node:assert/strict";
import fc from "fast-check";
import { renderDemoServer } from "../../../components/backend/demo-server";
import { hostile } from "../../support/hostile";
import { figure } from "../../support/lab-figures";

const COUNT = 1_000;

const rendered = (version: string): string =>
  renderDemoServer({ color: "blue", version, port: 80, tls: false });

/** Lines as a shell that reads a here-document and systemd have them: systemd's end at CR and NUL, too. */
const linesOf = (text: string): string[] => text.split(/[\n\r\0]/);

/** What systemd gives a service as VERSION: percent signs are doubled, and C's escapes are read. */
function versionIn(text: string): string | undefined {
  const [, word] = /^Environment="VERSION=((?:[^"\\]|\\.)*)"$/m.exec(text) ?? [];
  return word
    ?.replaceAll("%%", "%")
    .replace(/\\(x[0-9a-f]{2}|.)/g, (_, escape: string) =>
      escape.length === 3 ? String.fromCharCode(parseInt(escape.slice(1), 16)) : escape,
    );
}

const without = (lines: readonly string[], place: number): string[] =>
  lines.filter((_, index) => index !== place);

describe("renderDemoServer with hostile versions", () => {
  const versions = fc
    .sample(hostile("1.2.3"), { numRuns: COUNT, seed: 20261130 })
    .map((version) => version.replaceAll("\0", ""));

  it("has the same lines but that of the version, which is unchanged", () => {
    const plain = linesOf(rendered("plain"));
    const place = plain.findIndex((line) => line.includes("VERSION=plain"));
    for (const version of versions) {
      const text = rendered(version);
      const lines = linesOf(text);
      assert.deepEqual(without(lines, place), without(plain, place), JSON.stringify(version));
      assert.equal(versionIn(lines[place]!), version);
    }
    figure("Hostile settings, demonstration server", `${COUNT} versions came back unchanged`);
  });

  it("leaves out NUL, which no environment can have", () => {
    assert.equal(versionIn(rendered("1\0.2")), "1.2");
  });
});
