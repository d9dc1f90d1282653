import assert from "node:assert/strict";
import { bundleLambda } from "../../../components/front-door/function/bundle";
import { TARGET_GROUP_ATTACHMENT } from "../../../simulator/model/tokens";
import { addresses, balancer } from "../../../bench/labs/follower/dns-server";
import { FollowerLab, NAME, ended } from "../../../bench/labs/follower/follower-lab";

const READS = ["elasticloadbalancing:DescribeTargetHealth", "s3:GetObject"];
const METRICS = "cloudwatch:PutMetricData";
const REGISTER = "elasticloadbalancing:RegisterTargets";
const DEREGISTER = "elasticloadbalancing:DeregisterTargets";
const PUT = "s3:PutObject";

const sorted = (...actions: readonly string[]): string[] => [...actions].sort();

describe("handler", () => {
  let lab: FollowerLab;
  beforeEach(async () => {
    lab = await FollowerLab.open();
    lab.dns.names.set(NAME, balancer(addresses(2)));
  });
  afterEach(() => lab.close());

  it("is a bundle below 1 MB", () => {
    assert.ok(Buffer.byteLength(bundleLambda("follow-addresses")) < 1e6);
  });

  it("registers all addresses on the first run, and counts them", async () => {
    const { status, result, notes, stderr } = await lab.run();
    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.deepEqual(result, { added: 2, removed: 0, absent: 0 });
    assert.deepEqual(lab.registered(), addresses(2));
    assert.deepEqual(lab.takeCalls(), sorted(...READS, PUT, REGISTER, METRICS));
    assert.deepEqual(lab.state(), { [lab.arns[0]!]: { "10.1.0.1": 0, "10.1.0.2": 0 } });
    assert.deepEqual(lab.metric("AddressCount"), [2]);
    assert.deepEqual(lab.metric("AddressesAdded"), [2]);
    assert.deepEqual(notes[0]!["addresses"], addresses(2));
  });

  it("writes nothing in steady state, and looks up once", async () => {
    await lab.run();
    lab.takeCalls();
    const before = lab.dns.questions.length;
    const { status, result } = await lab.run({}, 3);
    assert.equal(status, 0);
    assert.deepEqual(result, { added: 0, removed: 0, absent: 0 });
    const each = [...READS, METRICS];
    assert.deepEqual(lab.takeCalls(), sorted(...each, ...each, ...each));
    assert.equal(lab.dns.questions.length - before, 3);
  });

  it("follows from 8 to 28 addresses in one run", async () => {
    lab.dns.names.set(NAME, balancer(addresses(8)));
    await lab.run();
    lab.takeCalls();
    lab.dns.names.set(NAME, balancer(addresses(28)));
    const { result } = await lab.run();
    assert.deepEqual(result, { added: 20, removed: 0, absent: 0 });
    assert.deepEqual(lab.registered(), addresses(28).sort());
    assert.deepEqual(lab.takeCalls(), sorted(...READS, PUT, REGISTER, METRICS));
  });

  it("follows from 28 to 8 addresses in the third run, then forgets and is steady", async () => {
    lab.dns.names.set(NAME, balancer(addresses(28)));
    await lab.run();
    lab.dns.names.set(NAME, balancer(addresses(8)));
    await lab.run({}, 2);
    assert.deepEqual(lab.registered(), addresses(28).sort());
    lab.takeCalls();
    assert.deepEqual((await lab.run()).result, { added: 0, removed: 20, absent: 20 });
    assert.deepEqual(lab.registered(), addresses(8));
    assert.deepEqual(lab.takeCalls(), sorted(...READS, PUT, DEREGISTER, METRICS));
    await lab.run();
    assert.deepEqual(lab.takeCalls(), sorted(...READS, PUT, METRICS));
    await lab.run();
    assert.deepEqual(lab.takeCalls(), sorted(...READS, METRICS));
    assert.deepEqual(lab.metric("AddressesRemoved"), [0, 0, 0, 20, 0, 0]);
    assert.deepEqual(lab.metric("AddressesAbsent"), [0, 20, 20, 20, 0, 0]);
  });

  it("sees truncated answers whole", async () => {
    lab.dns.names.set(NAME, () => ({ addresses: addresses(40), truncated: true }));
    await lab.run();
    assert.deepEqual(lab.registered(), addresses(40).sort());
  });

  it("gets over throttling of every call", async () => {
    for (const action of [
      "DescribeTargetHealth",
      "RegisterTargets",
      "GetObject",
      "PutObject",
      "PutMetricData",
    ]) {
      lab.api.faults.add({ action, code: "Throttling", status: 503 });
    }
    const { status, stderr } = await lab.run();
    assert.equal(status, 0, stderr);
    assert.deepEqual(lab.registered(), addresses(2));
    assert.equal(Object.keys(lab.state()!).length, 1);
  });

  it("survives a lost answer to each of its writes", async () => {
    for (const action of ["PutObject", "RegisterTargets"]) {
      lab.api.faults.add({ action, code: "InternalError", answerLost: true });
    }
    const { status, stderr } = await lab.run();
    assert.equal(status, 0, stderr);
    assert.deepEqual(lab.registered(), addresses(2));
    lab.takeCalls();
    await lab.run();
    assert.deepEqual(lab.takeCalls(), sorted(...READS, METRICS));
  });

  it("starts anew when its state is lost, and leaves alone what it does not know then", async () => {
    lab.dns.names.set(NAME, balancer(addresses(3)));
    await lab.run();
    lab.loseState();
    lab.dns.names.set(NAME, balancer(addresses(2)));
    const { notes } = await lab.run({}, 4);
    assert.deepEqual(lab.registered(), addresses(3));
    assert.deepEqual(lab.state(), { [lab.arns[0]!]: { "10.1.0.1": 0, "10.1.0.2": 0 } });
    assert.match(String(notes.at(-1)!["message"]), /left alone/);
  });

  it("removes nothing when another run wrote the state in between", async () => {
    lab.dns.names.set(NAME, balancer(addresses(2)));
    await lab.run({ INVOCATIONS_BEFORE_DEREGISTRATION: "1" });
    lab.dns.names.set(NAME, balancer(addresses(2, 1)));
    let isFirst = true;
    lab.api.faults.watch = ({ action, when }) => {
      if (action !== "PutObject" || when !== "before" || !isFirst) return;
      isFirst = false;
      lab.loseState();
    };
    const { status, notes } = await lab.run({ INVOCATIONS_BEFORE_DEREGISTRATION: "1" });
    assert.equal(status, 0);
    assert.ok(notes.some(({ message }) => /another run wrote/.test(String(message))));
    assert.deepEqual(lab.registered(), addresses(3));
  });

  it("keeps what others registered", async () => {
    lab.aws.make(TARGET_GROUP_ATTACHMENT, {
      targetGroupArn: lab.arns[0]!,
      targetId: "10.2.0.9",
      port: 443,
      availabilityZone: "all",
    });
    await lab.run({}, 5);
    assert.deepEqual(lab.registered(), [...addresses(2), "10.2.0.9"]);
  });

  it("fails when S3 is down, after it has registered and told the metrics", async () => {
    lab.api.faults.add({ action: "GetObject", code: "InternalError", times: 100 });
    const { status, stderr } = await lab.run();
    assert.equal(status, 1);
    assert.match(stderr, /1 failure\(s\): state: InternalError/);
    assert.deepEqual(lab.registered(), addresses(2));
    assert.equal(lab.state(), undefined);
    assert.deepEqual(lab.metric("Errors"), [1]);
  });

  it("fails when the state cannot be written, and then removes nothing", async () => {
    const soon = { INVOCATIONS_BEFORE_DEREGISTRATION: "1" };
    await lab.run(soon);
    lab.dns.names.set(NAME, balancer(addresses(2, 1)));
    lab.api.faults.add({ action: "PutObject", code: "InternalError", times: 4 });
    assert.equal((await lab.run(soon)).status, 1);
    assert.deepEqual(lab.registered(), addresses(3));
    assert.equal((await lab.run(soon)).status, 0);
    assert.deepEqual(lab.registered(), addresses(2, 1));
  });

  for (const [what, reply] of [
    ["does not exist", "NXDOMAIN"],
    ["cannot be resolved", "SERVFAIL"],
    ["has a loopback address", { addresses: ["127.0.0.1"] }],
    ["has a public address all of a sudden", { addresses: ["198.51.100.1"] }],
  ] as const) {
    it(`fails when the name ${what}, and changes nothing`, async () => {
      const soon = { INVOCATIONS_BEFORE_DEREGISTRATION: "1" };
      await lab.run(soon);
      lab.dns.names.set(NAME, () => reply);
      lab.takeCalls();
      for (let run = 0; run < 2; run++) {
        const { status, stderr } = await lab.run(soon);
        assert.equal(status, 1);
        assert.match(stderr, new RegExp(`1 failure\\(s\\): ${NAME}: `));
      }
      assert.deepEqual(lab.registered(), addresses(2));
      assert.ok(!lab.takeCalls().some((call) => [PUT, REGISTER, DEREGISTER].includes(call)));
    });
  }

  it("fails when one of several groups does, and does the others", async () => {
    await lab.close();
    lab = await FollowerLab.open([443, 80]);
    lab.dns.names.set(NAME, balancer(addresses(2)));
    const missing = `${lab.arns[0]!}0`;
    const { status, stderr } = await lab.run({ NLB_TG_ARN: `${missing},${lab.arns[1]!}` });
    assert.equal(status, 1);
    assert.match(stderr, /1 failure\(s\): .*TargetGroupNotFound/);
    assert.deepEqual(
      [lab.registered(lab.arns[0]), lab.registered(lab.arns[1])],
      [[], addresses(2)],
    );
    assert.equal(lab.dns.questions.length, 1);
  });

  describe("killed in the middle", () => {
    const soon = { INVOCATIONS_BEFORE_DEREGISTRATION: "1" };
    const moments = [
      "GetObject",
      "DescribeTargetHealth",
      "PutObject",
      "RegisterTargets",
      "DeregisterTargets",
      "PutMetricData",
    ].flatMap((action) => (["before", "after"] as const).map((when) => ({ action, when })));

    for (const { action, when } of moments) {
      it(`repairs everything in the next runs, if it was ${when} ${action} is carried out`, async () => {
        lab.dns.names.set(NAME, balancer(addresses(3)));
        await lab.run(soon);
        lab.dns.names.set(NAME, balancer(addresses(3, 1)));
        const faults = lab.api.faults;
        const child = lab.start(soon);
        const end = ended(child);
        let kills = 0;
        faults.watch = async (moment) => {
          if (kills > 0 || moment.action !== action || moment.when !== when) return;
          kills += 1;
          child.kill("SIGKILL");
          await end;
        };
        assert.equal((await end).status, null);
        assert.equal(kills, 1);
        assert.ok(lab.registered().length >= 3);
        const { status, stderr } = await lab.run(soon, 3);
        assert.equal(status, 0, stderr);
        assert.deepEqual(lab.registered(), addresses(3, 1));
        assert.deepEqual(Object.keys(lab.state()![lab.arns[0]!]!), addresses(3, 1));
        lab.takeCalls();
        await lab.run(soon);
        assert.deepEqual(lab.takeCalls(), sorted(...READS, METRICS));
      });
    }
  });
});
