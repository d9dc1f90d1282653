import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Access } from "../../../components/jumpbox/access";
import { Jumpbox } from "../../../components/jumpbox/jumpbox";
import type { JumpboxArgs } from "../../../components/jumpbox/args";
import { PLACEHOLDER_ADDRESS } from "../../../components/jumpbox/boot-record";
import { Account } from "../../../simulator/account";
import {
  DNS_RECORD,
  EGRESS_RULE,
  HOSTED_ZONE,
  INGRESS_RULE,
  INSTANCE,
  INSTANCE_CONNECT_ENDPOINT,
  ROLE,
  ROLE_POLICY,
  SCHEDULE,
} from "../../../simulator/model/tokens";
import { bill, priced } from "../../cost/resources";
import { HOURS } from "../../support/hours";
import { type Recording, record } from "../../support/recorder";
import { ofType, vpcNamed } from "../backend/backends";

interface Document {
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

async function recordJumpbox(
  access: Access,
  more: Partial<JumpboxArgs> = {},
  account?: Account,
): Promise<Recording> {
  return record(
    () => {
      const vpc = vpcNamed("network", "10.20.0.0/16");
      new Jumpbox("jumpbox", { vpc, access, hours: HOURS, ...more });
    },
    account ? { account } : {},
  );
}

/** A public jumpbox in a zone that exists. */
async function recordPublic(): Promise<{ recording: Recording; zoneId: string }> {
  const account = Account.inMemory();
  const { id } = account.create(HOSTED_ZONE, "global", { name: "shop.test" });
  const zone = { id, name: "shop.test" };
  const allowFrom = ["198.51.100.0/24", "203.0.113.7/32"];
  const access: Access = { kind: "public", allowFrom, record: "jumpbox", zone };
  return { recording: await recordJumpbox(access, {}, account), zoneId: id };
}

const documentOf = (recording: Recording, name: string, type: string, key: string): Document =>
  JSON.parse(recording.find(name, type).inputs[key] as string) as Document;
const policy = (recording: Recording, name: string) =>
  documentOf(recording, name, ROLE_POLICY, "policy").Statement;

const rules = (recording: Recording, type: string) =>
  ofType(recording, type)
    .filter(({ name }) => name.startsWith("jumpbox"))
    .map(({ name, inputs }) => `${name} ${String(inputs["fromPort"])}-${String(inputs["toPort"])}`);

describe("Jumpbox", () => {
  it("has its hours kept by a role that may start and stop this instance, and nothing else", async () => {
    const recording = await recordJumpbox({ kind: "ssm" });
    const arn = recording.find("jumpbox", INSTANCE).outputs["arn"];
    assert.deepEqual(policy(recording, "jumpbox-scheduler"), [
      { Effect: "Allow", Action: ["ec2:StartInstances", "ec2:StopInstances"], Resource: arn },
    ]);
    const [trust] = documentOf(recording, "jumpbox-scheduler", ROLE, "assumeRolePolicy").Statement;
    assert.deepEqual(trust!["Condition"], {
      StringEquals: {
        "aws:SourceAccount": "123456789012",
        "aws:SourceArn": "arn:aws:scheduler:us-east-1:123456789012:schedule-group/default",
      },
    });
    assert.deepEqual(
      ofType(recording, SCHEDULE).map(({ inputs }) => inputs["flexibleTimeWindow"]),
      [{ mode: "OFF" }, { mode: "OFF" }],
    );
  });

  it("is priced for its hours, with its disk and its address", async () => {
    const { recording } = await recordPublic();
    const planned = recording.resources.map(({ type, name, urn, inputs, outputs }) => ({
      type,
      name,
      urn,
      inputs,
      id: outputs["id"] as string,
    }));
    const lines = bill(priced(planned)).filter((line) => /nano|disk|launch/.test(line));
    assert.deepEqual(lines.sort(), [
      "gp3 disks: 8 x 0.08 = 0.64",
      "public IPv4 addresses assigned at launch: 217.261905 x 0.005 = 1.086309525",
      "t4g.nano instance: 217.261905 x 0.0042 = 0.912500001",
    ]);
    const pages = readFileSync(join(__dirname, "../../../docs/jumpbox.md"), "utf8");
    for (const sum of ["0.64", "0.91", "1.09", "1.55", "2.64"]) assert.ok(pages.includes(sum), sum);
  });

  it("takes the image that is newest at its creation, and Graviton's or Intel's by its type", async () => {
    const image = async (instanceType: string) =>
      (await recordJumpbox({ kind: "ssm" }, { instanceType })).find("jumpbox", INSTANCE).inputs[
        "ami"
      ];
    assert.match(String(await image("t4g.nano")), /^ami-/);
    assert.notEqual(await image("t4g.nano"), await image("t3.nano"));
    const named = { image: "ami-0123456789abcdef0" };
    const recording = await recordJumpbox({ kind: "ssm" }, named);
    assert.equal(recording.find("jumpbox", INSTANCE).inputs["ami"], named.image);
  });

  it("is encrypted, with IMDSv2 only", async () => {
    const { inputs } = (await recordJumpbox({ kind: "ssm" })).find("jumpbox", INSTANCE);
    assert.equal((inputs["rootBlockDevice"] as Record<string, unknown>)["encrypted"], true);
    assert.equal((inputs["metadataOptions"] as Record<string, unknown>)["httpTokens"], "required");
  });

  describe("by Session Manager", () => {
    it("admits no sources, has no address, and may make the agent's calls", async () => {
      const recording = await recordJumpbox({ kind: "ssm" });
      const { inputs, outputs } = recording.find("jumpbox", INSTANCE);
      assert.deepEqual(rules(recording, INGRESS_RULE), []);
      assert.deepEqual(rules(recording, EGRESS_RULE), [
        "jumpbox-to-vpc 0-65535",
        "jumpbox-https 443-443",
      ]);
      assert.equal(outputs["publicIp"], "");
      assert.equal(inputs["userDataBase64"], undefined);
      assert.deepEqual(
        policy(recording, "jumpbox").map(({ Action }) => Action),
        [
          [
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
          ],
        ],
      );
    });
  });

  describe("behind an Instance Connect Endpoint", () => {
    it("admits the endpoint, which reaches nothing else", async () => {
      const access: Access = { kind: "instanceConnectEndpoint", keyName: "operations" };
      const recording = await recordJumpbox(access);
      const group = (name: string) => recording.find(name).outputs["id"];
      const endpoint = recording.find("jumpbox-endpoint", INSTANCE_CONNECT_ENDPOINT);
      const [endpointGroup] = endpoint.inputs["securityGroupIds"] as string[];
      assert.deepEqual(
        [INGRESS_RULE, EGRESS_RULE].map((type) =>
          ofType(recording, type)
            .filter(({ inputs }) => inputs["fromPort"] === 22)
            .map(({ inputs }) => [inputs["securityGroupId"], inputs["referencedSecurityGroupId"]]),
        ),
        [[[group("jumpbox-group"), endpointGroup]], [[endpointGroup, group("jumpbox-group")]]],
      );
      const { inputs, outputs } = recording.find("jumpbox", INSTANCE);
      assert.equal(inputs["keyName"], "operations");
      assert.equal(inputs["iamInstanceProfile"], undefined);
      assert.equal(outputs["publicIp"], "");
    });
  });

  describe("with a public address", () => {
    it("admits the blocks named on SSH, and has an address that AWS lends it", async () => {
      const { recording } = await recordPublic();
      assert.deepEqual(rules(recording, INGRESS_RULE), [
        "jumpbox-ssh-198.51.100.0-24 22-22",
        "jumpbox-ssh-203.0.113.7-32 22-22",
        "jumpbox-group-path-mtu 3-4",
      ]);
      assert.notEqual(recording.find("jumpbox", INSTANCE).outputs["publicIp"], "");
    });

    it("may change its own record to another A record, and nothing else", async () => {
      const { recording, zoneId } = await recordPublic();
      assert.deepEqual(policy(recording, "jumpbox"), [
        {
          Sid: "OwnName",
          Effect: "Allow",
          Action: "route53:ChangeResourceRecordSets",
          Resource: `arn:aws:route53:::hostedzone/${zoneId}`,
          Condition: {
            "ForAllValues:StringEquals": {
              "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["jumpbox.shop.test"],
              "route53:ChangeResourceRecordSetsRecordTypes": ["A"],
              "route53:ChangeResourceRecordSetsActions": ["UPSERT"],
            },
          },
        },
      ]);
    });

    it("has a name with a placeholder address until its first boot", async () => {
      const { recording } = await recordPublic();
      const { inputs } = recording.find("jumpbox-name", DNS_RECORD);
      assert.deepEqual(
        [inputs["name"], inputs["records"]],
        ["jumpbox.shop.test", [PLACEHOLDER_ADDRESS]],
      );
    });

    it("is told at its first boot what keeps the name, and nothing of the proxies", async () => {
      const { recording, zoneId } = await recordPublic();
      const data = recording.find("jumpbox", INSTANCE).inputs["userDataBase64"] as string;
      const text = gunzipSync(Buffer.from(data, "base64")).toString();
      const { write_files: files, runcmd } = JSON.parse(text.replace("#cloud-config", "")) as {
        write_files: { path: string; content: string }[];
        runcmd: string[][];
      };
      assert.deepEqual(
        files.map(({ path }) => path),
        [
          "/opt/holdfast/lib/common.sh",
          "/opt/holdfast/bin/holdfast-name",
          "/etc/systemd/system/holdfast-name.service",
          "/etc/systemd/system/holdfast-.service.d/sandbox.conf",
          "/etc/holdfast/node.env",
        ],
      );
      assert.equal(
        files.at(-1)!.content,
        `AWS_REGION=us-east-1\nHOLDFAST_NODE=jumpbox\nHOLDFAST_ZONE_ID=${zoneId}\nHOLDFAST_RECORD=jumpbox.shop.test\nHOLDFAST_TTL=60\n`,
      );
      assert.equal(runcmd.at(-1)!.at(-1), "holdfast-name.service");
    });
  });
});
