import assert from "node:assert/strict";
import { addressChanges } from "../../../commands/review/address-changes";
import type { Step } from "../../../stack/preview";

const EIP = "aws:ec2/eip:Eip";
const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";

const urn = (type: string, name: string) =>
  `urn:pulumi:dev::holdfast::holdfast:addresses:StaticAddresses$${type}::${name}`;

const state = (key: string, holder: string, type = EIP) => ({
  type,
  inputs: { tags: { "holdfast:key": key, "holdfast:holder": holder } },
});

const step = (op: string, key: string, before?: string, after?: string, type = EIP): Step => ({
  op,
  urn: urn(type, `addresses-${key}`),
  ...(before !== undefined && { oldState: state(key, before, type) }),
  ...(after !== undefined && { newState: state(key, after, type) }),
});

const keys = (addresses: readonly { readonly key: string }[]) => addresses.map(({ key }) => key);

describe("addressChanges", () => {
  it("keeps what is the same, and names what holds it", () => {
    const found = addressChanges([step("same", "egress-a", "nat-a", "nat-a")], [], []);
    assert.deepEqual(found.kept, [{ key: "egress-a", holder: "nat-a" }]);
    assert.deepEqual([found.lost, found.released, found.added, found.moved], [[], [], [], []]);
  });

  it("tells by whom an address is held after the change", () => {
    const found = addressChanges([step("update", "entry-a1", "node-a1", "nlb-a")], [], []);
    assert.deepEqual(found.moved, [{ key: "entry-a1", holder: "node-a1", to: "nlb-a" }]);
    assert.deepEqual(keys(found.kept), ["entry-a1"]);
  });

  it("does not take a remark about the holder for a move", () => {
    const { moved } = addressChanges([step("update", "entry-a1", "nlb a", "nlb a +b")], [], []);
    assert.deepEqual(moved, []);
  });

  it("counts an address that is deleted as lost, unless it may go", () => {
    const steps = [step("delete", "egress-b", "nat-b"), step("delete", "egress-a", "nat-a")];
    const found = addressChanges(steps, ["egress-b"], []);
    assert.deepEqual(keys(found.lost), ["egress-a"]);
    assert.deepEqual(keys(found.released), ["egress-b"]);
  });

  it("counts an address that is replaced as lost and as new, once each", () => {
    const ops = ["create-replacement", "replace", "delete-replaced"];
    const steps = ops.map((op) =>
      step(op, "entry-a1", "node-a1", op === "delete-replaced" ? undefined : "node-a1"),
    );
    const found = addressChanges(steps, [], []);
    assert.deepEqual([keys(found.lost), keys(found.added)], [["entry-a1"], ["entry-a1"]]);
    assert.deepEqual(found.kept, []);
  });

  it("counts what is created or imported as new", () => {
    const steps = [
      step("import", "entry-b1", undefined, "node-b1"),
      step("create", "entry-a1", undefined, "node-a1"),
    ];
    assert.deepEqual(keys(addressChanges(steps, [], []).added), ["entry-a1", "entry-b1"]);
  });

  it("knows the two addresses of an accelerator, which one key releases", () => {
    const steps = [step("delete", "entry-accelerator", "", undefined, ACCELERATOR)];
    const both = ["entry-accelerator-1", "entry-accelerator-2"];
    assert.deepEqual(keys(addressChanges(steps, [], []).lost), both);
    assert.deepEqual(keys(addressChanges(steps, ["entry-accelerator"], []).released), both);
  });

  it("knows a block, which has no tags, by its name", () => {
    const type = "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr";
    const gone = {
      op: "delete",
      urn: urn(type, "addresses-pool-cidr"),
      oldState: { type, inputs: {} },
    };
    assert.deepEqual(keys(addressChanges([gone], [], []).lost), ["entry-block"]);
    assert.deepEqual(keys(addressChanges([gone], ["entry-block"], []).released), ["entry-block"]);
  });

  it("takes the key from the name without holdfast's tags", () => {
    const adopted = { type: EIP, inputs: { domain: "vpc" } };
    const name = urn(EIP, "addresses-egress-a");
    const found = addressChanges([{ op: "delete", urn: name, oldState: adopted }], [], []);
    assert.deepEqual(keys(found.lost), ["egress-a"]);
  });

  it("counts addresses that the program refuses to release as lost", () => {
    assert.deepEqual(keys(addressChanges([], [], ["egress-b"]).lost), ["egress-b"]);
  });

  it("is not concerned with other resources", () => {
    const found = addressChanges([step("delete", "x", "", undefined, "aws:ec2/vpc:Vpc")], [], []);
    assert.deepEqual(found.lost, []);
  });
});
