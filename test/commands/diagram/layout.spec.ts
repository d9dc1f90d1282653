import assert from "node:assert/strict";
import { type PictureLayout, layOutPicture } from "../../../commands/diagram/layout";
import { contains, flawsOf, runTogether } from "./geometry";
import { smallPicture } from "./picture";

describe("layOut", () => {
  let layout: PictureLayout;
  before(async () => (layout = await layOutPicture(smallPicture)));

  const rectsOf = (id: string) =>
    layout.boxes.filter(({ box }) => box.id === id).map(({ rect }) => rect);
  const subnetOf = (id: string) => layout.subnets.find(({ subnet }) => subnet.id === id)!.rect;

  it("places every box, none over another, with a way for every line", async () => {
    assert.deepEqual(await flawsOf(smallPicture), []);
  });

  it("puts machines into each of their subnets, and a balancer into their VPC", () => {
    assert.deepEqual(
      ["private-a", "private-b"].map((id) =>
        rectsOf("group").map((rect) => contains(subnetOf(id), rect)),
      ),
      [
        [true, false],
        [false, true],
      ],
    );
    const [balancer] = rectsOf("balancer");
    assert.ok(contains(layout.vpcs[0]!.rect, balancer!));
    assert.ok(layout.subnets.every(({ rect }) => !contains(rect, balancer!)));
  });

  it("goes down in the order of traffic", () => {
    const tops = ["clients", "balancer", "machine", "elsewhere"].map((id) => rectsOf(id)[0]!.y);
    assert.deepEqual(
      tops,
      [...tops].sort((one, other) => one - other),
    );
  });

  it("puts zones and boxes of a kind side by side in the order of their names", () => {
    for (const row of [layout.zones, layout.boxes.filter(({ box }) => box.id === "group")]) {
      assert.equal(row.length, 2);
      assert.ok(row[0]!.rect.x < row[1]!.rect.x);
      assert.equal(row[0]!.rect.y, row[1]!.rect.y);
    }
  });

  it("keeps idle lines off those with traffic, and joins lines only if each source has every target", () => {
    const lines = (from: string) => layout.lines.filter(({ flow }) => flow.from === from);
    const [busy, idle] = ["machine", "spare"].map((id) => lines(id)[0]!);
    assert.deepEqual([busy!.to, idle!.to], ["elsewhere", "elsewhere"]);
    assert.ok(!runTogether(busy!, idle!));
    const [one, other] = lines("balancer").filter(({ flow }) => flow.to === "group");
    assert.ok(runTogether(one!, other!));
  });
});
