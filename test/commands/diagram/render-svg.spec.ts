import assert from "node:assert/strict";
import { renderSvg } from "../../../commands/diagram/render-svg";
import { smallPicture } from "./picture";

const svg = renderSvg(smallPicture);
const count = (text: string): number => svg.split(text).length - 1;

describe("renderSvg", () => {
  it("shows every box, subnet and address once", () => {
    const { boxes, vpcs } = smallPicture;
    for (const { title } of boxes.filter(({ id }) => id !== "elsewhere")) {
      assert.equal(count(`class="title" text-anchor="middle">${title}</text>`), 1, title);
    }
    for (const { cidr } of vpcs[0]!.zones.flatMap(({ subnets }) => subnets)) {
      assert.equal(count(`>${cidr}</text>`), 1, cidr);
    }
    for (const address of ["entry-a1 203.0.113.3", "entry-b1"]) {
      assert.equal(count(`>${address}</text>`), 1, address);
    }
  });

  it("draws flows as lines, idle ones dashed, with uneven shares beside them", () => {
    assert.equal(count('class="line"') - 1, 3, "one more is in the legend");
    assert.equal(count('class="line idle"') - 1, 1, "one more is in the legend");
    assert.equal(count(">90 %</text>"), 1);
    assert.equal(count(">10 %</text>"), 1);
  });

  it("escapes what is in labels", () => {
    assert.equal(count(">a &quot;name&quot; &amp; more</text>"), 1);
  });
});
