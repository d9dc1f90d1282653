import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { configure, isSetting } from "../../../commands/drill/configure";

describe("settings that differ from those of a stack", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-configure-"));
  const file = join(folder, "Pulumi.nlb.yaml");
  after(() => rmSync(folder, { recursive: true }));

  const configured = (...settings: string[]): unknown => {
    const config = { "aws:region": "us-east-1", "holdfast:backend": { live: "blue", blue: {} } };
    writeFileSync(file, JSON.stringify({ config }));
    configure(file, settings);
    return (load(readFileSync(file, "utf8")) as { config: unknown }).config;
  };

  it("are put where they belong, the others stay", () => {
    assert.deepEqual(configured("backend.blue.cidr=10.30.0.0/16", "backend.drainSeconds=60"), {
      "aws:region": "us-east-1",
      "holdfast:backend": { live: "blue", blue: { cidr: "10.30.0.0/16" }, drainSeconds: 60 },
    });
  });

  it("make sections that are not there, and replace whole ones", () => {
    assert.deepEqual(configured("dns.zone=example.com", "backend={ weights: { blue: 100 } }"), {
      "aws:region": "us-east-1",
      "holdfast:backend": { weights: { blue: 100 } },
      "holdfast:dns": { zone: "example.com" },
    });
  });

  it("are taken out without a value", () => {
    assert.deepEqual(configured("backend.blue="), {
      "aws:region": "us-east-1",
      "holdfast:backend": { live: "blue" },
    });
  });

  it("are a path and a value", () => {
    assert.deepEqual(
      ["backend.live=green", "backend=", "backend", "=green", "a..b=1"].map(isSetting),
      [...[true, true], ...[false, false, false]],
    );
  });
});
