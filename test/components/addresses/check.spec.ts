import assert from "node:assert/strict";
import { validateClaims } from "../../../components/addresses/check-args";
import type { HeldAddress } from "../../../components/addresses/plan-addresses";
import {
  validateAddressKeys,
  validateAddresses,
  validateKeysKeepAddresses,
} from "../../../components/addresses/check";

const settings = (overrides: object = {}) => ({
  protect: true,
  adopt: {},
  allowRelease: [],
  reverseDns: {},
  ...overrides,
});
const held = (key: string, allocationId = "eipalloc-11111111"): HeldAddress => ({
  key,
  role: "egress",
  allocationId,
  publicIp: "203.0.113.7",
  holder: "nat-a",
  releaseAllowed: false,
  adopted: false,
});
const paths = (problems: readonly { path: string }[]) => problems.map(({ path }) => path);

describe("validateAddresses", () => {
  it("accepts allocation ids of both lengths and fully qualified names", () => {
    const good = settings({
      adopt: { "egress-a": "eipalloc-0a1b2c3d", "egress-b": "eipalloc-0123456789abcdef0" },
      reverseDns: { "egress-a": "a.example.com", "egress-b": "x-1.y.Example.co.uk" },
    });
    assert.deepEqual(validateAddresses(good), []);
  });

  it("fails when an allocation id is malformed", () => {
    for (const id of ["", "eipalloc-", "eipalloc-0A1B2C3D", "eipalloc-012345678", "i-0a1b2c3d"]) {
      const problems = validateAddresses(settings({ adopt: { "egress-a": id } }));
      assert.deepEqual(paths(problems), ["addresses.adopt.egress-a"], id);
    }
  });

  it("fails when a name for reverse DNS is malformed", () => {
    const long = `${"a".repeat(63)}.`.repeat(4);
    const names = ["", "static", "static.example.c", "-a.example.com", "a_b.example.com"];
    for (const name of [...names, "203.0.113.7", "a..example.com", `${long}com`]) {
      const problems = validateAddresses(settings({ reverseDns: { "egress-a": name } }));
      assert.deepEqual(paths(problems), ["addresses.reverseDns.egress-a"], name);
    }
  });
});

describe("validateAddressKeys", () => {
  const named = settings({
    adopt: { "egress-b": "eipalloc-11111111" },
    allowRelease: ["egress-b", "ingress-x"],
    reverseDns: { "egress-b": "b.example.com" },
  });

  it("fails for each setting of an address that the stack neither needs nor holds", () => {
    assert.deepEqual(paths(validateAddressKeys(named, ["egress-a"], [])), [
      "addresses.adopt.egress-b",
      "addresses.allowRelease[1]",
      "addresses.reverseDns.egress-b",
    ]);
  });

  it("accepts settings of an address that the stack still holds", () => {
    assert.deepEqual(paths(validateAddressKeys(named, ["egress-a"], [held("egress-b")])), [
      "addresses.allowRelease[1]",
    ]);
  });

  it("lets allowRelease name an address that has been released since", () => {
    const released = settings({ allowRelease: ["egress-b"] });
    assert.deepEqual(validateAddressKeys(released, ["egress-a"], []), []);
  });
});

describe("validateKeysKeepAddresses", () => {
  const adopt = { "egress-a": "eipalloc-22222222" };

  it("fails when a key would get another address than it has", () => {
    const problems = validateKeysKeepAddresses(settings({ adopt }), [held("egress-a")]);
    assert.deepEqual(paths(problems), ["addresses.adopt.egress-a"]);
  });

  it("accepts the address that a key has, other keys, and any without protection", () => {
    const same = [held("egress-a", "eipalloc-22222222")];
    assert.deepEqual(validateKeysKeepAddresses(settings({ adopt }), same), []);
    assert.deepEqual(validateKeysKeepAddresses(settings({ adopt }), [held("egress-b")]), []);
    const free = settings({ adopt, protect: false });
    assert.deepEqual(validateKeysKeepAddresses(free, [held("egress-a")]), []);
  });
});

describe("validateClaims", () => {
  it("finds keys that no node has", () => {
    const known = ["entry-a1", "entry-b1"];
    const [problem, ...others] = validateClaims(["entry-a1", "entry-c1"], known);
    assert.deepEqual(others, []);
    assert.equal(problem?.code, "unknown-claim");
    assert.deepEqual([problem?.path, problem?.data], ["claims[1]", { known }]);
    assert.deepEqual(validateClaims(undefined, known), []);
  });
});
