import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type NlbAlbSettings,
  testPort,
  validateNlbAlb,
} from "../../../../components/front-door/nlb-alb/plan-nlb";

const settings = (overrides: Partial<NlbAlbSettings> = {}): NlbAlbSettings => ({
  nlbIdleTimeoutSeconds: 350,
  albIdleTimeoutSeconds: 60,
  ports: [443, 80],
  ...overrides,
});

const problems = (overrides: Partial<NlbAlbSettings>) =>
  validateNlbAlb(settings(overrides)).map(({ path, problem }) => `${path} ${problem}`);

describe("testPort", () => {
  it("is fixed for the colours", () => {
    assert.deepEqual(["blue", "green"].map(testPort), [9443, 9444]);
  });

  it("follows from the key, and is no colour's", () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        fc.pre(!["blue", "green"].includes(key));
        const port = testPort(key);
        assert.equal(testPort(key), port);
        assert.ok(port >= 9445 && port <= 9999, `${port}`);
      }),
    );
  });
});

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
    const [problem] = problems({ albIdleTimeoutSeconds: 350 });
    assert.match(problem!, /^entry\.albIdleTimeoutSeconds must be below .*which is 350/);
    assert.deepEqual(problems({ albIdleTimeoutSeconds: 349 }), []);
  });

  it("fails when a port is one that colours or names are checked by", () => {
    assert.match(problems({ ports: [443, 9444] })[0]!, /^entry\.ports\[1\] .* green is checked/);
    assert.match(problems({ ports: [testPort("old")], keys: ["old"] })[0]!, /old is checked/);
    assert.deepEqual(problems({ ports: [9443], keys: ["old"] }), []);
  });

  it("fails when a port is there twice", () => {
    assert.match(problems({ ports: [443, 443] })[0]!, /^entry\.ports\[1\] is there twice/);
  });

  it("fails when a key cannot be part of a target group's name", () => {
    for (const key of ["thirteen-long", "Old", "9to5", "old.example"]) {
      assert.match(problems({ keys: [key] })[0]!, /names target groups: at most 12/, key);
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
    assert.match(
      problems({ keys: twins })[0]!,
      new RegExp(`^entry\\.follow\\.${twins[1]!} and ${twins[0]!} would be checked by one port`),
    );
  });

  it("fails when a listener would have more target groups than AWS gives it", () => {
    const six = [1, 2, 3, 4, 5, 6];
    assert.match(problems({ ports: six })[0]!, /^entry\.ports has more ports .* which are 5/);
    assert.match(problems({ keys: six.map((one) => `n${one}`) })[0]!, /^entry\.follow has more/);
  });
});
