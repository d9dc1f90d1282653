import assert from "node:assert/strict";
import { Account } from "../../../simulator/account";
import {
  addressesIn,
  addressesOf,
  renderLeftovers,
  renderSummary,
} from "../../../commands/local/outputs";

const ADDRESSES = [
  { key: "egress-a", publicIp: "203.0.113.1", id: "eipalloc-1", holder: "nat-a" },
  { key: "egress-b", publicIp: "203.0.113.20", id: "eipalloc-20", holder: "nat-b" },
];

const eip = (id: string, protect: boolean) => ({
  urn: `urn:${id}`,
  type: "aws:ec2/eip:Eip",
  custom: true,
  protect,
  id,
});

const stackWith = (outputs: Record<string, unknown>) => ({
  urn: "urn:stack",
  type: "pulumi:pulumi:Stack",
  outputs,
});

describe("outputs", () => {
  it("know the addresses of one stack by their tags", () => {
    const account = Account.inMemory();
    const create = (stack: string, key: string) =>
      account.create("aws:ec2/eip:Eip", "us-east-1", {
        domain: "vpc",
        tags: { "holdfast:stack": stack, "holdfast:key": key, "holdfast:holder": `for ${key}` },
      });
    create("holdfast/prod", "egress-a");
    const second = create("holdfast/dev", "egress-b");
    const first = create("holdfast/dev", "egress-a");
    assert.deepEqual(
      addressesOf(account, "holdfast", "dev"),
      [first, second].map(({ id, outputs }, index) => ({
        key: ["egress-a", "egress-b"][index],
        publicIp: outputs["publicIp"],
        id,
        holder: ["for egress-a", "for egress-b"][index],
      })),
    );
  });

  it("have addresses by a state alone", () => {
    const tags = (key: string) => ({ "holdfast:key": key, "holdfast:holder": `for ${key}` });
    const deployment = {
      resources: [
        { ...eip("eipalloc-2", true), outputs: { publicIp: "203.0.113.9", tagsAll: tags("b") } },
        {
          ...eip("arn:accelerator", true),
          type: "aws:globalaccelerator/accelerator:Accelerator",
          outputs: { tagsAll: tags("a"), ipSets: [{ ipAddresses: ["198.51.100.2", "192.0.2.1"] }] },
        },
      ],
    };
    assert.deepEqual(
      addressesIn(deployment).map(({ key, publicIp, holder }) => [key, publicIp, holder]),
      [
        ["a-1", "192.0.2.1", ""],
        ["a-2", "198.51.100.2", ""],
        ["b", "203.0.113.9", "for b"],
      ],
    );
  });

  it("have the blocks of a pool as they are, in AWS and in a state", () => {
    const account = Account.inMemory();
    const region = "us-east-1";
    const { outputs } = account.create("aws:ec2/vpcIpam:VpcIpam", region, {
      operatingRegions: [{ regionName: region }],
    });
    const tags = { "holdfast:stack": "holdfast/dev", "holdfast:key": "entry-block" };
    const pool = account.create("aws:ec2/vpcIpamPool:VpcIpamPool", region, {
      ipamScopeId: outputs["publicDefaultScopeId"]!,
      addressFamily: "ipv4",
      publicIpSource: "amazon",
      awsService: "ec2",
      locale: region,
      tags,
    });
    const block = account.create("aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", region, {
      ipamPoolId: pool.id,
      netmaskLength: 29,
    });
    const deployment = {
      resources: [
        {
          ...eip(block.id, true),
          type: block.type,
          outputs: { ...block.outputs, ipamPoolId: pool.id },
        },
        { ...eip(pool.id, true), type: pool.type, outputs: { tagsAll: tags } },
      ],
    };
    const expected = [
      { key: "entry-block", publicIp: block.outputs["cidr"], id: pool.id, holder: "" },
    ];
    assert.deepEqual(addressesOf(account, "holdfast", "dev"), expected);
    assert.deepEqual(addressesIn(deployment), expected);
    const summary = renderSummary("dev", deployment, addressesIn(deployment));
    assert.match(summary, /allow-list\n {2}entry-block {2}198\.19\.64\.0\/29 {2}ipam-pool-\w+$/);
  });

  it("name the most frequent types only", () => {
    const of = (type: string) => ({ urn: `urn:${type}`, type: `aws:x:${type}`, custom: true });
    const resources = [..."abcdefgh", "c"].map(of);
    assert.match(
      renderSummary("dev", { resources }, []),
      /^9 resources: 2 c, 1 a, 1 b, 1 d, 1 e, 1 f, and 2 more types\n/,
    );
  });

  it("are a summary of the addresses, what else the program says, and what there is now", () => {
    const deployment = {
      resources: [
        stackWith({
          allowList: ["203.0.113.1/32", "203.0.113.20/32"],
          allowListText: "203.0.113.1/32\n203.0.113.20/32",
          addresses: { "egress-a": { allocationId: "eipalloc-1", publicIp: "203.0.113.1" } },
          vpcId: "vpc-1",
          zones: ["us-east-1a", "us-east-1b"],
          topics: ["arn:alarms", "arn:alarms"],
          enabled: true,
          privateSubnets: { "us-east-1a": { cidr: "10.0.128.0/20", id: "subnet-1" } },
          token: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" },
        }),
        { urn: "urn:provider", type: "pulumi:providers:aws", custom: true },
        { urn: "urn:component", type: "holdfast:network:Vpc" },
        { urn: "urn:vpc", type: "aws:ec2/vpc:Vpc", custom: true },
        ...ADDRESSES.map(({ id }) => eip(id, false)),
      ],
    };
    assert.equal(
      renderSummary("dev", deployment, ADDRESSES, { heading: (text) => `<${text}>` }),
      `<3 resources>: 2 Eip, 1 Vpc
  Pulumi counts 2 more: the stack, and components, which group the others

<Other outputs>
  vpcId         vpc-1
  zones         us-east-1a, us-east-1b
  topics        arn:alarms
  enabled       true
  privateSubnets
    us-east-1a  10.0.128.0/20  subnet-1
  token         [secret]

Stack dev is up in simulated AWS: no cost.

<Addresses to allow-list>
  egress-a  203.0.113.1/32   eipalloc-1   nat-a
  egress-b  203.0.113.20/32  eipalloc-20  nat-b`,
    );
  });

  it("tell that addresses wait for another update", () => {
    const resources = [stackWith({ freedAddresses: ["entry-a1", "entry-b1"] })];
    const [, next = ""] = renderSummary("dev", { resources }, []).split("\nNext\n");
    assert.equal(
      next.split("\n\n")[0],
      "  again  run the same update once more. It claims entry-a1, entry-b1; until then, they are unavailable",
    );
  });

  it("tell what to delegate to a zone that the stack created", () => {
    const nameServers = ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net"];
    const zone = (name: string, servers: string[]) => ({
      urn: `urn:${name}`,
      type: "aws:route53/zone:Zone",
      custom: true,
      outputs: { name, nameServers: servers },
    });
    const resources = [
      stackWith({ nameServers }),
      zone("holdfast.internal", ["ns-0.awsdns-00.com"]),
      zone("shop.test", nameServers),
    ];
    const [, next = ""] = renderSummary("dev", { resources }, []).split("\nNext\n");
    assert.equal(
      next.split("\n\n")[0],
      `  delegate  shop.test: set these name servers at its registrar, or in an NS record of its parent zone
            ns-1.awsdns-01.com
            ns-2.awsdns-02.net`,
    );
  });

  it("list the NAT addresses of an existing VPC, too", () => {
    const entry = { key: "entry-a1", publicIp: "203.0.113.1", id: "eipalloc-1", holder: "node" };
    const outputs = {
      allowList: ["198.51.100.7/32", "203.0.113.1/32"],
      egressAddresses: ["198.51.100.7"],
    };
    assert.equal(
      renderSummary("dev", { resources: [stackWith(outputs)] }, [entry])
        .split("\n\n")
        .at(-1),
      `Addresses to allow-list
  entry-a1  203.0.113.1/32   eipalloc-1  node
  egress    198.51.100.7/32              NAT gateway`,
    );
    // Those that are the stack's are listed once.
    const own = { egressAddresses: ["203.0.113.1", "203.0.113.20"] };
    const summary = renderSummary("dev", { resources: [stackWith(own)] }, ADDRESSES);
    assert.doesNotMatch(summary, /NAT gateway/);
  });

  it("name the file to switch colours in", () => {
    const deployment = { resources: [stackWith({ backendName: "live.internal" })] };
    const summary = (configFile?: string) => renderSummary("dev", deployment, [], { configFile });
    assert.match(summary(), / in Pulumi\.dev\.yaml to the other colour/);
    assert.match(summary("x.yaml"), / in x\.yaml to the other colour/);
  });

  it("have next steps for every front door", () => {
    const color = (name: string) => ({ urn: `urn:${name}`, type: "holdfast:backend:Backend" });
    const outputs = { hostname: "static.example.com", alarmTopics: ["arn:alarms"] };
    const resources = [stackWith(outputs), color("blue"), color("green")];
    const nextOf = (more: object[] = []) =>
      renderSummary("dev", { resources: [...resources, ...(more as typeof resources)] }, [])
        .split("\nNext\n")[1]!
        .split("\n\n")[0]!
        .split("\n");
    assert.deepEqual(nextOf(), [
      "  name    static.example.com resolves to the front door",
      "  watch   the alarms: subscribe to alarmTopics",
      "  switch  set live under holdfast:backend in Pulumi.dev.yaml to the other colour; preview shows the gate and what routes to a colour",
    ]);
    const [, watch] = nextOf([{ urn: "urn:d", type: "aws:cloudwatch/dashboard:Dashboard" }]);
    assert.equal(watch, "  watch   the dashboard and the alarms: subscribe to alarmTopics");
    resources.pop();
    assert.equal(nextOf().length, 2, "one colour cannot be switched");
  });

  it("say that there are no addresses", () => {
    const text = renderSummary("dev", { resources: [stackWith({})] }, []);
    assert.match(text, /^0 resources\n/);
    assert.match(text, /\n\nAddresses to allow-list\n {2}none$/);
  });

  it("name what is left after destroy, and why", () => {
    const text = renderLeftovers("dev", { resources: [eip("eipalloc-1", true)] }, ADDRESSES);
    assert.equal(
      text,
      `Remaining resources of stack dev in simulated AWS
  egress-a  203.0.113.1   eipalloc-1   protected
  egress-b  203.0.113.20  eipalloc-20  retained, no longer in the stack`,
    );
  });

  it("say when nothing is left", () => {
    const text = renderLeftovers("dev", {}, []);
    assert.equal(text, "Stack dev has no resources left in simulated AWS.");
  });
});
