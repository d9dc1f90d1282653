import assert from "node:assert/strict";
import { ipamPoolOf } from "../../simulator/model/address-pools";
import {
  EIP,
  LISTENER,
  LOAD_BALANCER,
  TARGET_GROUP,
  WEB_ACL,
  WEB_ACL_ASSOCIATION,
} from "../../simulator/model/tokens";
import { text } from "../../simulator/model/values";
import { type ProgramConfig, pooledDoor } from "../support/program";
import { TestStack, changes } from "../support/test-stack";
import { REGION, lines, named, publicRecords, shares, sharedColors } from "./nlb-view";

const BLOCK = "198.19.64.0/29";
const BOTH = { blue: {}, green: {} };
const config = (which: object = { live: "blue" }, overrides: ProgramConfig = {}): ProgramConfig =>
  pooledDoor({
    ...sharedColors({ ...BOTH, ...which }),
    addresses: { protect: false, pool: { netmaskLength: 29 } },
    ...overrides,
  });

describe("an ALB whose addresses come from a pool", () => {
  let stack: TestStack;
  before(async () => {
    stack = await TestStack.open(config());
    await stack.up();
  });
  after(() => stack.close());

  const alb = () => named(stack, LOAD_BALANCER, "entry-alb");
  const publicIps = () => Object.values(alb().outputs["$publicIps"] as object).sort() as string[];
  const outputs = async () =>
    JSON.parse(await stack.run("stack", "output", "--json", "--stack", "test")) as Record<
      string,
      unknown
    >;

  it("has the addresses of the block, which is the allow-list, and the public name as its alias", async () => {
    const { allowList, entryAddresses } = await outputs();
    assert.deepEqual([allowList, entryAddresses], [[BLOCK], { "entry-block": BLOCK }]);
    const { account } = stack.session;
    const gateways = account.all(EIP).map(({ outputs: { publicIp } }) => publicIp);
    assert.deepEqual(
      [...gateways, ...publicIps()].sort(),
      [0, 1, 2, 3].map((host) => `198.19.64.${host}`),
    );
    assert.deepEqual(publicRecords(stack), { "holdfast/test": ["A", 100] });
  });

  it("changes nothing without a change", async () => {
    assert.deepEqual(changes(await stack.preview()), []);
    assert.deepEqual(changes((await stack.up("--refresh")).steps), []);
  });

  it("switches colour by the gate and the listener's weights and nothing else, and back by the same", async () => {
    for (const [live, other] of [
      ["green", "blue"],
      ["blue", "green"],
    ]) {
      stack.configure(config({ live }));
      assert.deepEqual(lines((await stack.up()).steps), [
        `create entry-alarms-${live}-unhealthy`,
        `delete entry-alarms-${other}-unhealthy`,
        "update entry-alb-80",
        "update entry-gate",
      ]);
    }
  });

  it("sends a share of the requests to the other colour by weights", async () => {
    stack.configure(config({ weights: { blue: 90, green: 10 } }));
    await stack.up();
    assert.deepEqual(shares(stack, "entry-alb-80"), {
      "backend-blue-targets": 90,
      "backend-green-targets": 10,
    });
  });

  it("has one web ACL, then another one in its place, then none, and touches nothing else", async () => {
    const { account } = stack.session;
    const acls = ["shop", "next"].map((name) =>
      account.create(WEB_ACL, REGION, {
        name,
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        visibilityConfig: { cloudwatchMetricsEnabled: true },
      }),
    );
    const arns = acls.map(({ outputs }) => text(outputs["arn"]));
    for (const webAclArn of [...arns, undefined]) {
      const entry = { kind: "alb", ...(webAclArn !== undefined && { webAclArn }) };
      stack.configure(config({ weights: { blue: 90, green: 10 } }, { entry }));
      const { steps } = await stack.up();
      const changed = new Set(changes(steps).map(({ name }) => name));
      assert.deepEqual([...changed], ["entry-alb-web-acl"]);
      const associated = account.all(WEB_ACL_ASSOCIATION).map(({ inputs }) => inputs["webAclArn"]);
      assert.deepEqual(associated, webAclArn === undefined ? [] : [webAclArn]);
    }
    acls.forEach((acl) => account.remove(acl));
  });

  it("refuses to make a colour live that has no healthy targets, and moves no weight", async () => {
    const { account, faults } = stack.session;
    const actions = () => account.all(LISTENER).map(({ inputs }) => inputs["defaultActions"]);
    const before = actions();
    faults.unhealthy.add(named(stack, TARGET_GROUP, "backend-green-targets").id);
    stack.configure(config({ live: "green", gateTimeoutSeconds: 2 }));
    await assert.rejects(stack.up(), /green/);
    assert.deepEqual(actions(), before);
    faults.unhealthy.clear();
  });

  it("takes a third zone and its address of the block in place", async () => {
    const [{ id }, had] = [alb(), publicIps()];
    stack.configure(
      config(
        { live: "blue" },
        {
          network: {
            cidr: "10.20.0.0/16",
            availabilityZones: 3,
            egress: { kind: "nat", gateways: "single" },
          },
          addresses: {
            protect: false,
            pool: { netmaskLength: 29 },
            allowRelease: ["egress-b"],
          },
        },
      ),
    );
    await stack.up();
    assert.equal(alb().id, id);
    assert.equal(publicIps().length, 3);
    assert.ok(had.every((address) => publicIps().includes(address)));
    assert.ok(publicIps().every((address) => address.startsWith("198.19.64.")));
  });

  it("goes with everything, the block after all that has an address of it", async () => {
    await stack.destroy();
    assert.deepEqual(
      stack.session.account.everything().map(({ type }) => type),
      [],
    );
  });
});

describe("an ALB that draws from a pool that exists", () => {
  it("has the blocks of that pool in the allow-list, and owns none of it", async () => {
    const { id, cidr } = ipamPoolOf(REGION);
    const stack = await TestStack.open(
      config({ live: "blue" }, { addresses: { protect: false, pool: id } }),
    );
    try {
      await stack.up();
      const { allowList, entryAddresses } = JSON.parse(
        await stack.run("stack", "output", "--json", "--stack", "test"),
      ) as Record<string, unknown>;
      assert.deepEqual([allowList, entryAddresses], [[cidr], { "entry-block-1": cidr }]);
      const balancer = named(stack, LOAD_BALANCER, "entry-alb");
      assert.deepEqual(balancer.inputs["ipamPools"], { ipv4IpamPoolId: id });
      assert.deepEqual(changes(await stack.preview()), []);
    } finally {
      await stack.close();
    }
  });
});
