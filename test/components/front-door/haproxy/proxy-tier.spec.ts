import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import * as pulumi from "@pulumi/pulumi";
import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { StaticAddresses } from "../../../../components/addresses/static-addresses";
import { ProxyTier } from "../../../../components/front-door/haproxy/proxy-tier";
import { Vpc } from "../../../../components/network/vpc";
import { type Ordering, watchOrdering } from "../../backend/dependencies";
import { type Recording, record } from "../../../support/recorder";

const NODES = ["a1", "a2", "b1", "b2"];

/** What the engine waits for before it creates or updates resources of the recorded tier. */
let ordering: Ordering;

const recordTier = (configSource: "userData" | "s3" = "userData"): Promise<Recording> =>
  record(() => {
    ordering = watchOrdering();
    const vpc = new Vpc("net", {
      cidr: "10.20.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      egress: { kind: "none" },
    });
    const { addresses } = new StaticAddresses("ips", {
      addresses: Object.fromEntries(
        NODES.map((node) => [`entry-${node}`, { role: "ingress", holder: `node-${node}` }]),
      ),
    });
    new ProxyTier("entry", {
      vpc,
      addresses,
      haproxy: { backend: { host: "live.holdfast.internal", port: 443 } },
      configSource,
      backends: { blue: "10.30.0.0/16" },
      tags: { owner: "platform" },
    });
  });

/** Ingress rules of nodes whose client is known only during an update, by name. */
async function rulesOfList(): Promise<Record<string, unknown>> {
  const recording = await record(() => {
    const list = new ManagedPrefixList("partners", { addressFamily: "IPv4", maxEntries: 5 });
    const vpc = new Vpc("net", {
      cidr: "10.20.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      egress: { kind: "none" },
    });
    const keys = ["a1", "b1"].map((node) => `entry-${node}`);
    const { addresses } = new StaticAddresses("ips", {
      addresses: Object.fromEntries(
        keys.map((key) => [key, { role: "ingress", holder: key }] as const),
      ),
    });
    new ProxyTier("entry", {
      vpc,
      addresses,
      nodesPerAz: 1,
      allowFrom: { partners: { prefixListId: list.id }, office: pulumi.output("198.51.100.0/24") },
      haproxy: { backend: { host: "live.holdfast.internal", port: 443 } },
      backends: {},
    });
  });
  const list = recording.find("partners").outputs["id"];
  return Object.fromEntries(
    recording.resources
      .filter(({ name }) => name.startsWith("entry-port-"))
      .map(({ name, inputs }) => [
        name,
        inputs["prefixListId"] === list ? "the list" : inputs["cidrIpv4"],
      ]),
  );
}

interface Statement {
  Sid?: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: unknown;
}

describe("ProxyTier", () => {
  let recording: Recording;
  before(async () => (recording = await recordTier()));

  const ofType = (type: string) => recording.resources.filter((resource) => resource.type === type);
  const statements = (name: string) =>
    (
      JSON.parse(
        recording.find(name, "aws:iam/rolePolicy:RolePolicy").inputs["policy"] as string,
      ) as { Statement: Statement[] }
    ).Statement;

  it("admits clients that only an update knows, by the names that they are given", async () => {
    assert.deepEqual(await rulesOfList(), {
      "entry-port-443-partners": "the list",
      "entry-port-443-office": "198.51.100.0/24",
    });
  });

  it("makes each node a group of exactly one in its zone's public subnet", () => {
    const groups = ofType("aws:autoscaling/group:Group");
    assert.deepEqual(
      groups.map(({ name }) => name),
      NODES.map((node) => `entry-${node}`),
    );
    for (const { name, inputs } of groups) {
      const letter = name.charAt("entry-".length);
      const subnet = recording.find(`net-public-${letter}`, "aws:ec2/subnet:Subnet");
      assert.deepEqual(inputs["vpcZoneIdentifiers"], [subnet.outputs["id"]]);
      assert.deepEqual(
        [inputs["minSize"], inputs["maxSize"], inputs["desiredCapacity"]],
        [1, 1, 1],
      );
    }
  });

  it("tells each instance its node and its address by tags that propagate", () => {
    const { inputs } = recording.find("entry-b1", "aws:autoscaling/group:Group");
    const tags = inputs["tags"] as { key: string; value: string; propagateAtLaunch: boolean }[];
    assert.ok(tags.every(({ propagateAtLaunch }) => propagateAtLaunch));
    assert.deepEqual(Object.fromEntries(tags.map(({ key, value }) => [key, value])), {
      Name: "entry-b1",
      owner: "platform",
      "holdfast-node": "b1",
      "holdfast-allocation-id": recording.find("ips-entry-b1", "aws:ec2/eip:Eip").outputs["id"],
    });
  });

  it("gives all nodes one user data", () => {
    const texts = ofType("aws:ec2/launchTemplate:LaunchTemplate").map(
      ({ inputs }) => inputs["userData"],
    );
    assert.equal(texts.length, NODES.length);
    assert.equal(new Set(texts).size, 1);
  });

  it("launches with IMDSv2 only, an encrypted disk, and instance tags in metadata", () => {
    for (const { inputs } of ofType("aws:ec2/launchTemplate:LaunchTemplate")) {
      assert.deepEqual(inputs["metadataOptions"], {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "enabled",
      });
      const [disk] = inputs["blockDeviceMappings"] as { ebs: { encrypted: string } }[];
      assert.equal(disk?.ebs.encrypted, "true");
    }
  });

  it("opens the client ports to the internet, and the health port to Route 53's checkers only", () => {
    const rules = ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").map(
      ({ inputs }) => [
        inputs["ipProtocol"],
        inputs["fromPort"],
        inputs["toPort"],
        inputs["cidrIpv4"] ?? "prefix list",
      ],
    );
    assert.deepEqual(rules, [
      ["tcp", 443, 443, "0.0.0.0/0"],
      ["icmp", 3, 4, "0.0.0.0/0"],
      ["tcp", 9001, 9001, "prefix list"],
    ]);
  });

  it("names the address in the launch template, so that another one that is adopted brings a new node", () => {
    const { inputs } = recording.find("entry-a2", "aws:ec2/launchTemplate:LaunchTemplate");
    const specifications = inputs["tagSpecifications"] as { resourceType: string; tags: object }[];
    assert.deepEqual(specifications.find(({ resourceType }) => resourceType === "instance")?.tags, {
      "holdfast-allocation-id": recording.find("ips-entry-a2", "aws:ec2/eip:Eip").outputs["id"],
    });
  });

  it("lets a node take its own address for its own instances only", () => {
    const allocation = recording.find("ips-entry-a2", "aws:ec2/eip:Eip").outputs["id"] as string;
    const claims = statements("entry-a2").filter(({ Action }) => Action === "ec2:AssociateAddress");
    const arn = (resource: string) => `arn:aws:ec2:us-east-1:123456789012:${resource}`;
    assert.deepEqual(
      claims.map(({ Resource, Condition }) => [Resource, Condition]),
      [
        [arn(`elastic-ip/${allocation}`), undefined],
        [
          [arn("instance/*"), arn("network-interface/*")],
          { StringEquals: { "aws:ResourceTag/holdfast-node": "a2" } },
        ],
      ],
    );
  });

  it("lets a node report its health and the end of its launch to its own group only", () => {
    const group = recording.find("entry-a2", "aws:autoscaling/group:Group").outputs["arn"];
    assert.deepEqual(statements("entry-a2-health"), [
      {
        Effect: "Allow",
        Action: ["autoscaling:SetInstanceHealth", "autoscaling:CompleteLifecycleAction"],
        Resource: group,
      },
    ]);
  });

  it("holds a new instance in a lifecycle hook, which abandons one that does not prove itself", () => {
    const hooks = ofType("aws:autoscaling/lifecycleHook:LifecycleHook");
    assert.deepEqual(
      hooks.map(({ name, inputs }) => [name, inputs]),
      NODES.map((node) => {
        const { id } = recording.find(`entry-${node}`, "aws:autoscaling/group:Group").outputs;
        const hook = {
          name: id,
          autoscalingGroupName: id,
          lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
          defaultResult: "ABANDON",
          heartbeatTimeout: 600,
        };
        return [`entry-${node}`, hook];
      }),
    );
  });

  it("rolls the nodes of one zone at a time, and lets no group refresh itself", () => {
    const rolls = ofType("command:local:Command").map(({ name, inputs }) => {
      const { ROLL_NODES } = inputs["environment"] as Record<string, string>;
      return [name, (JSON.parse(ROLL_NODES!) as { node: string }[]).map(({ node }) => node)];
    });
    assert.deepEqual(rolls, [
      ["entry-roll-a", ["a1", "a2"]],
      ["entry-roll-b", ["b1", "b2"]],
    ]);
    for (const { inputs } of ofType("aws:autoscaling/group:Group")) {
      assert.equal(inputs["instanceRefresh"], undefined);
    }
  });

  it("rolls a zone after the hooks of its nodes are there, which need what nodes may do, and after the zone before", () => {
    const before = (name: string) => ordering.dependencies.get(name)!;
    const hook = "aws:autoscaling/lifecycleHook:LifecycleHook entry-b2";
    const roll = before("command:local:Command entry-roll-b");
    assert.ok(roll.has(hook) && roll.has("command:local:Command entry-roll-a"));
    for (const policy of ["entry-b2", "entry-b2-health"]) {
      assert.ok(before(hook).has(`aws:iam/rolePolicy:RolePolicy ${policy}`), policy);
    }
  });

  it("keeps haproxy.cfg in S3 on request: private, encrypted, with versions and its checksum", async () => {
    const inS3 = await recordTier("s3");
    const of = (type: string) => inS3.resources.find((resource) => resource.type === type)!;
    const { content, metadata } = of("aws:s3/bucketObjectv2:BucketObjectv2").inputs as {
      content: string;
      metadata: { sha256: string };
    };
    assert.match(content, /live\.holdfast\.internal/);
    assert.equal(metadata.sha256, createHash("sha256").update(content).digest("hex"));
    const { bucket, ...blocks } = of(
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    ).inputs;
    assert.ok(bucket);
    assert.deepEqual(Object.values(blocks), [true, true, true, true]);
    const [read] = (
      JSON.parse(
        inS3.find("entry-b2", "aws:iam/rolePolicy:RolePolicy").inputs["policy"] as string,
      ) as { Statement: Statement[] }
    ).Statement.filter(({ Action }) => Action === "s3:GetObject");
    const arn = of("aws:s3/bucket:Bucket").outputs["arn"] as string;
    assert.equal(read?.Resource, `${arn}/haproxy.cfg`);
    const userData = inS3.find("entry-b2", "aws:ec2/launchTemplate:LaunchTemplate").inputs[
      "userData"
    ];
    const text = gunzipSync(Buffer.from(userData as string, "base64")).toString();
    assert.match(text, /HOLDFAST_CONFIG_KEY=haproxy\.cfg/);
    assert.ok(!text.includes("live.holdfast.internal"));
  });

  it("allows all resources only to actions that know none, or under a condition", () => {
    for (const { Action, Resource, Condition } of NODES.flatMap((node) =>
      statements(`entry-${node}`),
    )) {
      if (Resource !== "*" || Condition !== undefined) continue;
      for (const action of [Action].flat()) assert.match(action, /^ec2:Describe/);
    }
  });
});
