import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { StaticAddresses } from "../../../../components/addresses/static-addresses";
import { AddressPairs } from "../../../../components/front-door/address-pair/address-pairs";
import type { AddressPairsArgs } from "../../../../components/front-door/address-pair/args";
import type { PairSettings } from "../../../../components/front-door/address-pair/pair-settings";
import {
  planPairNeeds,
  requestPairAddresses,
} from "../../../../components/front-door/address-pair/plan-pairs";
import { Vpc } from "../../../../components/network/vpc";
import { allows, statementsIn } from "../../../support/policies";
import { type Recording, record } from "../../../support/recorder";

const ROUTE = "aws:ec2/route:Route";
const INSTANCE = "aws:ec2/instance:Instance";
const NETWORK_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";

const pair = (virtualAddress: string): PairSettings => ({
  virtualAddress,
  proxy: {
    kind: "routing",
    ports: [80],
    backends: { orders: { host: "orders.holdfast.internal", port: 8080 } },
    default: "orders",
  },
  reaches: [
    { cidr: "10.20.0.0/16", port: 8080 },
    { cidr: "10.20.0.0/16", port: 8080 },
  ],
});

const PAIRS = { main: pair("172.31.255.10"), other: pair("172.31.255.11") };

/** The addresses of these are Elastic IPs. */
const ELASTIC_PAIRS = {
  main: { ...PAIRS.main, virtualAddress: undefined },
  other: { ...PAIRS.other, virtualAddress: undefined },
};

interface Given extends Partial<Omit<AddressPairsArgs, "failover">> {
  readonly failover?: "route" | "eip";
  readonly zones?: readonly string[];
  readonly routeTables?: readonly string[];
}

/** Keys of the addresses that the pairs had when they were last recorded. */
const addressKeys: Partial<Record<"route" | "eip", string[]>> = {};

const recordPairs = ({
  failover = "route",
  zones = ["us-east-1a", "us-east-1b"],
  routeTables = [],
  ...args
}: Given = {}): Promise<Recording> =>
  record(() => {
    const vpc = new Vpc("net", {
      cidr: "10.20.0.0/16",
      availabilityZones: zones,
      egress: { kind: "none" },
      frontDoor: planPairNeeds(failover, { kind: "none" }),
    });
    const requests = failover === "eip" ? requestPairAddresses(Object.keys(PAIRS)) : [];
    const { addresses } = new StaticAddresses("ips", {
      addresses: Object.fromEntries(requests.map(({ key, ...one }) => [key, one])),
    });
    const { addresses: own } = new AddressPairs("entry", {
      vpc,
      failover:
        failover === "eip"
          ? { kind: "eip", addresses }
          : { kind: "route", routeTables, clients: ["10.99.0.0/16"] },
      pairs: failover === "eip" ? ELASTIC_PAIRS : PAIRS,
      tags: { owner: "platform" },
      ...args,
    });
    addressKeys[failover] = Object.keys(own);
  });

const statementsOf = (recording: Recording, name: string) =>
  statementsIn(recording.find(name, "aws:iam/rolePolicy:RolePolicy").inputs["policy"]);

function fileOn(recording: Recording, node: string, path: string): string | undefined {
  const userData = recording.find(node, INSTANCE).inputs["userDataBase64"] as string;
  const [, json] = gunzipSync(Buffer.from(userData, "base64")).toString().split("\n");
  const { write_files: files } = JSON.parse(json!) as {
    write_files: { path: string; content: string }[];
  };
  return files.find((file) => file.path === path)?.content;
}

const settingsOf = (recording: Recording, node: string): Record<string, string> =>
  Object.fromEntries(
    fileOn(recording, node, "/etc/holdfast/node.env")!
      .trim()
      .split("\n")
      .map((line) => line.split("=") as [string, string]),
  );

describe("AddressPairs", () => {
  let byRoute: Recording;
  let byEip: Recording;
  before(async () => {
    byRoute = await recordPairs();
    byEip = await recordPairs({ failover: "eip" });
  });

  const id = (recording: Recording, name: string, type: string) =>
    recording.find(name, type).outputs["id"] as string;
  const ofType = (recording: Recording, type: string) =>
    recording.resources.filter((resource) => resource.type === type);

  it("has a node of each pair in each of two zones, in private subnets when routes move", () => {
    const places = (recording: Recording) =>
      ofType(recording, NETWORK_INTERFACE).map(({ name, inputs }) => [
        name,
        recording.resources.find(({ outputs }) => outputs["id"] === inputs["subnetId"])?.name,
      ]);
    const [one, other] = ["main", "other"].map((name) => `entry-${name}`);
    assert.deepEqual(places(byRoute), [
      [`${one}-a`, "net-private-a"],
      [`${one}-b`, "net-private-b"],
      [`${other}-a`, "net-private-a"],
      [`${other}-b`, "net-private-b"],
    ]);
    assert.deepEqual(
      places(byEip).map(([, subnet]) => subnet),
      ["net-public-a", "net-public-b", "net-public-a", "net-public-b"],
    );
  });

  it("gives an instance a network interface that outlives it and takes packets for others", () => {
    for (const { name, inputs } of ofType(byRoute, INSTANCE)) {
      assert.deepEqual(inputs["primaryNetworkInterface"], {
        networkInterfaceId: id(byRoute, name, NETWORK_INTERFACE),
      });
      const own = byRoute.find(name, NETWORK_INTERFACE);
      assert.equal(own.inputs["sourceDestCheck"], false);
    }
  });

  it("launches with IMDSv2 only, an encrypted disk and automatic recovery", () => {
    for (const { inputs } of ofType(byRoute, INSTANCE)) {
      const { httpTokens } = inputs["metadataOptions"] as Record<string, unknown>;
      const { encrypted } = inputs["rootBlockDevice"] as Record<string, unknown>;
      assert.deepEqual(
        [httpTokens, encrypted, inputs["maintenanceOptions"]],
        ["required", true, { autoRecovery: "default" }],
      );
    }
  });

  it("routes each virtual address to the first node, in every route table", async () => {
    const routes = async (routeTables: readonly string[]) =>
      ofType(await recordPairs({ routeTables }), ROUTE)
        .filter(({ name }) => name.startsWith("entry-main-"))
        .map(({ name }) => name);
    assert.deepEqual(await routes([]), [
      "entry-main-route-public",
      "entry-main-route-a",
      "entry-main-route-b",
    ]);
    for (const { inputs, name } of ofType(byRoute, ROUTE).filter(({ name }) =>
      name.startsWith("entry-other-"),
    )) {
      assert.equal(inputs["destinationCidrBlock"], "172.31.255.11/32", name);
      assert.equal(
        inputs["networkInterfaceId"],
        id(byRoute, "entry-other-a", NETWORK_INTERFACE),
        name,
      );
    }
  });

  it("has no route and no association when an Elastic IP moves: the node takes it", () => {
    const ours = ofType(byEip, ROUTE).filter(({ name }) => name.startsWith("entry-"));
    assert.deepEqual(ours, []);
    assert.deepEqual(ofType(byEip, "aws:ec2/eipAssociation:EipAssociation"), []);
  });

  it("deletes a pair's network interfaces, which have its Elastic IP, before the address", () => {
    for (const { name, inputs } of ofType(byEip, NETWORK_INTERFACE)) {
      const pair = name.split("-")[1]!;
      const { "holdfast-allocation-id": tag } = inputs["tags"] as Record<string, string>;
      assert.equal(tag, id(byEip, `ips-entry-${pair}`, "aws:ec2/eip:Eip"), name);
    }
  });

  it("tells a node who it is, who its peer is and what to move", () => {
    const peer = byRoute.find("entry-main-b", NETWORK_INTERFACE).outputs["privateIp"] as string;
    assert.deepEqual(settingsOf(byRoute, "entry-main-a"), {
      AWS_REGION: "us-east-1",
      HOLDFAST_HEALTH_PORT: "9001",
      HOLDFAST_METRIC_NAMESPACE: "Holdfast",
      HOLDFAST_NODE: "main-a",
      HOLDFAST_PAIR: "main",
      HOLDFAST_FAILOVER: "route",
      HOLDFAST_PEER: peer,
      HOLDFAST_NETWORK_INTERFACE: id(byRoute, "entry-main-a", NETWORK_INTERFACE),
      HOLDFAST_VIRTUAL_ADDRESS: "172.31.255.10",
    });
    const eip = settingsOf(byEip, "entry-main-a");
    assert.equal(eip["HOLDFAST_FAILOVER"], "eip");
    assert.equal(eip["HOLDFAST_VIRTUAL_ADDRESS"], undefined);
  });

  it("names the route tables by a tag, so that another zone changes no user data", async () => {
    const wider = await recordPairs({ zones: ["us-east-1a", "us-east-1b", "us-east-1c"] });
    const tables = (recording: Recording) =>
      (recording.find("entry-main-a", INSTANCE).inputs["tags"] as Record<string, string>)[
        "holdfast-route-tables"
      ]!.split(" ").length;
    assert.deepEqual([tables(byRoute), tables(wider)], [3, 4]);
    const withoutIds = (recording: Recording) => ({
      ...settingsOf(recording, "entry-main-a"),
      HOLDFAST_NETWORK_INTERFACE: "",
    });
    assert.deepEqual(withoutIds(wider), withoutIds(byRoute));
  });

  it("names the Elastic IP by a tag, so that another one that is adopted replaces no node", () => {
    const address = id(byEip, "ips-entry-main", "aws:ec2/eip:Eip");
    for (const node of ["entry-main-a", "entry-main-b"]) {
      const { tags } = byEip.find(node, INSTANCE).inputs as { tags: Record<string, string> };
      assert.equal(tags["holdfast-allocation-id"], address);
      assert.ok(!Object.values(settingsOf(byEip, node)).includes(address));
    }
  });

  it("gives the nodes keepalived's configuration for each other", () => {
    const address = (node: string) =>
      byRoute.find(`entry-main-${node}`, NETWORK_INTERFACE).outputs["privateIp"] as string;
    const config = fileOn(byRoute, "entry-main-b", "/etc/keepalived/keepalived.conf")!;
    assert.ok(config.includes(`unicast_src_ip ${address("b")}\n`));
    assert.match(config, new RegExp(`unicast_peer \\{\\s+${address("a")}\\s+\\}`));
    assert.match(config, /nopreempt/);
  });

  it("admits VRRP from the other node of the pair only", () => {
    const rules = ofType(byRoute, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const vrrp = rules.filter(({ inputs }) => inputs["ipProtocol"] === "112");
    assert.deepEqual(
      vrrp.map(({ inputs }) => [inputs["securityGroupId"], inputs["referencedSecurityGroupId"]]),
      ["main", "other"].map((name) => {
        const group = id(byRoute, `entry-${name}`, "aws:ec2/securityGroup:SecurityGroup");
        return [group, group];
      }),
    );
  });

  it("admits clients of the VPC and of the blocks named, or of everywhere to an Elastic IP", () => {
    const clients = (recording: Recording) =>
      ofType(recording, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .filter(({ name }) => name.startsWith("entry-main-port-80-"))
        .map(({ inputs }) => inputs["cidrIpv4"]);
    assert.deepEqual(clients(byRoute), ["10.20.0.0/16", "10.99.0.0/16"]);
    assert.deepEqual(clients(byEip), ["0.0.0.0/0"]);
    for (const recording of [byRoute, byEip]) {
      const { inputs } = recording.find("entry-main-path-mtu");
      assert.deepEqual(
        [inputs["ipProtocol"], inputs["fromPort"], inputs["toPort"]],
        ["icmp", 3, 4],
      );
    }
    const checkers = (recording: Recording) =>
      recording.names().filter((name) => name === "entry-health").length;
    assert.deepEqual([checkers(byRoute), checkers(byEip)], [0, 1]);
  });

  it("lets nodes move routes in the route tables of the pair and nowhere else", () => {
    const [moves] = statementsOf(byRoute, "entry");
    const tables = ofType(byRoute, "aws:ec2/routeTable:RouteTable").map(
      ({ outputs }) => `arn:aws:ec2:us-east-1:123456789012:route-table/${outputs["id"] as string}`,
    );
    assert.deepEqual(moves?.Action, ["ec2:ReplaceRoute", "ec2:CreateRoute"]);
    assert.deepEqual([...(moves?.Resource ?? [])].sort(), tables.sort());
    assert.equal(ofType(byRoute, "aws:iam/role:Role").length, 1, "one for all pairs");
  });

  it("lets nodes turn off the check of source and destination of pairs' interfaces, and nothing else", () => {
    const own = statementsOf(byRoute, "entry").find(
      ({ Action }) => Action === "ec2:ModifyNetworkInterfaceAttribute",
    );
    assert.deepEqual(own?.Resource, "arn:aws:ec2:us-east-1:123456789012:network-interface/*");
    assert.deepEqual(own.Condition, {
      StringEquals: {
        "aws:ResourceTag/holdfast-pair": ["main", "other"],
        "ec2:Attribute/SourceDestCheck": "false",
      },
    });
  });

  it("lets nodes take the Elastic IP of their own pair for themselves and nothing else", () => {
    const [address, coming, interfaces, instances] = statementsOf(byEip, "entry-other");
    const arn = (resource: string) => `arn:aws:ec2:us-east-1:123456789012:${resource}`;
    const eip = arn(`elastic-ip/${id(byEip, "ips-entry-other", "aws:ec2/eip:Eip")}`);
    assert.deepEqual([address?.Resource, coming?.Resource], [eip, eip]);
    assert.deepEqual(interfaces?.Resource, [
      arn(`network-interface/${id(byEip, "entry-other-a", NETWORK_INTERFACE)}`),
      arn(`network-interface/${id(byEip, "entry-other-b", NETWORK_INTERFACE)}`),
    ]);
    assert.deepEqual(instances?.Condition, {
      StringEquals: { "aws:ResourceTag/holdfast-pair": "other" },
    });
  });

  for (const [when, tags, isAllowed] of [
    ["an address without tags", {}, true],
    ["their address", { holder: "pair-other" }, true],
    ["a freed address", { holder: "none" }, true],
    ["their address, which a node is to have", { holder: "pair-other", claimant: "a1" }, false],
    ["an address that a node has", { holder: "node-a1" }, false],
    ["a node's address, which is to come", { holder: "node-a1", claimant: "pair-other" }, true],
    ["a node's address, which another pair is to have", { claimant: "pair-main" }, false],
  ] as const) {
    it(`${isAllowed ? "lets" : "does not let"} nodes take ${when}`, () => {
      const own = id(byEip, "ips-entry-other", "aws:ec2/eip:Eip");
      const conditions = Object.entries(tags).map(
        ([key, value]) => [`aws:ResourceTag/holdfast:${key}`, value] as const,
      );
      const ask = {
        action: "ec2:AssociateAddress",
        resource: `arn:aws:ec2:us-east-1:123456789012:elastic-ip/${own}`,
        conditions: Object.fromEntries(conditions),
      };
      const statements = statementsOf(byEip, "entry-other");
      assert.equal(
        statements.some((one) => allows(one, ask)),
        isAllowed,
      );
    });
  }

  it("allows all resources only to actions that know none, or under a condition", () => {
    const policies = [statementsOf(byRoute, "entry"), statementsOf(byEip, "entry-main")].flat();
    for (const { Action, Resource, Condition } of policies) {
      if (Resource !== "*" || Condition !== undefined) continue;
      for (const action of [Action].flat()) assert.match(action, /^ec2:Describe/);
    }
  });

  it("keeps the configuration of each pair in one bucket on request", async () => {
    const inS3 = await recordPairs({ configSource: "s3" });
    assert.equal(ofType(inS3, "aws:s3/bucket:Bucket").length, 1);
    const keys = ofType(inS3, "aws:s3/bucketObjectv2:BucketObjectv2").map(
      ({ inputs }) => inputs["key"],
    );
    assert.deepEqual(keys, ["main/haproxy.cfg", "other/haproxy.cfg"]);
    assert.equal(settingsOf(inS3, "entry-other-a")["HOLDFAST_CONFIG_KEY"], "other/haproxy.cfg");
    assert.equal(fileOn(inS3, "entry-other-a", "/etc/holdfast/haproxy.cfg"), undefined);
  });

  it("has the addresses of its pairs by key when they are Elastic IPs, and none otherwise", () => {
    assert.deepEqual(addressKeys, { eip: ["entry-main", "entry-other"], route: [] });
  });
});
