import assert from "node:assert/strict";
import { validateStaticAddresses } from "../../../components/addresses/check-args";
import { StaticAddresses } from "../../../components/addresses/static-addresses";
import type { StaticAddressesArgs } from "../../../components/addresses/args";
import { Account } from "../../../simulator/account";
import { IPAM, IPAM_POOL, IPAM_POOL_CIDR } from "../../../simulator/model/tokens";
import { type Recording, record } from "../../support/recorder";
import { type Ordering, watchOrdering } from "../backend/dependencies";

const EIP = "aws:ec2/eip:Eip";
const ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

const block = { region: "us-east-1", netmaskLength: 29 };
const addresses = { "egress-a": { role: "egress", holder: "nat-a" } } as const;

async function recordBlock(args: Partial<StaticAddressesArgs>, account?: Account) {
  let inventory: StaticAddresses | undefined;
  let ordering: Ordering | undefined;
  let allowList: readonly string[] = [];
  const options = new Map<string, object>();
  const recording: Recording = await record(
    () => {
      ordering = watchOrdering();
      inventory = new StaticAddresses(
        "ips",
        { addresses, block, ...args },
        {
          transformations: [
            ({ name, type, props, opts }) => {
              const { protect, retainOnDelete, ignoreChanges } = opts as Record<string, unknown>;
              options.set(`${type} ${name}`, { protect, retainOnDelete, ignoreChanges });
              return { props: props, opts };
            },
          ],
        },
      );
      inventory.allowList.apply((list) => (allowList = list));
    },
    account ? { account } : {},
  );
  return { recording, options, allowList, inventory: inventory!, ordering: ordering! };
}

describe("A block of StaticAddresses", () => {
  it("is of a pool in the public scope, for EC2 in the region, with addresses of Amazon's", async () => {
    const { recording } = await recordBlock({});
    const scope = recording.find("ips-pool-ipam", IPAM).outputs["publicDefaultScopeId"];
    const { tags, description, ...pool } = recording.find("ips-pool", IPAM_POOL).inputs;
    assert.deepEqual(pool, {
      addressFamily: "ipv4",
      awsService: "ec2",
      ipamScopeId: scope,
      locale: "us-east-1",
      publicIpSource: "amazon",
    });
    assert.equal((tags as Record<string, string>)["holdfast:key"], "entry-block");
    assert.ok(description);
    assert.equal(recording.find("ips-pool-ipam", IPAM).inputs["tier"], "free");
  });

  it("is in an IPAM that exists, where one is named", async () => {
    const account = Account.inMemory();
    const { outputs } = account.create(IPAM, "us-east-1", {
      operatingRegions: [{ regionName: "us-east-1" }],
    });
    const ipamScopeId = outputs["publicDefaultScopeId"] as string;
    const { recording } = await recordBlock({ block: { ...block, ipamScopeId } }, account);
    assert.equal(recording.counts()[IPAM], undefined);
    assert.equal(recording.find("ips-pool", IPAM_POOL).inputs["ipamScopeId"], ipamScopeId);
  });

  it("is in the allow-list as a whole, and new addresses are of it", async () => {
    const { recording, allowList } = await recordBlock({});
    const { cidr, ipamPoolId } = recording.find("ips-pool-cidr", IPAM_POOL_CIDR).outputs;
    assert.equal(cidr, "198.19.64.0/29");
    assert.equal(recording.find("ips-entry-block", ENTRY).inputs["cidr"], cidr);
    assert.equal(recording.find("ips-egress-a", EIP).inputs["ipamPoolId"], ipamPoolId);
    assert.deepEqual(allowList, [cidr]);
  });

  it("is deleted after the addresses, those that exist too", async () => {
    const account = Account.inMemory();
    const { id: allocationId } = account.create(EIP, "us-east-1", {});
    const { ordering } = await recordBlock(
      {
        addresses: {
          "egress-a": { role: "egress", holder: "nat-a", allocationId },
          "egress-b": { role: "egress", holder: "nat-b" },
        },
      },
      account,
    );
    for (const key of ["egress-a", "egress-b"]) {
      const before = ordering.dependencies.get(`${EIP} ips-${key}`)!;
      assert.ok(before.has(`${IPAM_POOL_CIDR} ips-pool-cidr`), key);
    }
  });

  it("is protected and retained with all that it needs, unless it may be released", async () => {
    const parts = [
      `${IPAM} ips-pool-ipam`,
      `${IPAM_POOL} ips-pool`,
      `${IPAM_POOL_CIDR} ips-pool-cidr`,
    ];
    for (const [args, kept] of [
      [{}, true],
      [{ protect: false }, false],
      [{ block: { ...block, releaseAllowed: true } }, false],
    ] as const) {
      const { options } = await recordBlock(args);
      for (const part of parts) {
        const { protect, retainOnDelete } = options.get(part) as Record<string, unknown>;
        assert.deepEqual([protect, retainOnDelete], [kept, kept], part);
      }
    }
  });

  it("has an existing pool's blocks in the allow-list, where load balancers draw from it", async () => {
    const ipamPoolId = "ipam-pool-0123456789abcdef0";
    const blocks = { "entry-block-1": "203.0.113.0/29" };
    const { allowList, inventory } = await recordBlock({
      addresses: {},
      block: undefined,
      pool: { ipamPoolId, blocks },
    });
    assert.deepEqual(allowList, ["203.0.113.0/29"]);
    assert.deepEqual(Object.keys(inventory.pool!.blocks), ["entry-block-1"]);
  });

  it("is refused beside a pool, and with a size that cannot be", () => {
    const pool = { ipamPoolId: "ipam-pool-0123456789abcdef0" };
    const wrong = { addresses, pool, block: { ...block, netmaskLength: 31 } };
    assert.deepEqual(
      validateStaticAddresses(wrong).map(({ path, code }) => [path, code]),
      [
        ["pool", "pool-beside-block"],
        ["block.netmaskLength", "out-of-range"],
      ],
    );
  });
});
