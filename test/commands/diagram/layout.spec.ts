import assert from "node:assert/strict";
import { layOut } from "../../../commands/diagram/layout";
import { contains, flawsOf } from "./geometry";
import { smallPicture } from "./picture";

const layout = layOut(smallPicture, 64);
const rectOf = (id: string) => layout.boxes.find(({ box }) => box.id === id)!.rect;
const subnetOf = (id: string) =>
  layout.vpcs[0]!.subnets.find(({ subnet }) => subnet.id === id)!.rect;

describe("layOut", () => {
  it("places every box, none over another, with a way for every line", () => {
    assert.deepEqual(flawsOf(smallPicture), []);
  });

  it("puts a box of one subnet into it, and one of several across them", () => {
    assert.ok(contains(subnetOf("private-a"), rectOf("machine")));
    const [first, last, across] = [subnetOf("public-a"), subnetOf("public-b"), rectOf("balancer")];
    assert.ok(first.x < across.x && across.x < first.x + first.width);
    assert.ok(last.x < across.x + across.width && across.x + across.width < last.x + last.width);
  });

  it("goes down in the order in which traffic goes on", () => {
    const tops = ["clients", "balancer", "machine", "elsewhere"].map((id) => rectOf(id).y);
    assert.deepEqual(
      tops,
      [...tops].sort((one, other) => one - other),
    );
  });
});
