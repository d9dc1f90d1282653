import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { CHECKS_FILE, type ChecksReport } from "../../../components/config/checks";
import { readConfig } from "../../../components/config/read-config";
import { restoreVariables, temporaryFolder } from "../../commands/local/fakes";
import { runWith } from "./read-under-mocks";
import type { Given } from "./wrong-configs";

const DOOR = {
  entry: { kind: "haproxy" },
  backend: { live: "blue", blue: { cidr: "10.30.0.0/16" } },
};

describe("the report of an update's requirements", () => {
  const folder = temporaryFolder();
  restoreVariables(CHECKS_FILE);

  async function reportOf(given: Given): Promise<ChecksReport> {
    process.env[CHECKS_FILE] = folder("checks.json");
    await runWith(readConfig, given);
    return JSON.parse(readFileSync(folder("checks.json"), "utf8")) as ChecksReport;
  }

  it("has what AWS answers, for what the configuration needs", async () => {
    const { checks, problems } = await reportOf({ config: DOOR });
    assert.deepEqual(problems, []);
    const found = Object.fromEntries(checks.map((check) => [check.what, check.found]));
    assert.match(found["identity"]!, /^account \d{12}, arn:aws:iam::/);
    assert.match(found["availability zones"]!, /^us-east-1a b c/);
    assert.match(found["instance types"]!, /^c7g\.medium in us-east-1a b/);
    assert.match(found["quota of Elastic IPs"]!, /^0 of \d+ used, 6 more needed$/);
    assert.equal(found["VPC"], undefined, "no setting needs it");
  });

  it("has the errors of lookups, and the problems that end the program", async () => {
    const { checks, problems } = await reportOf({
      config: { ...DOOR, dns: { zone: "holdfast-missing.net" } },
      aws: { "aws:index/getCallerIdentity:getCallerIdentity": new Error("expired token") },
    });
    assert.match(checks.find(({ what }) => what === "identity")!.error!, /expired token/);
    assert.deepEqual(
      problems.map(({ path }) => path),
      ["dns.zone"],
    );
  });
});
