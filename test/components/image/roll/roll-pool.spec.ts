import assert from "node:assert/strict";
import {
  AUTO_SCALING_GROUP,
  INSTANCE,
  LAUNCH_TEMPLATE,
  LIFECYCLE_HOOK,
} from "../../../../simulator/model/tokens";
import { associationOfAddress } from "../../../../simulator/model/addresses";
import type { Stored } from "../../../../simulator/model/resource";
import { claimAddress } from "../../../../commands/local/claim-address";
import { ApiLab } from "../../../simulator/api/api-lab";
import { runScript } from "../run-script";

const IMAGE = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended";

describe("roll.mjs with instances that share addresses", () => {
  let lab: ApiLab;
  let pool: Stored[];
  let template: Stored;
  beforeEach(async () => {
    lab = await ApiLab.open();
    pool = [lab.aws.eip(), lab.aws.eip()];
    template = lab.aws.make(LAUNCH_TEMPLATE, { imageId: IMAGE, instanceType: "t4g.small" });
    const ids = pool.map(({ id }) => id).join(" ");
    lab.aws.make(AUTO_SCALING_GROUP, {
      name: "ecs",
      minSize: 2,
      maxSize: 4,
      protectFromScaleIn: true,
      launchTemplate: { id: template.id, version: "1" },
      vpcZoneIdentifiers: [lab.aws.subnet(lab.aws.vpc()).id],
      tags: [{ key: "holdfast-allocation-ids", value: ids, propagateAtLaunch: true }],
    });
    lab.aws.make(LIFECYCLE_HOOK, {
      name: "ecs",
      autoscalingGroupName: "ecs",
      lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      heartbeatTimeout: 30,
    });
    template = lab.aws.account.update(template, {
      ...template.inputs,
      instanceType: "t4g.medium",
    });
  });
  afterEach(() => lab.api.close());

  const roll = (version = "2", environment = {}) =>
    runScript(lab, "roll/roll.mjs", {
      ROLL_NODES: JSON.stringify([
        {
          node: "ecs",
          group: "ecs",
          template: template.id,
          version,
          allocations: pool.map(({ id }) => id),
        },
      ]),
      ROLL_SERVE_SECONDS: "20",
      ROLL_SETTLE_SECONDS: "0",
      ROLL_POLL_SECONDS: "0.05",
      ...environment,
    });
  const ids = () => lab.aws.account.all(INSTANCE).map(({ id }) => id);
  const types = () => lab.aws.account.all(INSTANCE).map(({ inputs }) => inputs["instanceType"]);
  const holders = () => pool.map(({ id }) => associationOfAddress(lab.aws.account, id).instanceId);
  const areProtected = () =>
    lab.aws.account.all(INSTANCE).every(({ outputs }) => outputs["$protected"] === true);
  const written = () =>
    lab.api.calls
      .map(({ action }) => action.split(":")[1]!)
      .filter((action) => !/^(Describe|Get)/.test(action));

  it("replaces half of them at a time, and waits until the new ones have all addresses", async () => {
    await roll("1");
    const { status, stdout, stderr } = await roll();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /ecs: launches with the new version\n.*ecs: rolled to version 2\n$/s);
    assert.deepEqual(types(), ["t4g.medium", "t4g.medium"]);
    assert.deepEqual(holders().sort(), ids().sort());
    const { body } = lab.api.calls.find(({ action }) => action.endsWith("StartInstanceRefresh"))!;
    const { MaxHealthyPercentage, MinHealthyPercentage } = body["Preferences"] as Record<
      string,
      string
    >;
    assert.deepEqual([MinHealthyPercentage, MaxHealthyPercentage], ["100", "150"]);
  });

  it("fails when the hook abandons the new one, and the old ones keep addresses and protection", async () => {
    await roll("1");
    const before = { ids: ids(), holders: holders() };
    await lab.api.close();
    lab = await ApiLab.open({ speed: 60 }, lab.aws);
    lab.api.faults.watch = () => {
      for (const id of ids()) if (!before.ids.includes(id)) lab.api.faults.unhealthy.add(id);
    };
    const { status, stderr } = await roll();
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^node ecs was not rolled: the new instance i-\w+ was terminated before it served; Auto Scaling: .* was abandoned: Heartbeat Timeout\nIt was rolled back/,
    );
    assert.deepEqual({ ids: ids(), holders: holders() }, before);
    assert.ok(areProtected());
  });

  it("continues when ECS ends a new one that no task needs", async () => {
    await roll("1");
    const before = ids();
    let ended = 0;
    lab.api.faults.watch = ({ action, when }) => {
      const fresh = ids().find((id) => !before.includes(id));
      if (action !== "DescribeAddresses" || when !== "after" || !fresh || ended++) return;
      lab.aws.account.remove(lab.aws.account.find(INSTANCE, fresh, lab.aws.region)!);
    };
    const { status, stderr } = await roll();
    assert.equal(status, 0, stderr);
    assert.ok(ended > 0);
    assert.deepEqual(holders().sort(), ids().sort());
  });

  it("goes back when an address is lost half-way: a new one takes none", async () => {
    await lab.api.close();
    const isOld = ({ inputs }: Stored): boolean => inputs["instanceType"] === "t4g.small";
    lab = await ApiLab.open(
      // New ones complete their launch, and then claim nothing.
      { boot: (...of) => !isOld(of[2]) || claimAddress(...of) },
      lab.aws,
    );
    await roll("1");
    const { status, stderr } = await roll();
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^node ecs was not rolled: it stopped serving: .*no instance has [\d.]+.*\nIt was rolled back \(Successful\); i-\w+ has/,
    );
    assert.deepEqual(types(), ["t4g.small", "t4g.small"]);
    assert.deepEqual(holders().sort(), ids().sort());
    assert.deepEqual(written().slice(-4), [
      ...["RollbackInstanceRefresh", "SetInstanceProtection"],
      ...["CancelInstanceRefresh", "StartInstanceRefresh"],
    ]);
  });
});
