import assert from "node:assert/strict";
import { frontDoorOf } from "../../../commands/drill/drill";
import { SCENARIOS } from "../../../commands/drill/scenarios";
import {
  type ProgramConfig,
  followingDoor,
  frontDoor,
  nlbFrontDoor,
  pooledDoor,
} from "../../support/program";

const obstacle = (scenario: string, config: ProgramConfig): string | undefined =>
  SCENARIOS[scenario]!.obstacle?.(frontDoorOf(config).traits, config);

describe("scenarios of a drill", () => {
  it("change addresses of ALBs where clients or a function follow them", () => {
    assert.equal(obstacle("alb-moves", pooledDoor()), undefined);
    assert.equal(obstacle("alb-moves", followingDoor()), undefined);
    const fixed = /neither clients nor a function follow/;
    assert.match(obstacle("alb-moves", nlbFrontDoor()) ?? "", fixed);
    assert.match(obstacle("alb-moves", frontDoor()) ?? "", fixed);
  });

  it("lose an instance behind load balancers, and a node only where there are nodes", () => {
    for (const config of [pooledDoor(), nlbFrontDoor()]) {
      assert.equal(obstacle("instance-gone", config), undefined);
      assert.match(obstacle("node-gone", config) ?? "", /no nodes/);
    }
    assert.match(obstacle("instance-gone", frontDoor()) ?? "", /nodes forward to load balancers/);
  });

  it("refuse a release only where there is a second colour", () => {
    assert.equal(obstacle("release-refused", pooledDoor()), undefined);
    const backend = { live: "blue", layout: "sharedVpc", blue: {} };
    assert.match(obstacle("release-refused", pooledDoor({ backend })) ?? "", /no second colour/);
  });
});
