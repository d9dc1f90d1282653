import assert from "node:assert/strict";
import type { AddressArgs } from "../../../components/addresses/address";
import { StaticAddresses } from "../../../components/addresses/static-addresses";
import type { StaticAddressesArgs } from "../../../components/addresses/args";
import { planNodes, requestNodeAddresses } from "../../../components/front-door/haproxy/plan-nodes";
import { Account } from "../../../simulator/account";
import { publicPoolOf } from "../../../simulator/model/address-pools";
import { type Recording, record } from "../../support/recorder";

const EIP = "aws:ec2/eip:Eip";
const ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

const address = (overrides: Partial<AddressArgs> = {}): AddressArgs => ({
  role: "egress",
  holder: "nat-a",
  ...overrides,
});

const recordInventory = (args: StaticAddressesArgs, account?: Account): Promise<Recording> =>
  record(() => void new StaticAddresses("ips", args), account ? { account } : {});

describe("StaticAddresses", () => {
  it("creates an address and a prefix list entry for each key", async () => {
    const recording = await recordInventory({
      addresses: { "egress-b": address({ holder: "nat-b" }), "egress-a": address() },
    });
    assert.deepEqual(recording.counts(), {
      "holdfast:addresses:StaticAddresses": 1,
      [EIP]: 2,
      "aws:ec2/managedPrefixList:ManagedPrefixList": 1,
      [ENTRY]: 2,
    });
    const eip = recording.find("ips-egress-a", EIP);
    assert.deepEqual(recording.find("ips-egress-a", ENTRY).inputs, {
      prefixListId: recording.find("ips-allow-list").outputs["id"],
      cidr: `${eip.outputs["publicIp"] as string}/32`,
      description: "egress-a",
    });
  });

  it("takes new addresses from the pool, and changes the pool of none", async () => {
    const account = Account.inMemory();
    const first = await recordInventory({ addresses: { "egress-a": address() } }, account);
    const { id } = first.find("ips-egress-a", EIP).outputs;
    const pool = { publicIpv4Pool: publicPoolOf("us-east-1").id };
    const ignored: unknown[] = [];
    const recording = await record(
      () =>
        void new StaticAddresses(
          "ips",
          {
            addresses: {
              "egress-a": address({ allocationId: id as string }),
              "egress-b": address({ holder: "nat-b" }),
            },
            pool,
          },
          {
            transformations: [
              ({ type, props, opts }) => {
                if (type === EIP) ignored.push(opts.ignoreChanges);
                return { props, opts };
              },
            ],
          },
        ),
      { account },
    );
    const poolOf = (key: string) => recording.find(`ips-${key}`, EIP).inputs["publicIpv4Pool"];
    assert.deepEqual([poolOf("egress-a"), poolOf("egress-b")], [undefined, pool.publicIpv4Pool]);
    const properties = ["publicIpv4Pool", "ipamPoolId"];
    assert.deepEqual(ignored, [properties, properties]);
  });

  it("has addresses of others in the allow-list only", async () => {
    const recording = await recordInventory({
      addresses: { "entry-a1": address({ role: "ingress" }) },
      external: { "egress-198.51.100.7": "198.51.100.7" },
    });
    assert.equal(recording.counts()[EIP], 1);
    assert.equal(
      recording.find("ips-egress-198.51.100.7", ENTRY).inputs["cidr"],
      "198.51.100.7/32",
    );
  });

  it("creates the same for a list of requests as for the requests by key", async () => {
    const requests = requestNodeAddresses(planNodes(["us-east-1b", "us-east-1a"], 1));
    const byKey = Object.fromEntries(requests.map((request) => [request.key, request]));
    const [listed, keyed] = [
      await recordInventory({ addresses: requests }),
      await recordInventory({ addresses: byKey }),
    ];
    assert.equal(listed.inventory(), keyed.inventory());
    for (const name of ["ips-entry-a1", "ips-entry-b1"]) {
      assert.deepEqual(listed.find(name, EIP).inputs, keyed.find(name, EIP).inputs);
    }
  });

  it("tags an address with its key, role and holder", async () => {
    const recording = await recordInventory({
      addresses: { "egress-a": address({ releaseAllowed: true }) },
      tags: { owner: "platform" },
    });
    assert.deepEqual(recording.find("ips-egress-a", EIP).inputs["tags"], {
      owner: "platform",
      Name: "ips-egress-a",
      "holdfast:key": "egress-a",
      "holdfast:role": "egress",
      "holdfast:holder": "nat-a",
      "holdfast:release": "allowed",
    });
  });

  it("takes an existing address in instead of making one", async () => {
    const account = Account.inMemory();
    const first = await recordInventory({ addresses: { "egress-a": address() } }, account);
    const { id, publicIp } = first.find("ips-egress-a", EIP).outputs;
    const again = await recordInventory(
      { addresses: { "egress-a": address({ allocationId: id as string }) } },
      account,
    );
    assert.equal(again.find("ips-egress-a", EIP).outputs["publicIp"], publicIp);
  });

  it("tags an adopted address in addition to its own tags, with separate resources", async () => {
    const account = Account.inMemory();
    const first = await recordInventory({ addresses: { partner: address() } }, account);
    const { id } = first.find("ips-partner", EIP).outputs;
    const recording = await recordInventory(
      { addresses: { "egress-a": address({ adopt: id as string }) }, tags: { owner: "platform" } },
      account,
    );
    assert.equal(recording.find("ips-egress-a", EIP).inputs["tags"], undefined);
    assert.deepEqual(
      recording.resources
        .filter(({ type }) => type === "aws:ec2/tag:Tag")
        .map(({ name, inputs }) => [name, inputs["resourceId"], inputs["key"], inputs["value"]]),
      [
        ["ips-egress-a-owner", id, "owner", "platform"],
        ["ips-egress-a-holdfast-key", id, "holdfast:key", "egress-a"],
        ["ips-egress-a-holdfast-role", id, "holdfast:role", "egress"],
        ["ips-egress-a-holdfast-holder", id, "holdfast:holder", "nat-a"],
        ["ips-egress-a-holdfast-adopted", id, "holdfast:adopted", "true"],
      ],
    );
  });

  it("sets reverse DNS where a name is given", async () => {
    const recording = await recordInventory({
      addresses: { "egress-a": address({ reverseDns: "out.example.com" }) },
    });
    assert.deepEqual(recording.find("ips-egress-a-reverse").inputs, {
      allocationId: recording.find("ips-egress-a", EIP).outputs["id"],
      domainName: "out.example.com",
    });
  });

  it("reserves the prefix list's size in tens", async () => {
    const sizes = [];
    for (const count of [0, 10, 11]) {
      const keys = Array.from({ length: count }, (_, index) => `egress-${index}`);
      const recording = await recordInventory({
        addresses: Object.fromEntries(keys.map((key) => [key, address()])),
      });
      sizes.push(recording.find("ips-allow-list").inputs["maxEntries"]);
    }
    assert.deepEqual(sizes, [10, 10, 20]);
  });

  it("keeps room for the entries that the prefix list has, which an update deletes last", async () => {
    const recording = await recordInventory({ addresses: { "egress-a": address() }, listed: 11 });
    assert.equal(recording.find("ips-allow-list").inputs["maxEntries"], 20);
  });
});
