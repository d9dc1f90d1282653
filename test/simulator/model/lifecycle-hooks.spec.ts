import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import { isWaiting, waitsOf } from "../../../simulator/model/lifecycle-hooks";
import { AUTO_SCALING_GROUP, LIFECYCLE_HOOK } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { refuses } from "../refuses";
import { group, instances, template } from "./auto-scaling-lab";

const hook = (lab: Lab, autoscalingGroupName = "web", inputs: Values = {}): Stored =>
  lab.make(LIFECYCLE_HOOK, {
    name: "claim",
    autoscalingGroupName,
    lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    ...inputs,
  });

describe("Lifecycle hook", () => {
  it("holds instances that are launched from then on, and not those that are there", () => {
    const lab = new Lab();
    const web = group(lab);
    hook(lab, "web", { heartbeatTimeout: 600 });
    hook(lab, "web", { name: "end", lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING" });
    lab.change(web, { desiredCapacity: 3 });
    assert.deepEqual(instances(lab, web).map(waitsOf), [{}, {}, { claim: 600 }]);
    assert.equal(lab.state(lab.account.all(LIFECYCLE_HOOK)[0]!)["defaultResult"], "ABANDON");
  });

  it("is put again without harm, and goes with its group", () => {
    const lab = new Lab();
    const web = group(lab);
    hook(lab);
    hook(lab, "web", { heartbeatTimeout: 60 });
    assert.equal(lab.account.all(LIFECYCLE_HOOK).length, 1);
    lab.account.remove(web);
    assert.deepEqual(
      lab.account.everything().filter(({ type }) => type === LIFECYCLE_HOOK),
      [],
    );
  });

  describe("with an instance refresh that the provider starts", () => {
    const refresh = (lab: Lab, prepare: (lab: Lab) => void) => {
      const launched = template(lab);
      const web = group(lab, { instanceRefresh: { strategy: "Rolling" } }, launched);
      prepare(lab);
      const before = instances(lab, web);
      lab.change(launched, { instanceType: "t4g.medium" });
      lab.change(web, { launchTemplate: { id: launched.id, version: "2" } });
      const after = instances(lab, web);
      return {
        kept: after.filter((one) => before.some(({ id }) => id === one.id)).length,
        waiting: after.filter(isWaiting).length,
        total: after.length,
      };
    };

    it("keeps the old instances beside the new ones, which wait", () => {
      assert.deepEqual(refresh(new Lab(), hook), { kept: 2, waiting: 2, total: 4 });
    });

    it("ends the old instances without a hook, whatever the new ones do", () => {
      assert.deepEqual(
        refresh(new Lab(), () => undefined),
        { kept: 0, waiting: 0, total: 2 },
      );
    });
  });

  const wrong = (inputs: Values) => (lab: Lab) => {
    group(lab);
    hook(lab, "web", inputs);
  };
  refuses([
    [
      "its name has a dot",
      wrong({ name: "a.b" }),
      `name: expected at most 255 letters, digits, hyphens, underscores and slashes, got "a.b"`,
    ],
    [
      "its heartbeat is too short",
      wrong({ heartbeatTimeout: 29 }),
      "heartbeatTimeout: expected 30 to 7200 seconds, got 29",
    ],
    [
      "its heartbeat is too long",
      wrong({ heartbeatTimeout: 7201 }),
      "heartbeatTimeout: expected 30 to 7200 seconds, got 7201",
    ],
    [
      "its result is no such thing",
      wrong({ defaultResult: "STOP" }),
      `defaultResult: expected one of CONTINUE, ABANDON, got "STOP"`,
    ],
    [
      "there is no such group",
      (lab) => hook(lab, "db"),
      "creating Auto Scaling Lifecycle Hook: operation error Auto Scaling: PutLifecycleHook, api error ValidationError: AutoScalingGroup name not found - AutoScalingGroup 'db' not found",
    ],
    [
      "another group has a hook of that name",
      (lab) => {
        const web = group(lab);
        hook(lab);
        lab.make(AUTO_SCALING_GROUP, { ...web.inputs, name: "api" });
        hook(lab, "api");
      },
      "creating Auto Scaling Lifecycle Hook: operation error Auto Scaling: PutLifecycleHook, api error NotModelled: a lifecycle hook of another group has the name claim",
    ],
  ]);
});
