import assert from "node:assert/strict";
import { CERTIFICATE, LOAD_BALANCER, TARGET_GROUP } from "../../simulator/model/tokens";
import { followingDoor, type ProgramConfig } from "../support/program";
import { TestStack } from "../support/test-stack";
import { REGION, lines, named, shares, targets } from "./nlb-view";

describe("an NLB that follows the ALBs of two colours, with a certificate", () => {
  const COLORS = { blue: { cidr: "10.30.0.0/16" }, green: { cidr: "10.40.0.0/16" } };
  const QUICK = { ttlSeconds: 1, drainSeconds: 3, gateTimeoutSeconds: 60 };
  const PORTS = [443, 80];
  let stack: TestStack;
  let certificateArn = "";
  const config = (which: object): ProgramConfig =>
    followingDoor({
      addresses: { protect: false },
      entry: { kind: "nlbAlb", certificateArn },
      backend: { ...QUICK, ...COLORS, ...which },
    });
  const shareOfBoth = (blue: number, green: number) =>
    PORTS.map((port) => ({ [`entry-blue-${port}`]: blue, [`entry-green-${port}`]: green }));
  const current = () => PORTS.map((port) => shares(stack, `entry-listener-${port}`));

  before(async () => {
    stack = await TestStack.open({});
    const { account } = stack.session;
    const body = { certificateBody: "first", privateKey: "key" };
    certificateArn = account.create(CERTIFICATE, REGION, body).id;
    stack.configure(config({ live: "blue" }));
    await stack.up();
  });
  after(() => stack.close());

  it("has the addresses of each colour's ALB on both ports, for all zones", () => {
    for (const color of ["blue", "green"]) {
      const { outputs } = named(stack, LOAD_BALANCER, `backend-${color}-alb`);
      const own = Object.values(outputs["$privateIps"] as Record<string, string>).sort();
      assert.equal(own.length, 2);
      for (const port of PORTS) {
        const expected = own.map((address) => `${address}:${port} all`);
        assert.deepEqual(targets(stack, `entry-${color}-${port}`), expected);
      }
    }
    assert.deepEqual(current(), shareOfBoth(100, 0));
  });

  it("sends a share to the other colour, more of it, and all back, on both ports and nothing else", async () => {
    for (const [blue, green] of [
      [90, 10],
      [50, 50],
      [100, 0],
    ] as const) {
      stack.configure(config(green === 0 ? { live: "blue" } : { weights: { blue, green } }));
      const { steps } = await stack.up();
      assert.deepEqual(
        lines(steps).filter((line) => line !== "update entry-gate"),
        ["update entry-listener-443", "update entry-listener-80"],
      );
      assert.deepEqual(current(), shareOfBoth(blue, green));
    }
  });

  it("refuses a share for a colour whose ALB answers on one port only, and moves no weight", async () => {
    const { faults } = stack.session;
    faults.unhealthy.add(named(stack, TARGET_GROUP, "entry-green-443").id);
    const weights = { blue: 90, green: 10 };
    stack.configure(config({ weights, gateTimeoutSeconds: 2 }));
    await assert.rejects(stack.up(), /green-443 does not go live/);
    assert.deepEqual(current(), shareOfBoth(100, 0));
    faults.unhealthy.clear();
  });

  it("fails when the function does, with what went wrong, and moves no weight", async () => {
    stack.session.faults.add({ action: "GetObject", code: "AccessDenied", status: 403 });
    const weights = { blue: 80, green: 20 };
    stack.configure(config({ weights, gateTimeoutSeconds: 2 }));
    await assert.rejects(
      stack.up(),
      /does not go live: function entry-follower-\w+ failed: [^\n]*state: AccessDenied/,
    );
    assert.deepEqual(current(), shareOfBoth(100, 0));
  });

  it("keeps a colour that is removed until no weight names it and the drain is over", async () => {
    stack.configure(config({ live: "green", blue: undefined }));
    const { steps } = await stack.up();
    const place = (line: string) => {
      const at = steps.findIndex(({ op, name }) => `${op} ${name}` === line);
      assert.ok(at >= 0, `${line} is not among ${lines(steps).join(", ")}`);
      return at;
    };
    for (const port of PORTS) {
      assert.ok(
        place(`update entry-listener-${port}`) < place("delete entry-drain-blue-addresses"),
      );
    }
    assert.ok(place("delete entry-drain-blue-addresses") < place("delete backend-blue-alb"));
    assert.deepEqual(lines(await stack.preview()), []);
  });

  it("is destroyed without a trace", async () => {
    await stack.destroy();
    const left = stack.session.account.everything().map(({ type }) => type);
    assert.deepEqual([...new Set(left)], [CERTIFICATE]);
  });
});
