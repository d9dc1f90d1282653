import assert from "node:assert/strict";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { DescribeAddressesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { ROLE } from "../../../simulator/model/tokens";
import { ApiLab } from "./api-lab";

const OWN = "123456789012";
const OTHER = "210987654321";

describe("STS", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  const settings = (accessKeyId: string, sessionToken?: string) => ({
    endpoint: lab.api.url,
    region: "us-east-1",
    credentials: { accessKeyId, secretAccessKey: "x", ...(sessionToken && { sessionToken }) },
  });
  const whoIs = (accessKeyId: string, sessionToken?: string) =>
    new STSClient(settings(accessKeyId, sessionToken)).send(new GetCallerIdentityCommand({}));
  const assume = (accessKeyId: string, more: object = {}) =>
    new STSClient(settings(accessKeyId)).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${OWN}:role/deploy`,
        RoleSessionName: "me",
        ...more,
      }),
    );

  it("knows whose an access key is", async () => {
    assert.equal((await whoIs("simulated")).Account, OWN);
    assert.equal((await whoIs(`AKIA${OTHER}USER`)).Account, OTHER);
  });

  it("lets a role be assumed from another account, whose keys are those of the role's account", async () => {
    const { Credentials: keys } = await assume(`AKIA${OTHER}USER`);
    const { Account, Arn } = await whoIs(keys!.AccessKeyId!, keys!.SessionToken);
    assert.deepEqual([Account, Arn], [OWN, `arn:aws:sts::${OWN}:assumed-role/deploy/me`]);
    assert.ok(keys!.Expiration!.getTime() > Date.now());
  });

  it("asks for the external id that the trust policy of a role has", async () => {
    lab.aws.make(ROLE, {
      name: "deploy",
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: OTHER },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "sts:ExternalId": "right" } },
          },
        ],
      }),
    });
    await assert.rejects(assume(`AKIA${OTHER}USER`, { ExternalId: "wrong" }), /not authorized/);
    await assume(`AKIA${OTHER}USER`, { ExternalId: "right" });
  });

  it("refuses a session that is longer than the role allows, or than a role may have from a role", async () => {
    const assumeRolePolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: OTHER }, Action: "sts:AssumeRole" }],
    });
    lab.aws.make(ROLE, { name: "deploy", assumeRolePolicy });
    const key = `AKIA${OTHER}USER`;
    await assert.rejects(assume(key, { DurationSeconds: 7200 }), /exceeds the MaxSessionDuration/);
    await assert.rejects(assume(key, { DurationSeconds: 600 }), /from 900 to 43200/);
    const { Credentials: keys } = await assume(key, { DurationSeconds: 3600 });

    const RoleArn = `arn:aws:iam::${OTHER}:role/long`;
    await assume(key, { RoleArn, DurationSeconds: 7200 });
    const chained = new STSClient({
      ...settings(""),
      credentials: {
        accessKeyId: keys!.AccessKeyId!,
        secretAccessKey: "x",
        sessionToken: keys!.SessionToken!,
      },
    }).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "me", DurationSeconds: 7200 }));
    await assert.rejects(chained, /1 hour session limit for roles assumed by role chaining/);
  });

  it("has nothing in another account", async () => {
    lab.aws.eip();
    const addresses = async (key: string) =>
      (await new EC2Client(settings(key)).send(new DescribeAddressesCommand({}))).Addresses?.length;
    assert.equal(await addresses("simulated"), 1);
    assert.equal(await addresses(`AKIA${OTHER}USER`), 0);
  });
});
