import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { load } from "js-yaml";
import {
  renderNodeUserData,
  renderUserData,
} from "../../../../components/front-door/proxy/node-user-data";
import { hostile } from "../../../support/hostile";
import { figure } from "../../../support/lab-figures";

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

const textOf = (userData: string): string => gunzipSync(Buffer.from(userData, "base64")).toString();

const environmentIn = ({ write_files: files }: CloudConfig): string =>
  files.find(({ path }) => path === "/etc/holdfast/node.env")!.content;

/** The values that a shell has from these settings. */
function sourced(content: string, names: readonly string[], folder: string): string[] {
  writeFileSync(join(folder, "node.env"), content);
  const script = `set -eu -a; . ./node.env; printf '%s\\0' ${names.map((name) => `"$${name}"`).join(" ")}`;
  const all = execFileSync("bash", ["-c", script], {
    cwd: folder,
    encoding: "utf8",
    stdio: "pipe",
  });
  return all.split("\0").slice(0, -1);
}

/** Hostile values, of which no environment can have NUL, and no file half of a character. */
const values = (count: number): string[] =>
  fc
    .sample(hostile("rtb-1 rtb-2"), { numRuns: count, seed: 20261130 })
    .map((value) => Buffer.from(value.replaceAll("\0", "")).toString());

const settingsOf = (all: readonly string[]): Record<string, string> =>
  Object.fromEntries(all.map((value, index) => [`HOLDFAST_${index}`, value]));

const COUNT = 200;

describe("user data with hostile settings", () => {
  const all = values(COUNT);
  const environment = settingsOf(all);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "holdfast-hostile-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const RENDERED: Readonly<Record<string, string>> = {
    "a pair's node": renderNodeUserData({
      region: "eu-west-1",
      healthPort: 9001,
      haproxyConfig: "global\n",
      role: { kind: "pair", environment, keepalivedConfig: "" },
    }),
    "a jumpbox": renderUserData({ programs: [], environment, unit: "holdfast-name.service" }),
  };
  for (const [who, userData] of Object.entries(RENDERED)) {
    it(`gives the programs of ${who} each value unchanged, and runs nothing`, () => {
      const config = load(textOf(userData)) as CloudConfig;
      const names = Object.keys(environment);
      assert.deepEqual(sourced(environmentIn(config), names, folder), all);
      assert.equal(existsSync(join(folder, "canary")), false);
      figure(`Hostile settings, ${who}`, `${COUNT} came back from a shell unchanged`);
    });

    it(`has only characters for ${who} that cloud-init's parser of YAML takes and keeps`, () => {
      // https://github.com/yaml/pyyaml/blob/6.0.3/lib/yaml/reader.py: others are an error, or fold as ends of lines.
      assert.match(
        textOf(userData),
        /^[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u,
      );
    });

    it(`has the same files and commands for ${who} as with plain settings`, () => {
      const shape = ({ write_files: files, runcmd }: CloudConfig) => [
        files.map(({ path }) => path),
        runcmd,
      ];
      const plain = who.includes("pair")
        ? renderNodeUserData({
            region: "eu-west-1",
            healthPort: 9001,
            haproxyConfig: "global\n",
            role: { kind: "pair", environment: {}, keepalivedConfig: "" },
          })
        : renderUserData({ programs: [], environment: {}, unit: "holdfast-name.service" });
      assert.deepEqual(
        shape(load(textOf(userData)) as CloudConfig),
        shape(load(textOf(plain)) as CloudConfig),
      );
    });
  }

  it("is compared with what a shell has: a value in bare double quotes is found", () => {
    const bare = all.map((value, index) => `HOLDFAST_${index}="${value.replaceAll('"', "")}"\n`);
    writeFileSync(join(folder, "bare.env"), bare.join(""));
    const run = () => sourced(bare.join(""), Object.keys(environment), folder);
    let found: string[] = [];
    try {
      found = run();
    } catch {
      // The shell refuses it.
    }
    assert.notDeepEqual(found, all);
    rmSync(join(folder, "canary"), { force: true });
  });
});
