import assert from "node:assert/strict";
import { resourcePolicy, stackPolicy } from "../../policy/model/policy";
import { Pack, type PolicySettings } from "../../policy/pack";
import { ALL_POLICIES } from "../../policy/policies";
import type { Resource } from "../../stack/resource";

const about = {
  displayName: "A test",
  what: "What it asks for.",
  why: "Why it matters.",
  remedy: "What to do.",
  severity: "low",
  framework: { name: "Tests", version: "1", reference: "T1", specification: "A test" },
} as const;

const colors = { colors: { schema: { type: "array" }, default: ["red"] } } as const;
const onOne = resourcePolicy({
  ...about,
  name: "one",
  types: ["paint"],
  settings: colors,
  check: ({ name }, { colors }) => [`${name} should be ${colors.join(" or ")}`],
});
const onAll = stackPolicy({
  ...about,
  name: "every",
  level: "advisory",
  check: ({ resources }) => [{ message: `got ${resources.length}`, resource: resources[0]! }],
});

const paint: Resource = { type: "paint", name: "wall", urn: "urn:wall", inputs: {} };
const configured = (name: string, level: PolicySettings["level"], settings: object = {}) =>
  new Map([[name, { level, settings: { ...settings } }]]);

describe("policy pack", () => {
  it("names policies by service, resource, verb and what, each once", () => {
    for (const { name } of ALL_POLICIES) {
      assert.match(name, /^aws-[a-z0-9]+(-[a-z0-9]+)+-(require|disallow|configure)-[a-z0-9-]+$/);
    }
    assert.equal(new Set(ALL_POLICIES.map(({ name }) => name)).size, ALL_POLICIES.length);
  });

  it("describes every policy completely", () => {
    for (const { name, settings, ...policy } of ALL_POLICIES) {
      assert.ok(policy.displayName && policy.what && policy.why && policy.remedy, name);
      assert.ok(policy.framework.reference && policy.framework.specification, name);
      for (const { schema } of Object.values(settings)) assert.ok(schema.description, name);
    }
  });

  it("advises other programs than holdfast", () => {
    const pack = new Pack([onOne, onAll]);
    const levels = () =>
      [...pack.judgeResource(paint), ...pack.judgeStack([paint])].map(({ level }) => level);
    assert.deepEqual(levels(), ["advisory", "advisory"]);
    pack.configureStack({ isHoldfast: true });
    assert.deepEqual(levels(), ["mandatory", "advisory"]);
    pack.configureStack({ isHoldfast: false });
    pack.configure(configured("every", "mandatory"));
    assert.deepEqual(levels(), ["advisory", "mandatory"]);
  });

  it("refuses unless a policy or the configuration says otherwise", () => {
    const pack = new Pack([onOne, onAll]);
    pack.configureStack({ isHoldfast: true });
    assert.deepEqual(pack.judgeResource(paint), [
      { policy: onOne, level: "mandatory", message: "wall should be red" },
    ]);
    assert.deepEqual(pack.judgeStack([paint]), [
      { policy: onAll, level: "advisory", message: "got 1", urn: "urn:wall" },
    ]);
    pack.configure(configured("one", "advisory"));
    assert.deepEqual(
      pack.judgeResource(paint).map(({ level }) => level),
      ["advisory"],
    );
    // There is nothing to remediate by.
    pack.configure(configured("one", "remediate"));
    assert.deepEqual(
      pack.judgeResource(paint).map(({ level }) => level),
      ["mandatory"],
    );
  });

  it("asks no policy that is disabled", () => {
    const pack = new Pack([onOne, onAll]);
    pack.configure(new Map([...configured("one", "disabled"), ...configured("every", "disabled")]));
    assert.deepEqual([pack.judgeResource(paint), pack.judgeStack([paint])], [[], []]);
    assert.deepEqual([pack.judges("paint"), pack.notOf("brush")], [false, []]);
  });

  it("gives a policy its configuration, and defaults for what is not configured", () => {
    const pack = new Pack([onOne]);
    pack.configure(configured("one", "mandatory", { colors: ["blue", "green"] }));
    assert.equal(pack.judgeResource(paint)[0]?.message, "wall should be blue or green");
    pack.configure(configured("one", "mandatory"));
    assert.equal(pack.judgeResource(paint)[0]?.message, "wall should be red");
  });

  it("judges a resource only by policies of its type", () => {
    const pack = new Pack([onOne, onAll]);
    assert.deepEqual(pack.judgeResource({ ...paint, type: "brush" }), []);
    assert.deepEqual([pack.judges("paint"), pack.judges("brush")], [true, false]);
    assert.deepEqual([pack.notOf("paint"), pack.notOf("brush")], [[], [onOne]]);
  });

  it("judges a resource at once, and several of them together at the end", () => {
    const together = resourcePolicy({
      ...about,
      name: "pairs",
      types: ["paint"],
      check: () => [],
      together: ({ resources }) => [{ message: `${resources.length} together` }],
    });
    const pack = new Pack([together]);
    assert.deepEqual(pack.judgeResource(paint), []);
    assert.deepEqual(
      pack.judgeStack([paint, paint]).map(({ message }) => message),
      ["2 together"],
    );
    pack.configure(configured("pairs", "disabled"));
    assert.deepEqual(pack.judgeStack([paint, paint]), []);
  });

  it("takes no configuration with names that there are not, and says all of them", () => {
    const pack = new Pack([onOne, onAll]);
    const wrong = new Map([
      ...configured("one", "advisory", { colours: [] }),
      ...configured("two", "advisory"),
      ...configured("all", "advisory"),
    ]);
    assert.throws(() => pack.configure(wrong), {
      message: [
        "the configuration of the policy pack is invalid; no policy was evaluated",
        "  one.colours: is not a setting. Did you mean colors?",
        "  two: no policy has this name. Write one of one, every",
      ].join("\n"),
    });
    assert.deepEqual(
      pack.judgeResource(paint).map(({ level }) => level),
      ["advisory"],
    );
  });

  it("fails with the name of the policy whose check does", () => {
    const broken = stackPolicy({
      ...about,
      name: "broken",
      check: () => assert.fail("no such key"),
    });
    assert.throws(
      () => new Pack([broken]).judgeStack([]),
      /^Error: policy broken failed: .*no such key/,
    );
  });
});
