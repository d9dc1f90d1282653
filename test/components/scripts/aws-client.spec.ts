import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  type ScriptCredentials,
  scriptCredentials,
} from "../../../components/scripts/script-credentials";
import { createGate } from "../../../components/backend/guards";
import { TARGET_GROUP } from "../../../simulator/model/tokens";
import { temporaryFolder, writeText } from "../../commands/local/fakes";
import { ApiLab } from "../../simulator/api/api-lab";
import { record } from "../../support/recorder";

const OWN = "123456789012";
const OTHER = "210987654321";
const GATE = join(__dirname, "../../../components/backend/gate/gate.mjs");

class Owner extends pulumi.ComponentResource {
  constructor(targetGroupArn: string, opts: pulumi.ComponentResourceOptions) {
    super("test:index:Owner", "owner", {}, opts);
    const args = { targetGroupArns: { blue: targetGroupArn }, region: "us-east-1" };
    createGate("owner-gate", { ...args, timeoutSeconds: 1 }, { parent: this });
  }
}

describe("the credentials of a script", () => {
  const folder = temporaryFolder();
  let lab: ApiLab;
  let group = "";
  beforeEach(async () => {
    lab = await ApiLab.open();
    const vpcId = lab.aws.vpc().id;
    group = lab.aws.make(TARGET_GROUP, { name: "blue", port: 80, protocol: "TCP", vpcId }).id;
  });
  afterEach(() => lab.api.close());

  /** Runs the gate of a component in a shell whose own credentials are of another account. */
  const runGate = async (credentials?: ScriptCredentials): Promise<string> => {
    const transformations = credentials && [scriptCredentials(credentials)];
    const recording = await record(
      () => void new Owner(group, transformations ? { transformations } : {}),
    );
    const { environment } = recording.find("owner-gate").inputs as {
      environment: Record<string, string>;
    };
    const env = {
      PATH: process.env["PATH"],
      AWS_ACCESS_KEY_ID: `AKIA${OTHER}USER`,
      AWS_SECRET_ACCESS_KEY: "x",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: lab.api.url,
      ...environment,
    };
    return new Promise((resolve) =>
      execFile(process.execPath, [GATE], { env }, (_, stdout, stderr) => resolve(stdout + stderr)),
    );
  };
  const calls = () => lab.api.calls.map(({ action }) => action);
  /** It has come to ask about the target group, which has no targets. */
  const ASKED = /^blue: no targets/;

  it("are of the stack's account, or nothing is done", async () => {
    const printed = await runGate();
    assert.match(
      printed,
      /belong to the AWS account 210987654321 \(arn.*, but the stack is in 123456789012\. /,
    );
    assert.match(printed, /^blue does not go live/);
    assert.deepEqual(calls(), ["sts:GetCallerIdentity"]);
  });

  it("are those of the roles that the provider assumes, one after the other", async () => {
    const roleArn = (account: string) => `arn:aws:iam::${account}:role/deploy`;
    const assumeRoles = [{ roleArn: roleArn("111111111111") }, { roleArn: roleArn(OWN) }];
    assert.match(await runGate({ assumeRoles }), ASKED);
    const assumed = lab.api.calls.filter(({ action }) => action === "sts:AssumeRole");
    assert.ok(assumed.some(({ body }) => body["RoleArn"] === assumeRoles[0]!.roleArn));
    assert.ok(assumed.some(({ body }) => body["RoleArn"] === assumeRoles[1]!.roleArn));
  });

  it("are those of the provider's profile", async () => {
    const keys = "aws_access_key_id = simulated\naws_secret_access_key = x\n";
    const sharedCredentialsFile = writeText(folder("credentials"), `[work]\n${keys}`);
    assert.match(await runGate({ profile: "work", sharedCredentialsFile }), ASKED);
  });

  it("have the external id and the name of a session that the provider has", async () => {
    const role = { externalId: "id", sessionName: "mine", durationSeconds: 900 };
    const roleArn = `arn:aws:iam::${OWN}:role/deploy`;
    await runGate({ assumeRoles: [{ roleArn, ...role }] });
    const { body } = lab.api.calls.find(({ action }) => action === "sts:AssumeRole")!;
    const { ExternalId, RoleSessionName, DurationSeconds } = body;
    assert.deepEqual([ExternalId, RoleSessionName, DurationSeconds], ["id", "mine", "900"]);
  });

  it("go to the endpoints that the provider has", async () => {
    const printed = await runGate({
      assumeRoles: [{ roleArn: `arn:aws:iam::${OWN}:role/deploy` }],
      endpoints: { elbv2: "http://127.0.0.1:9" },
    });
    assert.match(printed, /blue does not go live: .*127\.0\.0\.1:9/);
  });
});
