import assert from "node:assert/strict";
import {
  type BlueGreenSettings,
  type Color,
  validateBlueGreen,
  weightsOf,
} from "../../../components/backend/plan-blue-green";

const NETWORK = "10.20.0.0/16";

function settings(overrides: Partial<BlueGreenSettings> = {}): BlueGreenSettings {
  return {
    layout: "vpcPerColor",
    drainSeconds: 120,
    ttlSeconds: 10,
    blue: { cidr: "10.30.0.0/16" },
    green: { cidr: "10.40.0.0/16" },
    ...overrides,
  };
}

/** The same without one of the colours. */
const without = (color: Color, { ...given }: BlueGreenSettings): BlueGreenSettings => {
  delete (given as { -readonly [Key in Color]?: object })[color];
  return given;
};

const problemsOf = (given: BlueGreenSettings) => validateBlueGreen(given, NETWORK);

describe("weightsOf", () => {
  it("gives the live colour everything", () => {
    assert.deepEqual(weightsOf("green"), { green: 100 });
  });

  it("keeps weights as they are", () => {
    assert.deepEqual(weightsOf({ blue: 90, green: 10 }), { blue: 90, green: 10 });
  });
});

describe("validateBlueGreen", () => {
  it("accepts one live colour, with and without the other", () => {
    assert.deepEqual(problemsOf(settings({ live: "blue" })), []);
    assert.deepEqual(problemsOf(without("green", settings({ live: "blue" }))), []);
  });

  it("accepts weights that add up to 100", () => {
    assert.deepEqual(problemsOf(settings({ weights: { blue: 90, green: 10 } })), []);
    assert.deepEqual(problemsOf(settings({ weights: { green: 100 } })), []);
  });

  it("accepts colours without their own CIDR blocks in a shared VPC", () => {
    assert.deepEqual(
      problemsOf(settings({ layout: "sharedVpc", live: "blue", blue: {}, green: {} })),
      [],
    );
  });

  it("accepts a removal of the colour that is live no more", () => {
    assert.deepEqual(problemsOf(without("blue", settings({ live: "green" }))), []);
  });

  it("fails when the live colour is removed, and says how it could be", () => {
    const [problem, ...more] = problemsOf(without("blue", settings({ live: "blue" })));
    assert.deepEqual(more, []);
    assert.deepEqual([problem!.path, problem!.code], ["backend.live", "color-not-described"]);
    assert.match(problem!.remedy, /make green live/);
  });

  it("fails when a colour with a weight is removed, but not one with weight 0", () => {
    const paths = (green: number) =>
      problemsOf(without("green", settings({ weights: { blue: 100 - green, green } }))).map(
        ({ path }) => path,
      );
    assert.deepEqual(paths(10), ["backend.weights.green"]);
    assert.deepEqual(paths(0), []);
  });

  it("fails when nothing is live", () => {
    const [problem] = problemsOf(settings());
    assert.deepEqual([problem!.path, problem!.code], ["backend.live", "live-missing"]);
    assert.match(problem!.remedy, /blue or green, or backend\.weights/);
  });

  it("fails when both live and weights are given", () => {
    const both = settings({ live: "blue", weights: { blue: 100 } });
    assert.deepEqual(
      problemsOf(both).map(({ code }) => code),
      ["live-and-weights"],
    );
  });

  it("fails when weights do not add up to 100, and names the sum", () => {
    for (const [weights, sum] of [
      [{ blue: 90, green: 20 }, 110],
      [{ blue: 90 }, 90],
      [{}, 0],
    ] as const) {
      const [problem] = problemsOf(settings({ weights }));
      assert.deepEqual([problem!.path, problem!.code], ["backend.weights", "weights-sum"]);
      assert.equal(problem!.problem, `must add up to 100, but add up to ${sum}`);
    }
  });

  it("fails for both `live` and weights, and for what is wrong with the weights", () => {
    const paths = problemsOf(settings({ live: "blue", weights: { blue: 90, green: 11 } }));
    assert.deepEqual(
      paths.map(({ path, problem }) => `${path} ${problem}`),
      [
        "backend.live cannot be combined with backend.weights",
        "backend.weights must add up to 100, but add up to 101",
      ],
    );
  });

  it("fails when the drain is shorter than the front door takes to follow", () => {
    const drain = (drainSeconds: number) => problemsOf(settings({ live: "blue", drainSeconds }));
    assert.deepEqual(drain(12), []);
    assert.deepEqual(
      drain(11).map(({ code, data }) => [code, data]),
      [["drain-too-short", { shortest: 12 }]],
    );
  });

  it("fails when a colour's block overlaps the network's or the other colour's", () => {
    const overlapping = settings({
      live: "blue",
      blue: { cidr: "10.20.128.0/17" },
      green: { cidr: "10.20.128.0/18" },
    });
    const [blue, green] = problemsOf(overlapping);
    const network = "network.cidr (10.20.0.0/16)";
    assert.deepEqual(blue!.data, { others: [network] });
    assert.deepEqual(green!.data, { others: [network, "backend.blue.cidr (10.20.128.0/17)"] });
  });

  it("fails when a block is missing or unfit", () => {
    const unfit = settings({ live: "blue", blue: {}, green: { cidr: "10.40.0.0/30" } });
    assert.deepEqual(
      problemsOf(unfit).map(({ path, code }) => [path, code]),
      [
        ["backend.blue.cidr", "color-cidr-missing"],
        ["backend.green.cidr", "cidr-too-small"],
      ],
    );
  });

  it("fails when a colour of a shared VPC has its own CIDR block", () => {
    const [problem] = problemsOf(settings({ layout: "sharedVpc", live: "blue", green: {} }));
    assert.equal(problem!.path, "backend.blue.cidr");
    assert.equal(problem!.code, "color-cidr-in-shared-vpc");
  });
});
