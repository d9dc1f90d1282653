import assert from "node:assert/strict";
import { isWaiting as waits } from "../../simulator/model/lifecycle-hooks";
import {
  AUTO_SCALING_GROUP,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LIFECYCLE_HOOK,
  LOAD_BALANCER,
  NAT_GATEWAY,
} from "../../simulator/model/tokens";
import type { NodeMachine } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";

describe("holdfast-claim", () => {
  let lab: ProxyLab;
  beforeEach(async () => (lab = await ProxyLab.open()));
  afterEach(() => lab.close());

  const associations = (): number =>
    lab.api.calls.filter(({ action }) => action === "ec2:AssociateAddress").length;

  it("claims a free address, in a way that fails if another is faster, and reads it back twice", async () => {
    const machine = await lab.launch();
    await machine.serve();
    const { status, log } = await machine.run("holdfast-claim");
    assert.equal(status, 0, log);
    assert.equal(lab.holder, machine.id);
    assert.deepEqual(lab.callsOf(machine), [
      "ec2:DescribeAddresses",
      "ec2:AssociateAddress",
      "ec2:DescribeAddresses",
      "ec2:DescribeAddresses",
      "autoscaling:CompleteLifecycleAction",
    ]);
    assert.equal(lab.api.calls[1]?.body["AllowReassociation"], "false");
    assert.match(log, /^level=info program=claim node=a1 action=associated .* before=free/m);
    assert.match(log, /^level=info program=claim node=a1 action=verified reads=2$/m);
  });

  it("takes the address over from an older instance of the same node", async () => {
    const [old, fresh] = [await lab.launch(), await lab.launch()];
    lab.give(old);
    await fresh.serve();
    const { status, log } = await fresh.run("holdfast-claim");
    assert.equal(status, 0, log);
    assert.equal(lab.holder, fresh.id);
    assert.match(log, new RegExp(`before=${old.id} verdict=older`));
  });

  for (const args of [[], ["--check"]]) {
    it(`leaves the address to a newer instance of the same node${args.length ? ", in a check too" : ""}`, async () => {
      const [old, fresh] = [await lab.launch(), await lab.launch()];
      lab.give(fresh);
      await old.serve();
      assert.equal((await old.run("holdfast-claim", ...args)).status, 3);
      assert.equal(lab.holder, fresh.id);
      assert.equal(associations(), 0);
      assert.deepEqual(lab.api.metrics, []);
    });
  }

  it("leaves the address to what is not this node, and reports it", async () => {
    const [other, machine] = [
      await lab.launch({ tags: { "holdfast-node": "b1" } }),
      await lab.launch(),
    ];
    lab.give(other);
    await machine.serve();
    const { status, log } = await machine.run("holdfast-claim");
    assert.equal(status, 5, log);
    assert.equal(lab.holder, other.id);
    assert.equal(associations(), 0);
    assert.deepEqual(lab.api.metrics, [
      {
        namespace: "Holdfast",
        name: "ClaimFailed",
        value: 1,
        dimensions: { AutoScalingGroupName: "proxy-a1" },
      },
    ]);
  });

  it("takes the address from another front door's instance when it moves to this node, and from no one when it moves elsewhere", async () => {
    const [other, machine] = [
      await lab.launch({ tags: { "holdfast-node": "ecs" } }),
      await lab.launch(),
    ];
    lab.give(other);
    await machine.serve();
    lab.moveTo("b1");
    assert.equal((await machine.run("holdfast-claim", "--check")).status, 5);
    lab.moveTo("a1");
    await machine.serve(503);
    const kept = await machine.run("holdfast-claim", "--check");
    assert.equal(kept.status, 3, kept.log);
    assert.match(kept.log, new RegExp(`holder=${other.id} claimant=a1 verdict=kept`));
    assert.equal(associations(), 0);
    await machine.serve();
    const { status, log } = await machine.run("holdfast-claim", "--check");
    assert.equal(status, 0, log);
    assert.equal(lab.holder, machine.id);
    assert.match(log, new RegExp(`before=${other.id} verdict=leaving`));
  });

  it("leaves a free address that waits for a load balancer, and takes it when it waits no more", async () => {
    const machine = await lab.launch();
    await machine.serve();
    lab.moveTo("nlb 10.20.0.0/16");
    const left = await machine.run("holdfast-claim", "--check");
    assert.equal(left.status, 5, left.log);
    assert.match(
      left.log,
      /action=left holder=none claimant="?nlb 10\.20\.0\.0\/16"? verdict=foreign/,
    );
    assert.equal(associations(), 0);
    lab.moveTo("a1");
    const { status, log } = await machine.run("holdfast-claim", "--check");
    assert.equal(status, 0, log);
    assert.equal(lab.holder, machine.id);
  });

  it("leaves the address to a NAT gateway", async () => {
    lab.aws.gateway(lab.vpc);
    lab.aws.make(NAT_GATEWAY, { subnetId: lab.subnet.id, allocationId: lab.address.id });
    const machine = await lab.launch();
    await machine.serve();
    assert.equal((await machine.run("holdfast-claim", "--check")).status, 5);
    assert.equal(associations(), 0);
  });

  it("gets an address that its holder's termination has freed", async () => {
    const [old, fresh] = [await lab.launch(), await lab.launch()];
    lab.give(fresh);
    await old.serve();
    lab.aws.account.remove(fresh.instance);
    assert.equal((await old.run("holdfast-claim", "--check")).status, 0);
    assert.equal(lab.holder, old.id);
  });

  it("claims only when HAProxy answers, be it that the backend is down", async () => {
    const machine = await lab.launch();
    await machine.serve(503);
    await machine.stopServing();
    assert.equal((await machine.run("holdfast-claim", "--check")).status, 4);
    const claim = machine.start("holdfast-claim");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepEqual(lab.api.calls, []);
    await machine.serve(503);
    const { status, log } = await claim.ended;
    assert.equal(status, 0, log);
    assert.equal(lab.holder, machine.id);
  });

  it("fails when HAProxy never answers, and reports it", async () => {
    const machine = await lab.launch();
    machine.settings["HOLDFAST_HEALTHY_SECONDS"] = "0";
    const { status, log } = await machine.run("holdfast-claim");
    assert.equal(status, 4, log);
    assert.deepEqual(lab.callsOf(machine), ["cloudwatch:PutMetricData"]);
  });

  it("gets over throttling, server errors, expired tokens and lost answers", async () => {
    const machine = await lab.launch();
    await machine.serve();
    const { faults } = lab.api;
    faults.add({ action: "DescribeAddresses", code: "RequestLimitExceeded", times: 2 });
    faults.add({ action: "AssociateAddress", code: "InternalError" });
    faults.add({ action: "AssociateAddress", code: "RequestExpired" });
    faults.add({ action: "AssociateAddress", code: "InternalError", answerLost: true });
    const { status, log } = await machine.run("holdfast-claim");
    assert.equal(status, 0, log);
    assert.equal(lab.holder, machine.id);
    assert.match(log, /action=describe attempt=2 error=RequestLimitExceeded/);
    assert.equal(associations(), 3);
  });

  it("waits for reads that are late, and does not claim again meanwhile", async () => {
    const [old, fresh] = [await lab.launch(), await lab.launch()];
    lab.give(old);
    await fresh.serve();
    lab.api.faults.staleReads = 3;
    const { status, log } = await fresh.run("holdfast-claim");
    assert.equal(status, 0, log);
    assert.equal(lab.holder, fresh.id);
    assert.equal(associations(), 1);
  });

  it("fails when AWS keeps refusing, within the attempts that it has, and reports it", async () => {
    const machine = await lab.launch();
    await machine.serve();
    machine.settings["HOLDFAST_CLAIM_ATTEMPTS"] = "3";
    lab.api.faults.add({ action: "AssociateAddress", code: "UnauthorizedOperation", times: 9 });
    const { status, log } = await machine.run("holdfast-claim");
    assert.equal(status, 1, log);
    assert.equal(associations(), 3);
    assert.equal(lab.api.metrics[0]?.name, "ClaimFailed");
    assert.match(log, /level=error .* action=failed .* error=UnauthorizedOperation/);
  });

  it("gets a new token when the metadata service takes the old one no longer", async () => {
    const machine = await lab.launch();
    await machine.serve();
    const expiring = setInterval(() => machine.imds.expireTokens(), 20);
    setTimeout(() => clearInterval(expiring), 300);
    assert.equal((await machine.run("holdfast-claim")).status, 0);
  });

  it("fails when a setting is in neither place, and names both", async () => {
    const machine = await lab.launch({ tags: { "holdfast-node": "a1" } });
    const { status, log } = await machine.run("holdfast-claim");
    assert.equal(status, 2);
    assert.match(
      log,
      /missing=HOLDFAST_ALLOCATION_ID remedy="set it in .*node.env, or see that instance metadata has tags\/instance\/holdfast-allocation-id"/,
    );
  });

  describe("on an instance that its group launches", () => {
    let machine: NodeMachine;
    beforeEach(async () => {
      const template = lab.aws.make(LAUNCH_TEMPLATE, {
        imageId: "ami-0123456789abcdef0",
        instanceType: "t3.small",
        iamInstanceProfile: { name: lab.profile.id },
        metadataOptions: { httpTokens: "required", instanceMetadataTags: "enabled" },
      });
      const group = lab.aws.make(AUTO_SCALING_GROUP, {
        name: "proxy-a1",
        minSize: 0,
        maxSize: 1,
        launchTemplate: { id: template.id, version: "1" },
        vpcZoneIdentifiers: [lab.subnet.id],
        tags: [
          { key: "holdfast-node", value: "a1", propagateAtLaunch: true },
          { key: "holdfast-allocation-id", value: lab.address.id, propagateAtLaunch: true },
        ],
      });
      lab.aws.make(LIFECYCLE_HOOK, {
        name: "proxy-a1",
        autoscalingGroupName: "proxy-a1",
        lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      });
      lab.aws.change(group, { minSize: 1 });
      machine = await lab.machineOf(lab.aws.account.all(INSTANCE)[0]!);
    });

    const isWaiting = () => waits(lab.aws.account.find(INSTANCE, machine.id, lab.aws.region)!);
    const completed = () =>
      lab.callsOf(machine).filter((one) => one === "autoscaling:CompleteLifecycleAction").length;

    it("ends the wait of the launch when it has verified the address, once", async () => {
      await machine.serve();
      const before: boolean[] = [];
      lab.api.faults.watch = ({ action }) => {
        if (action !== "CompleteLifecycleAction") before.push(isWaiting());
      };
      const { status, log } = await machine.run("holdfast-claim");
      assert.equal(status, 0, log);
      assert.ok(before.length > 0 && before.every((one) => one));
      assert.equal(isWaiting(), false);
      assert.match(log, /action=verified.*\n.*action=launched group=proxy-a1$/m);
      await machine.run("holdfast-claim", "--check");
      assert.equal(completed(), 1);
    });

    it("leaves it waiting when HAProxy does not answer, and ends it in the check that finds it", async () => {
      machine.settings["HOLDFAST_HEALTHY_SECONDS"] = "0";
      assert.equal((await machine.run("holdfast-claim")).status, 4);
      assert.equal(isWaiting(), true);
      await machine.serve();
      assert.equal((await machine.run("holdfast-claim", "--check")).status, 0);
      assert.equal(isWaiting(), false);
    });

    it("leaves it waiting when something else has the address", async () => {
      const other = await lab.launch({ tags: { "holdfast-node": "b1" } });
      lab.give(other);
      await machine.serve();
      assert.equal((await machine.run("holdfast-claim")).status, 5);
      assert.equal(completed(), 0);
    });

    it("ends the wait when a load balancer is to leave it the address, and claims it when it is free", async () => {
      lab.aws.gateway(lab.vpc);
      const { id: subnetId } = lab.subnet;
      const balancer = lab.aws.make(LOAD_BALANCER, {
        name: "entry",
        loadBalancerType: "network",
        subnetMappings: [{ subnetId, allocationId: lab.address.id }],
      });
      await machine.serve();
      assert.equal((await machine.run("holdfast-claim", "--check")).status, 5);
      assert.equal(isWaiting(), true);
      lab.moveTo("a1");
      await machine.serve(503);
      const kept = await machine.run("holdfast-claim", "--check");
      assert.match(kept.log, /action=left holder=other claimant=a1 verdict=kept/);
      assert.deepEqual([kept.status, isWaiting(), lab.api.metrics.length], [3, true, 1]);
      await machine.serve();
      const awaited = await machine.run("holdfast-claim", "--check");
      assert.equal(awaited.status, 3, awaited.log);
      assert.match(awaited.log, /action=left holder=other claimant=a1 verdict=awaited/);
      const [failed, ready, ...more] = lab.api.metrics;
      assert.deepEqual([failed?.name, ready?.name, more], ["ClaimFailed", "Ready", []]);
      const dimensions = { AutoScalingGroupName: "proxy-a1", InstanceId: machine.id };
      assert.deepEqual(ready?.dimensions, dimensions);
      assert.deepEqual([isWaiting(), associations()], [false, 0]);
      lab.aws.account.remove(balancer);
      assert.equal((await machine.run("holdfast-claim", "--check")).status, 0);
      assert.deepEqual([lab.holder, completed()], [machine.id, 1]);
    });

    it("tries again when Auto Scaling does not answer, or does not know of the launch yet", async () => {
      await machine.serve();
      machine.settings["HOLDFAST_COMPLETE_ATTEMPTS"] = "3";
      for (const code of ["Throttling", "Throttling", "ValidationError", "ValidationError"]) {
        lab.api.faults.add({ action: "CompleteLifecycleAction", code, status: 400 });
      }
      assert.equal((await machine.run("holdfast-claim")).status, 0);
      for (let times = 0; times < 4; times++) {
        assert.equal(isWaiting(), true);
        assert.equal((await machine.run("holdfast-claim", "--check")).status, 0);
      }
      assert.equal(isWaiting(), false);
      assert.equal(completed(), 5);
    });

    it("stops trying when there is no hook, as for a node that is older than it", async () => {
      await machine.serve();
      machine.settings["HOLDFAST_COMPLETE_ATTEMPTS"] = "2";
      lab.api.faults.add({ action: "CompleteLifecycleAction", code: "ValidationError", times: 9 });
      for (let times = 0; times < 4; times++) await machine.run("holdfast-claim", "--check");
      assert.equal(completed(), 2);
    });
  });

  it("lets one run at a time be at it", async () => {
    const machine = await lab.launch();
    await machine.serve();
    await machine.stopServing();
    const waiting = machine.start("holdfast-claim");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal((await machine.run("holdfast-claim", "--check")).status, 6);
    await machine.serve();
    assert.equal((await waiting.ended).status, 0);
  });
});
