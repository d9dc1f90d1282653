import assert from "node:assert/strict";
import { associateAddress } from "../../../../../simulator/api/associate-address";
import { associationOfAddress } from "../../../../../simulator/model/addresses";
import type { Stored } from "../../../../../simulator/model/resource";
import { EIP, LOAD_BALANCER } from "../../../../../simulator/model/tokens";
import { text } from "../../../../../simulator/model/values";
import { ApiLab } from "../../../../simulator/api/api-lab";
import { listener, targets, twoZones } from "../../../../simulator/model/balancing-lab";
import { runScript } from "../../../image/run-script";

const HOLDER = "nlb 10.0.0.0/16";

/** An NLB in zone a, and a node in zone b with the address that the NLB is to have there. */
class Scene {
  readonly node: Stored;
  readonly address: Stored;
  readonly group: Stored;
  readonly balancer: Stored;
  readonly subnet: string;

  private constructor(readonly lab: ApiLab) {
    const place = twoZones(lab.aws);
    const [a, b] = place.subnets;
    this.subnet = b.id;
    this.balancer = lab.aws.make(LOAD_BALANCER, {
      name: "entry",
      loadBalancerType: "network",
      subnetMappings: [{ subnetId: a.id, allocationId: lab.aws.eip().id }],
    });
    this.group = targets(lab.aws, place, { protocol: "TCP", targetType: "ip" });
    listener(lab.aws, this.balancer, this.group);
    this.node = lab.instance(b, { tags: { "holdfast-node": "b1" } });
    this.address = lab.aws.eip();
    this.give();
  }

  static async open(): Promise<Scene> {
    const scene = new Scene(await ApiLab.open());
    await scene.lab.call("elbv2", "RegisterTargets", {
      TargetGroupArn: scene.group.id,
      "Targets.member.1.Id": "10.0.0.9",
    });
    return scene;
  }

  give(): void {
    associateAddress(this.lab.aws.account, "us-east-1", {
      allocationId: this.address.id,
      instanceId: this.node.id,
    });
  }

  get holder(): string {
    return associationOfAddress(this.lab.aws.account, this.address.id).instanceId;
  }
  get isAtBalancer(): boolean {
    return this.lab.aws.account
      .referring(this.address.id)
      .some(({ id }) => id === this.balancer.id);
  }
  get tags(): Record<string, string> {
    const { account } = this.lab.aws;
    return account.tagsOf(account.require(EIP, this.address.id, "us-east-1"));
  }

  free = (environment = {}) =>
    this.run("free.mjs", {
      FREE_ADDRESS: JSON.stringify({
        key: "entry-b1",
        allocation: this.address.id,
        claimant: HOLDER,
      }),
      ...environment,
    });

  move = (environment = {}) =>
    this.run("zone.mjs", {
      ZONE_BALANCER: this.balancer.id,
      ZONE_KEY: "entry-b1",
      ZONE_ALLOCATION: this.address.id,
      ZONE_SUBNET: this.subnet,
      ZONE_HOLDER: HOLDER,
      ZONE_TARGET_GROUPS: JSON.stringify({ "blue-80": this.group.id }),
      ...environment,
    });

  private run(script: string, environment: Record<string, string>) {
    return runScript(this.lab, `../front-door/nlb/claims/${script}`, {
      CLAIM_TIMEOUT_SECONDS: "20",
      CLAIM_POLL_SECONDS: "0.05",
      ...environment,
    });
  }
}

describe("scripts of an NLB that claims an address", () => {
  let scene: Scene;
  beforeEach(async () => (scene = await Scene.open()));
  afterEach(() => scene.lab.api.close());

  it("free.mjs takes it from the node, and leaves it for the NLB", async () => {
    const { status, stdout, stderr } = await scene.free();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /is taken from i-\w+\nentry-b1 \([\d.]+\): no instance has it/);
    assert.equal(scene.holder, "");
    assert.deepEqual(scene.tags, { "holdfast:claimant": HOLDER });
  });

  it("free.mjs changes nothing when AWS denies it, and keeps the address for no one", async () => {
    const denial = { code: "UnauthorizedOperation", status: 403, times: 5 };
    scene.lab.api.faults.add({ action: "DisassociateAddress", ...denial });
    const { status, stderr } = await scene.free();
    assert.equal(status, 1);
    assert.match(stderr, /^UnauthorizedOperation: [^]*The old front door was not deleted/);
    assert.equal(scene.holder, scene.node.id);
    assert.deepEqual(scene.tags, {});
  });

  it("zone.mjs adds the zone with the address, and notes the new holder", async () => {
    const { status, stdout, stderr } = await scene.move();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /the NLB has it, and its targets are healthy/);
    assert.ok(scene.isAtBalancer);
    assert.deepEqual(scene.tags, { "holdfast:holder": HOLDER });
  });

  it("zone.mjs finds in a second run that nothing is left to move", async () => {
    await scene.move();
    const before = scene.lab.api.calls.length;
    const { status, stderr } = await scene.move();
    assert.equal(status, 0, stderr);
    const again = scene.lab.api.calls.slice(before).map(({ action }) => action);
    assert.ok(!again.includes("elasticloadbalancing:SetSubnets"), again.join(" "));
    assert.ok(!again.includes("ec2:DisassociateAddress"), again.join(" "));
  });

  it("zone.mjs takes the address again from a node that was faster than the NLB", async () => {
    let given = 0;
    scene.lab.api.faults.watch = ({ when, action }) => {
      if (when === "after" && action === "DisassociateAddress" && given++ === 0) scene.give();
    };
    const { status, stderr } = await scene.move();
    assert.equal(status, 0, stderr);
    assert.equal(given, 2);
    assert.ok(scene.isAtBalancer);
  });

  it("zone.mjs fails when targets are not healthy, and the next run goes on", async () => {
    scene.lab.api.faults.unhealthy.add(scene.group.id);
    const { status, stderr } = await scene.move({ CLAIM_TIMEOUT_SECONDS: "1" });
    assert.equal(status, 1);
    assert.match(stderr, /the NLB has it; blue-80: 0 of 1 targets are healthy/);
    assert.deepEqual(scene.tags, {});
    scene.lab.api.faults.unhealthy.clear();
    assert.equal((await scene.move()).status, 0);
    assert.deepEqual(scene.tags, { "holdfast:holder": HOLDER });
  });

  it("zone.mjs waits until the NLB's name resolves to the address, as its zone does not serve before", async () => {
    const { hidden } = scene.lab.api.faults;
    hidden.add(text(scene.address.outputs["publicIp"]));
    const { status, stderr } = await scene.move({ CLAIM_TIMEOUT_SECONDS: "1" });
    assert.equal(status, 1);
    assert.match(stderr, /the NLB has it; its name does not resolve to it yet/);
    hidden.clear();
    assert.equal((await scene.move()).status, 0);
  });

  it("zone.mjs gives up when AWS denies the zone, and the old node may have the address again", async () => {
    scene.lab.api.faults.add({ action: "SetSubnets", code: "AccessDenied", status: 403, times: 5 });
    const { status, stderr } = await scene.move();
    assert.equal(status, 1);
    assert.match(stderr, /^AccessDenied/);
    assert.ok(!scene.isAtBalancer);
    assert.deepEqual(scene.tags, {});
  });
});
