import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { companyAccount } from "../support/company-account";
import { PROGRAM_VARIANTS, asStackConfig, runProgram } from "../support/program";
import { record } from "../support/recorder";

describe("Pulumi.README.md", () => {
  const outputsWith = async (organization: string) => {
    const config = asStackConfig(PROGRAM_VARIANTS["defaults"]!);
    const given = { config, account: companyAccount(), organization };
    return (await record(runProgram, given)).outputs;
  };

  it("is an output with Pulumi Cloud, which shows it", async () => {
    const text = readFileSync(join(__dirname, "../../Pulumi.README.md"), "utf8");
    assert.equal((await outputsWith("acme"))["readme"], text);
  });

  it("is none with another backend, whose engine would print it", async () => {
    assert.ok(!("readme" in (await outputsWith("organization"))));
  });
});
