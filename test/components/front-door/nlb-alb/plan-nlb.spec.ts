import assert from "node:assert/strict";
import { testPort } from "../../../../components/front-door/web-alb/test-ports";
import {
  type NlbAlbSettings,
  validateNlbAlb,
} from "../../../../components/front-door/nlb-alb/plan-nlb";

const settings = (overrides: Partial<NlbAlbSettings> = {}): NlbAlbSettings => ({
  nlbIdleTimeoutSeconds: 350,
  albIdleTimeoutSeconds: 60,
  ports: [443, 80],
  ...overrides,
});

const problems = (overrides: Partial<NlbAlbSettings>) =>
  validateNlbAlb(settings(overrides)).map(({ path, code, data }) => ({ path, code, ...data }));

describe("validateNlbAlb", () => {
  it("finds nothing wrong with the defaults, and with names beside them", () => {
    assert.deepEqual(validateNlbAlb(settings()), []);
    assert.deepEqual(validateNlbAlb(settings({ keys: ["old", "new-one"] })), []);
  });

  it("takes the longest and the shortest idle timeouts that AWS does", () => {
    const longest = { nlbIdleTimeoutSeconds: 6000, albIdleTimeoutSeconds: 4000 };
    assert.deepEqual(problems(longest), []);
    assert.deepEqual(problems({ nlbIdleTimeoutSeconds: 60, albIdleTimeoutSeconds: 1 }), []);
  });

  it("fails when the ALB keeps silent connections for as long as the NLB", () => {
    const path = "entry.albIdleTimeoutSeconds";
    const code = "alb-timeout-too-long";
    assert.deepEqual(problems({ albIdleTimeoutSeconds: 350 }), [{ path, code, nlb: 350 }]);
    assert.deepEqual(problems({ albIdleTimeoutSeconds: 349 }), []);
  });

  it("fails when a port is one that colours or names are checked by", () => {
    const code = "port-of-test-listener";
    const range = { first: 9443, last: 9999 };
    assert.deepEqual(problems({ ports: [443, 9444] }), [
      { path: "entry.ports[1]", code, keys: ["green"], ...range },
    ]);
    assert.deepEqual(problems({ ports: [testPort("old")], keys: ["old"] }), [
      { path: "entry.ports[0]", code, keys: ["old"], ...range },
    ]);
    assert.deepEqual(problems({ ports: [9443], keys: ["old"] }), []);
  });

  it("fails when a port is there twice", () => {
    assert.deepEqual(problems({ ports: [443, 443] }), [
      { path: "entry.ports[1]", code: "port-twice" },
    ]);
  });

  it("fails when a key cannot be part of a target group's name", () => {
    for (const key of ["thirteen-long", "Old", "9to5", "old.example"]) {
      const wrong = { path: `entry.follow.${key}`, code: "wrong-follow-key", longest: 12 };
      assert.deepEqual(problems({ keys: [key] }), [wrong]);
    }
  });

  it("fails when two keys have one port", () => {
    const seen = new Map<number, string>();
    let twins: string[] = [];
    for (let number = 0; twins.length === 0; number++) {
      const key = `name-${number}`;
      const other = seen.get(testPort(key));
      if (other !== undefined) twins = [other, key];
      seen.set(testPort(key), key);
    }
    const [other, key] = twins as [string, string];
    assert.deepEqual(problems({ keys: twins }), [
      {
        path: `entry.follow.${key}`,
        code: "follow-keys-collide",
        other,
        port: testPort(key),
      },
    ]);
  });

  it("fails when a listener would have more target groups than AWS gives it", () => {
    const six = [1, 2, 3, 4, 5, 6];
    const code = "too-many-target-groups";
    assert.deepEqual(problems({ ports: six }), [
      { path: "entry.ports", code, what: "ports", most: 5 },
    ]);
    assert.deepEqual(problems({ keys: six.map((one) => `n${one}`) }), [
      { path: "entry.follow", code, what: "names", most: 5 },
    ]);
  });
});
