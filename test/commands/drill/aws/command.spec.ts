import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../../../commands/drill/aws/command";
import type { AwsOutcome } from "../../../../commands/drill/aws/report";
import { processTerminal } from "../../../../commands/shared/terminal";
import { AwsServer } from "./aws-server";
import { ACCOUNT, haproxyExport } from "./exports";

const PACE = { calm: 0.3, poll: 0.2, quiet: 0.3, most: 5 };

describe("drill:aws", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-drill-aws-"));
  const file = join(folder, "export.json");
  const before_ = { ...process.env };
  let aws: AwsServer;
  let url: string;

  before(() => writeFileSync(file, JSON.stringify(haproxyExport())));
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    aws = new AwsServer();
    url = await aws.open();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
  });
  afterEach(() => {
    aws.close();
    for (const name of Object.keys(process.env)) {
      if (!(name in before_)) delete process.env[name];
    }
    Object.assign(process.env, before_);
  });

  const drill = async (argv: readonly string[], answer?: string) => {
    let [out, err] = ["", ""];
    const code = await main(
      ["--file", file, "--scenario", "az-blocked", ...argv],
      {
        ...processTerminal(),
        out: (text) => void (out += text),
        err: (text) => void (err += text),
      },
      {
        ask: answer === undefined ? undefined : () => Promise.resolve(answer),
        pace: PACE,
        log: (line) => void (err += `${line}\n`),
      },
    );
    return { code, out, err };
  };
  const run = (...argv: readonly string[]) => drill(["--run", "--url", `${url}/page`, ...argv]);
  const yes = ["--yes-on-aws", ACCOUNT];

  it("prints the experiment, its role and its price, and calls nothing", async () => {
    const { code, out } = await drill([]);
    assert.equal(code, 0);
    assert.match(out, /an availability zone is cut off: 5 action-minutes .* are USD 0.50/);
    assert.match(out, /"actionId": "aws:network:disrupt-connectivity"/);
    assert.match(out, /Trust policy of arn:aws:iam::111122223333:role\/holdfast-drill/);
    assert.match(out, /"ec2:ReplaceNetworkAclAssociation"/);
    assert.match(out, /AWS was not called/);
    assert.deepEqual(aws.calls, []);
  });

  it("creates, starts and watches the experiment, counts what failed, and deletes it", async () => {
    const { code, out } = await run(...yes, "--json", "--rate", "50");
    assert.equal(code, 0);
    assert.deepEqual(aws.called(), [
      "POST /",
      "POST /experimentTemplates",
      "POST /experiments",
      "GET /experiments/EXP1",
      "GET /experiments/EXP1",
      "DELETE /experimentTemplates/EXT1",
    ]);
    const outcome = JSON.parse(out) as AwsOutcome;
    assert.equal(outcome.experiment, "completed");
    assert.ok(outcome.failed > 0 && outcome.failed < outcome.requests);
    assert.deepEqual(Object.keys(outcome.errors), ["status 503"]);
    assert.ok(outcome.recoverSeconds > 0);
  });

  it("signs every call for its service, and gives FIS the template that it prints", async () => {
    await run(...yes);
    const [sts, create, start] = aws.calls;
    const scope = (service: string) =>
      new RegExp(
        `^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\\d{8}/us-east-1/${service}/aws4_request, .*Signature=[0-9a-f]{64}$`,
      );
    assert.match(sts!.authorization, scope("sts"));
    assert.match(create!.authorization, scope("fis"));
    const { clientToken, ...template } = JSON.parse(create!.body) as Record<string, unknown>;
    assert.match(String(clientToken), /^[0-9a-f-]{36}$/);
    const { out } = await drill(["--json"]);
    assert.deepEqual(template, (JSON.parse(out) as { template: object }).template);
    const started = JSON.parse(start!.body) as Record<string, unknown>;
    assert.equal(started["experimentTemplateId"], "EXT1");
  });

  it("accepts the typed account id", async () => {
    const { code } = await drill(["--run", "--url", `${url}/page`], ` ${ACCOUNT}\n`);
    assert.equal(code, 0);
    assert.ok(aws.called().includes("POST /experiments"));
  });

  it("refuses to start anything without the account's id", async () => {
    for (const answer of [undefined, "yes", "999988887777"]) {
      const { code, err } = await drill(["--run", "--url", `${url}/page`], answer);
      assert.equal(code, 1);
      assert.match(err, /nothing was started: confirm with the account id, 111122223333/);
    }
    assert.deepEqual(new Set(aws.called()), new Set(["POST /"]));
  });

  it("refuses credentials of another account than the stack's", async () => {
    aws.account = "999988887777";
    const { code, err } = await run(...yes);
    assert.equal(code, 1);
    assert.match(
      err,
      /the stack is in account 111122223333, but the credentials belong to account 999988887777/,
    );
    assert.deepEqual(aws.called(), ["POST /"]);
  });

  it("refuses what could not be carried out, before any call", async () => {
    const { code, err } = await run(...yes, "--scenario", "haproxy-crashed");
    assert.equal(code, 1);
    assert.match(err, /Systems Manager cannot manage a1/);
    assert.deepEqual(aws.calls, []);
  });

  it("refuses to break what does not answer anyway", async () => {
    aws.isPageGood = false;
    const { code, err } = await run(...yes);
    assert.equal(code, 1);
    assert.match(err, /failed before any fault \(status 503\): nothing was started/);
    assert.deepEqual(aws.called(), ["POST /"]);
  });

  it("says what FIS says when it refuses the template", async () => {
    aws.refusal = "Role cannot be assumed";
    const { code, err } = await run(...yes);
    assert.equal(code, 1);
    assert.match(err, /POST \/experimentTemplates: ValidationException: Role cannot be assumed/);
  });

  it("ends with its own exit code when an alarm stopped the experiment", async () => {
    aws.states = ["running", "stopped"];
    const { code, out } = await run(...yes);
    assert.equal(code, 3);
    assert.match(out, /stopped$/m);
    assert.equal(aws.called().at(-1), "DELETE /experimentTemplates/EXT1");
  });

  it("stops the experiment and deletes its template when it is interrupted", async () => {
    aws.states = ["running"];
    const running = run(...yes);
    const waiting = setInterval(() => {
      if (aws.called().includes("GET /experiments/EXP1")) process.emit("SIGINT");
    }, 20);
    const { code } = await running.finally(() => clearInterval(waiting));
    assert.equal(code, 1);
    assert.deepEqual(aws.called().slice(-2), [
      "DELETE /experiments/EXP1",
      "DELETE /experimentTemplates/EXT1",
    ]);
  });
});
