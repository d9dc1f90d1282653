import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readConfig, stopOn } from "../../../components/config/read-config";
import { PROBLEMS_FILE } from "../../../components/settings/problem";
import program from "../../../index";
import { Account } from "../../../simulator/account";
import { readGoodConfig, runWith } from "./read-under-mocks";
import { WRONG_CONFIGS } from "./wrong-configs";

const natAddress = (letter: string, more = {}) => ({
  role: "egress",
  holder: `nat-${letter}`,
  releaseAllowed: false,
  ...more,
});

const twice = (token: string) => [token, token];

const PROBLEM = {
  path: "network.cidr",
  given: "10.0.0.0/8",
  code: "cidr-too-large",
  data: { largest: 16, fit: "10.0.0.0/16" },
  problem: "is larger than a /16, the largest VPC that AWS allows",
  remedy: "write 10.0.0.0/16",
};

describe("readConfig", () => {
  describe("of a wrong configuration", () => {
    for (const { when, message, ...given } of WRONG_CONFIGS) {
      it(`fails when ${when}`, async () => {
        const { error, registered } = await runWith(program, given);
        assert.equal(
          error?.message,
          `Pulumi.dev.yaml has 1 problem; nothing was changed\n${message}`,
        );
        assert.ok(pulumi.RunError.isInstance(error), "the error would print its stack");
        assert.deepEqual(registered, []);
      });
    }

    it("names the file that a local run has taken it from", () => {
      process.env["HOLDFAST_CONFIG_FILE"] = "x.yaml";
      try {
        assert.throws(() => stopOn([PROBLEM]), /x\.yaml has 1 problem/);
      } finally {
        delete process.env["HOLDFAST_CONFIG_FILE"];
      }
    });

    it("writes its problems as data into the file that who runs it names", () => {
      const folder = mkdtempSync(join(tmpdir(), "holdfast-problems-"));
      process.env[PROBLEMS_FILE] = join(folder, "problems.json");
      try {
        assert.throws(() => stopOn([PROBLEM]));
        assert.deepEqual(JSON.parse(readFileSync(process.env[PROBLEMS_FILE], "utf8")), [PROBLEM]);
      } finally {
        delete process.env[PROBLEMS_FILE];
        rmSync(folder, { recursive: true });
      }
    });

    it("fails with all problems at once, section by section", async () => {
      const { error, registered } = await runWith(program, {
        region: "us-east-1a",
        config: {
          netwrk: {},
          network: { cidr: "10.20.0.0/8", availabilityZones: 1, egress: { kind: "nat" } },
          addresses: { adopt: { "egress-a": "203.0.113.7" }, protect: "no", owner: "me" },
          tags: { Name: "edge", "aws:x": "y" },
        },
      });
      assert.deepEqual(registered, []);
      assert.equal(
        error?.message,
        `Pulumi.dev.yaml has 9 problems; nothing was changed

  aws:region = "us-east-1a"
    is an availability zone, but must be a region
    fix: write us-east-1

  holdfast:netwrk
    is not a section of the configuration. The sections are network, addresses, entry, image, backend, dns, jumpbox, internalHosts, tags, budget and usage
    fix: did you mean holdfast:network?

  holdfast:network.cidr = "10.20.0.0/8"
    is larger than a /16, the largest VPC that AWS allows
    fix: write 10.20.0.0/16

  holdfast:network.availabilityZones = 1
    must have at least two availability zones: with one, its loss would make all addresses unavailable
    fix: use at least two

  holdfast:addresses.owner = "me"
    is not a setting: addresses has protect, pool, adopt, allowRelease and reverseDns
    fix: remove it

  holdfast:addresses.protect = "no"
    must be true or false
    fix: write true or false

  holdfast:addresses.adopt.egress-a = "203.0.113.7"
    is an address, but must be an allocation id
    fix: look the id up: aws ec2 describe-addresses --public-ips 203.0.113.7

  holdfast:tags.Name = "edge"
    is reserved: the program sets it to the name of each resource
    fix: use another key

  holdfast:tags["aws:x"] = "y"
    begins with aws:, which is reserved for AWS
    fix: use another key`,
      );
    });

    it("fails with what AWS says about good sections beside the problems of wrong ones", async () => {
      const { error } = await runWith(program, {
        config: {
          network: { cidr: "10.20.0.0/16", availabilityZones: ["us-east-1a", "us-east-1g"] },
          addresses: { adopt: { "egress-a": "eipalloc-0123456789abcdef0" } },
          tags: { Name: "edge" },
        },
      });
      assert.deepEqual(
        error?.message.split("\n").filter((line) => line.startsWith("  holdfast:")),
        [
          '  holdfast:tags.Name = "edge"',
          '  holdfast:network.availabilityZones[1] = "us-east-1g"',
          '  holdfast:addresses.adopt.egress-a = "eipalloc-0123456789abcdef0"',
        ],
      );
    });
  });

  describe("of a good configuration", () => {
    it("has what scripts need to work in the account of the AWS provider", async () => {
      const roleArn = "arn:aws:iam::123456789012:role/deploy";
      const { credentials } = await readGoodConfig({
        config: {
          "aws:profile": "work",
          "aws:assumeRoles": [{ roleArn, externalId: "id", duration: "1h30m" }],
          "aws:endpoints": [{ ec2: "http://localhost:1" }],
          "aws:sharedConfigFiles": ["config"],
          // Without a front door there are no scripts.
          "aws:secretKey": "x",
        },
      });
      assert.deepEqual(credentials, {
        profile: "work",
        assumeRoles: [{ roleArn, externalId: "id", durationSeconds: 5400 }],
        endpoints: { ec2: "http://localhost:1" },
        sharedConfigFile: "config",
      });
    });

    it("has the AWS provider's default tags, which its own come before", async () => {
      const { tags } = await readGoodConfig({
        config: {
          "aws:defaultTags": { tags: { owner: "platform", team: "a" } },
          tags: { team: "b" },
        },
      });
      assert.deepEqual(tags, { owner: "platform", team: "b", "holdfast:stack": "holdfast/dev" });
    });

    it("fills in the defaults", async () => {
      assert.deepEqual(await readGoodConfig({}), {
        region: "us-east-1",
        network: {
          cidr: "10.20.0.0/16",
          availabilityZones: ["us-east-1a", "us-east-1b"],
          egress: { kind: "nat", gateways: "perAz", gatewayEndpoints: [] },
        },
        addresses: {
          accelerator: undefined,
          protect: true,
          addresses: { "egress-a": natAddress("a"), "egress-b": natAddress("b") },
          external: {},
          handover: [],
          claims: [],
          notices: [],
        },
        entry: undefined,
        image: undefined,
        backend: undefined,
        credentials: {},
        dns: undefined,
        jumpbox: undefined,
        internalHosts: {},
        tags: { "holdfast:stack": "holdfast/dev" },
      });
    });

    it("counts a setting without a value as absent", async () => {
      const { network, addresses } = await readGoodConfig({
        config: {
          network: { cidr: "10.20.0.0/16", egress: null, flowLogs: null },
          addresses: { adopt: null },
          tags: "",
        },
      });
      assert.equal(network.egress.kind, "nat");
      assert.ok(!network.existing);
      assert.equal(network.flowLogs, undefined);
      assert.deepEqual(addresses.addresses["egress-a"], natAddress("a"));
    });

    const egress: Readonly<Record<string, [given: object, expected: object]>> = {
      "a NAT gateway in each zone": [
        { kind: "nat", gatewayEndpoints: ["s3"] },
        { kind: "nat", gateways: "perAz", gatewayEndpoints: ["s3"] },
      ],
      "a single NAT gateway in the first zone": [
        { kind: "nat", gateways: "single" },
        { kind: "nat", gateways: "single", zone: "us-east-1a", gatewayEndpoints: [] },
      ],
      "a single NAT gateway in the zone chosen": [
        { kind: "nat", gateways: "single", zone: "us-east-1b" },
        { kind: "nat", gateways: "single", zone: "us-east-1b", gatewayEndpoints: [] },
      ],
      "a regional NAT gateway": [
        { kind: "nat", gateways: "regional" },
        { kind: "nat", gateways: "regional", gatewayEndpoints: [] },
      ],
      "PrivateLink to the default services": [
        { kind: "privatelink" },
        {
          kind: "privatelink",
          interfaceEndpoints: [
            ...["ssm", "ssmmessages", "ec2messages", "kms", "monitoring", "logs"],
            "cloudformation",
          ],
          gatewayEndpoints: ["s3", "dynamodb"],
        },
      ],
      "PrivateLink to chosen services": [
        { kind: "privatelink", interfaceEndpoints: ["ecr.api"], gatewayEndpoints: [] },
        { kind: "privatelink", interfaceEndpoints: ["ecr.api"], gatewayEndpoints: [] },
      ],
      "no egress": [{ kind: "none" }, { kind: "none" }],
    };
    for (const [name, [given, expected]] of Object.entries(egress)) {
      it(`resolves ${name}`, async () => {
        const { network } = await readGoodConfig({
          config: { network: { cidr: "10.20.0.0/16", egress: given } },
        });
        assert.deepEqual(network.egress, expected);
      });
    }

    it("sorts the zones listed", async () => {
      const availabilityZones = ["us-east-1f", "us-east-1b"];
      const { network } = await readGoodConfig({
        config: { network: { cidr: "10.20.0.0/24", availabilityZones } },
      });
      assert.deepEqual(network.availabilityZones, ["us-east-1b", "us-east-1f"]);
    });

    it("takes every other setting over", async () => {
      const { network, addresses, tags } = await readGoodConfig({
        config: {
          network: { cidr: "10.20.0.0/16", flowLogs: { retentionDays: 30 } },
          addresses: {
            accelerator: undefined,
            protect: false,
            allowRelease: ["egress-b", "egress-h"],
            reverseDns: { "egress-a": "static.example.com" },
          },
          tags: { owner: "platform", "team:cost": "a/b = 1" },
        },
      });
      assert.ok(!network.existing);
      assert.deepEqual(network.flowLogs, { retentionDays: 30 });
      assert.deepEqual(addresses, {
        accelerator: undefined,
        protect: false,
        addresses: {
          "egress-a": natAddress("a", { reverseDns: "static.example.com" }),
          "egress-b": natAddress("b", { releaseAllowed: true }),
        },
        external: {},
        handover: [],
        claims: [],
        notices: [],
      });
      assert.deepEqual(tags, {
        owner: "platform",
        "team:cost": "a/b = 1",
        "holdfast:stack": "holdfast/dev",
      });
    });

    it("takes back the addresses that the stack holds, and lets their keys be named", async () => {
      const account = Account.inMemory();
      const tagged = (stack: string, key: string) =>
        account.create("aws:ec2/eip:Eip", "us-east-1", {
          domain: "vpc",
          tags: { "holdfast:stack": stack, "holdfast:key": key, "holdfast:role": "ingress" },
        });
      tagged("holdfast/prod", "egress-b");
      const first = tagged("holdfast/dev", "egress-a");
      const spare = tagged("holdfast/dev", "egress-f");
      const { addresses } = await readGoodConfig({
        account,
        config: { addresses: { allowRelease: ["egress-f"] } },
      });
      assert.deepEqual(addresses.addresses, {
        "egress-a": natAddress("a", { allocationId: first.id }),
        "egress-b": natAddress("b"),
        "egress-f": {
          role: "ingress",
          holder: "none",
          releaseAllowed: true,
          allocationId: spare.id,
        },
      });
      assert.equal(addresses.notices.length, 1);
    });

    it("fails when an address that the stack holds would be released", async () => {
      const account = Account.inMemory();
      account.create("aws:ec2/eip:Eip", "us-east-1", {
        domain: "vpc",
        tags: { "holdfast:stack": "holdfast/dev", "holdfast:key": "egress-f" },
      });
      const { error } = await runWith(readConfig, { account, config: {} });
      assert.match(
        error?.message ?? "",
        /addresses\.allowRelease = \[\]\n {4}LOST: egress-f\. Clients that use only these addresses/,
      );
    });

    it("asks AWS only what has to be known", async () => {
      const { asked } = await runWith(readConfig, {});
      assert.deepEqual([...asked].sort(), [
        // The second time, what the account has beside the stack, which is new.
        ...twice("aws:ec2/getEips:getEips"),
        "aws:ec2/getManagedPrefixList:getManagedPrefixList",
        "aws:ec2/getNatGateways:getNatGateways",
        "aws:ec2/getVpcs:getVpcs",
        "aws:index/getAvailabilityZones:getAvailabilityZones",
        ...Array<string>(3).fill("aws:servicequotas/getServiceQuota:getServiceQuota"),
        "pulumi:pulumi:readStackResourceOutputs",
      ]);
    });
  });
});

describe("stopOn", () => {
  it("lets a program without problems continue", () => {
    assert.doesNotThrow(() => stopOn([]));
  });

  it("fails when there are problems, without a stack trace", () => {
    assert.throws(
      () => stopOn([PROBLEM]),
      (error: Error) => pulumi.RunError.isInstance(error) && /is larger/.test(error.message),
    );
  });
});
