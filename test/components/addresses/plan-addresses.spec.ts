import assert from "node:assert/strict";
import {
  type AddressRequest,
  type AddressSettings,
  type HeldAddress,
  planAddresses,
} from "../../../components/addresses/plan-addresses";

const settings = (overrides: Partial<AddressSettings> = {}): AddressSettings => ({
  protect: true,
  adopt: {},
  allowRelease: [],
  reverseDns: {},
  ...overrides,
});

const request = (key: string, holder: string): AddressRequest => ({ key, role: "egress", holder });

const held = (key: string, overrides: Partial<HeldAddress> = {}): HeldAddress => ({
  key,
  role: "egress",
  allocationId: `eipalloc-${key}`,
  publicIp: "203.0.113.7",
  holder: "nat-a",
  releaseAllowed: false,
  adopted: false,
  ...overrides,
});

describe("planAddresses", () => {
  it("describes a new address for each request", () => {
    const { plan, problems } = planAddresses(
      [request("egress-a", "nat-a")],
      settings({ reverseDns: { "egress-a": "out.example.com" } }),
      [],
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(plan, {
      addresses: {
        "egress-a": {
          role: "egress",
          holder: "nat-a",
          releaseAllowed: false,
          reverseDns: "out.example.com",
        },
      },
      handover: [],
      claims: [],
      notices: [],
    });
  });

  it("takes back an address that the account holds for the key", () => {
    const { plan } = planAddresses([request("egress-a", "nat-a")], settings(), [held("egress-a")]);
    assert.equal(plan.addresses["egress-a"]?.allocationId, "eipalloc-egress-a");
    assert.deepEqual(plan.handover, []);
  });

  it("prefers the address that is to be adopted", () => {
    const { plan } = planAddresses(
      [request("egress-a", "nat-a")],
      settings({ adopt: { "egress-a": "eipalloc-partner" } }),
      [held("egress-a", { allocationId: "eipalloc-partner" })],
    );
    assert.equal(plan.addresses["egress-a"]?.adopt, "eipalloc-partner");
    assert.equal(plan.addresses["egress-a"]?.allocationId, undefined);
  });

  it("frees an address that changes hands and leaves the claim to the next update", () => {
    const inUse = held("egress-a", { associatedWith: "eni-1" });
    const first = planAddresses([request("egress-a", "nat")], settings(), [inUse]).plan;
    assert.deepEqual(first.handover, ["egress-a"]);
    assert.equal(first.addresses["egress-a"]?.holder, "none");
    assert.deepEqual(first.notices, [
      "egress-a (203.0.113.7) moves from nat-a to nat: this update frees it, the next `pulumi up` claims it. Until then, it is unavailable",
    ]);

    const freed = held("egress-a", { holder: "none" });
    const second = planAddresses([request("egress-a", "nat")], settings(), [freed]).plan;
    assert.deepEqual(second.handover, []);
    assert.equal(second.addresses["egress-a"]?.holder, "nat");
  });

  it("leaves an address alone that its holder keeps", () => {
    const inUse = held("egress-a", { associatedWith: "eni-1" });
    const { plan } = planAddresses([request("egress-a", "nat-a")], settings(), [inUse]);
    assert.deepEqual(plan.handover, []);
    assert.deepEqual(plan.notices, []);
  });

  it("loses an address that nothing asks for any more, protected or not", () => {
    for (const protect of [true, false]) {
      const { plan, lost } = planAddresses([], settings({ protect, allowRelease: ["egress-c"] }), [
        held("egress-b"),
      ]);
      assert.deepEqual(lost, [{ key: "egress-b", publicIp: "203.0.113.7" }]);
      assert.deepEqual([plan.addresses, plan.notices], [{}, []]);
    }
  });

  it("lifts the protection of an address that may go, and releases it with the next update", () => {
    const agreed = settings({ allowRelease: ["egress-b"] });
    const first = planAddresses([], agreed, [held("egress-b")]);
    assert.deepEqual(first.problems, []);
    assert.equal(first.plan.addresses["egress-b"]?.releaseAllowed, true);
    assert.equal(first.plan.addresses["egress-b"]?.allocationId, "eipalloc-egress-b");

    const second = planAddresses([], agreed, [held("egress-b", { releaseAllowed: true })]);
    assert.deepEqual(second.plan.addresses, {});
    assert.deepEqual(second.plan.notices, [
      "egress-b (203.0.113.7) is released with this update, as allowed by allowRelease",
    ]);
  });

  it("remembers that an address was adopted, so that it is never released", () => {
    const partner = held("egress-b", { adopted: true });
    const { plan } = planAddresses([request("egress-b", "nat-a")], settings(), [partner]);
    assert.equal(plan.addresses["egress-b"]?.adopt, "eipalloc-egress-b");

    const gone = planAddresses([], settings({ allowRelease: ["egress-b"] }), [partner]).plan;
    assert.equal(gone.addresses["egress-b"]?.adopt, "eipalloc-egress-b");
    assert.deepEqual(gone.notices, [
      "egress-b (203.0.113.7) loses its protection in this update and leaves the inventory with the next `pulumi up`, as allowed by allowRelease",
    ]);
  });

  it("lets an address that may go go at once where protection is off", () => {
    const agreed = settings({ protect: false, allowRelease: ["egress-b"] });
    const { plan, lost } = planAddresses([], agreed, [held("egress-b")]);
    assert.deepEqual([plan.addresses, lost], [{}, []]);
    assert.deepEqual(plan.notices, [
      "egress-b (203.0.113.7) is released with this update, as allowed by allowRelease",
    ]);
  });

  it("fails when two addresses carry one key", () => {
    const { problems } = planAddresses([request("egress-a", "nat-a")], settings(), [
      held("egress-a"),
      held("egress-a", { allocationId: "eipalloc-twin" }),
    ]);
    assert.deepEqual(
      problems.map(({ code, given }) => [code, given]),
      [["address-key-twice", "eipalloc-twin"]],
    );
  });

  it("frees the addresses of a holder that is replaced by another one of its name", () => {
    const holding = held("egress-a", { associatedWith: "eni-1" });
    const replaced = { replaced: ["egress-a"] };
    const { plan } = planAddresses([request("egress-a", "nat-a")], settings(replaced), [holding]);
    assert.deepEqual(plan.handover, ["egress-a"]);
    assert.equal(plan.addresses["egress-a"]?.holder, "none");
    assert.match(plan.notices[0] ?? "", /moves from nat-a to a new one/);
  });

  it("frees an address that clients know although nothing has it at the moment", () => {
    const moves = (overrides: Partial<HeldAddress>) =>
      planAddresses([request("entry-a1", "nlb")], settings(), [held("entry-a1", overrides)]).plan
        .handover;
    assert.deepEqual(moves({ role: "ingress", holder: "node-a1" }), ["entry-a1"]);
    assert.deepEqual(moves({ role: "ingress", holder: "none" }), []);
    assert.deepEqual(moves({ role: "egress", holder: "node-a1" }), []);
  });

  it("leaves an address where it is when only a remark about its holder changes", () => {
    const holding = held("egress-a", { associatedWith: "eni-1", holder: "nat-a +protected" });
    const { plan } = planAddresses([request("egress-a", "nat-a")], settings(), [holding]);
    assert.deepEqual(plan.handover, []);
    assert.equal(plan.addresses["egress-a"]?.holder, "nat-a");
  });

  describe("with a front door whose nodes claim addresses from another one's", () => {
    const claimed = { key: "entry-a1", role: "ingress", holder: "ecs", claimant: "ecs" } as const;
    const yielding = (overrides: Partial<AddressSettings> = {}) =>
      settings({
        yields: (holder) => (holder.startsWith("node-") ? "nodes" : undefined),
        ...overrides,
      });
    const node = (name: string, overrides: Partial<HeldAddress> = {}) =>
      held(`entry-${name}`, {
        role: "ingress",
        holder: `node-${name}`,
        associatedWith: "eni-1",
        ...overrides,
      });

    it("keeps the old holder's name until the claim, and says what moves", () => {
      const { plan } = planAddresses([claimed], yielding(), [node("a1")]);
      assert.deepEqual(plan.claims, [{ key: "entry-a1", holder: "ecs", yieldedBy: "nodes" }]);
      assert.deepEqual(plan.handover, []);
      assert.equal(plan.addresses["entry-a1"]?.holder, "node-a1");
      assert.equal(plan.notices.length, 1);
      assert.match(
        plan.notices[0] ?? "",
        /\(1\) entry-a1 \(203\.0\.113\.7\) from node-a1 to ecs\./,
      );
    });

    it("has the new holder's name after the claim", () => {
      const { plan } = planAddresses([claimed], yielding(), [node("a1", { holder: "ecs" })]);
      assert.deepEqual([plan.claims, plan.notices], [[], []]);
      assert.equal(plan.addresses["entry-a1"]?.holder, "ecs");
    });

    it("keeps what the new front door has no use for, during the move and after it", () => {
      const during = planAddresses([claimed], yielding(), [node("a1"), node("a2")]);
      assert.deepEqual([during.lost, during.problems], [[], []]);
      assert.equal(during.plan.addresses["entry-a2"]?.holder, "node-a2");

      const left = node("a2", { associatedWith: undefined });
      const after = planAddresses([claimed], yielding(), [node("a1", { holder: "ecs" }), left]);
      assert.deepEqual(after.lost, []);
      assert.equal(after.plan.addresses["entry-a2"]?.holder, "none");
      assert.deepEqual(after.plan.notices, [
        "entry-a2 (203.0.113.7) is kept but unused. To release it, set holdfast:addresses.allowRelease: [entry-a2]",
      ]);
    });

    it("keeps that when an update was killed after the last move, before it deleted the old front door", () => {
      const moved = node("a1", { holder: "ecs" });
      const { plan, lost } = planAddresses([claimed], yielding(), [moved, node("a2")]);
      assert.deepEqual([lost, plan.claims], [[], []]);
      assert.equal(plan.addresses["entry-a2"]?.holder, "none");
    });

    it("releases that when it may go", () => {
      const idle = node("a2", { holder: "none", associatedWith: undefined });
      const { plan, lost } = planAddresses(
        [claimed],
        yielding({ allowRelease: ["entry-a2"], protect: false }),
        [node("a1", { holder: "ecs" }), idle],
      );
      assert.deepEqual([lost, Object.keys(plan.addresses)], [[], ["entry-a1"]]);
    });

    it("loses an address whose node is taken away without a move", () => {
      const { lost } = planAddresses([{ ...claimed, holder: "node-a1" }], yielding(), [
        node("a1"),
        node("a2"),
      ]);
      assert.deepEqual(lost, [{ key: "entry-a2", publicIp: "203.0.113.7" }]);
    });
  });
});
