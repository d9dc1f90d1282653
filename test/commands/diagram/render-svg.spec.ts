import assert from "node:assert/strict";
import { renderSvg } from "../../../commands/diagram/render-svg";
import { smallPicture } from "./picture";

describe("renderSvg", () => {
  let svg = "";
  before(async () => (svg = await renderSvg(smallPicture)));
  const count = (text: string): number => svg.split(text).length - 1;

  it("shows every box, subnet and address once, and a group in each of its zones", () => {
    const { boxes, vpcs } = smallPicture;
    for (const { title } of boxes.filter(({ id }) => id !== "elsewhere" && id !== "group")) {
      assert.equal(count(`class="title" text-anchor="middle">${title}</text>`), 1, title);
    }
    assert.equal(count(">group</text>"), 2);
    assert.equal(count(">over 2 zones</text>"), 2);
    for (const { cidr } of vpcs[0]!.zones.flatMap(({ subnets }) => subnets)) {
      assert.equal(count(`>${cidr}</text>`), 1, cidr);
    }
    for (const address of ["entry-a1 203.0.113.3", "entry-b1"]) {
      assert.equal(count(`>${address}</text>`), 1, address);
    }
  });

  it("draws flows as lines, idle ones dashed, with uneven shares beside them", () => {
    assert.equal(count('class="line"') - 1, 5, "one more is in the legend");
    assert.equal(count('class="line idle"') - 1, 2, "one more is in the legend");
    assert.equal(count(">90 %</text>"), 1);
    assert.equal(count(">10 %</text>"), 2, "at each of the group's zones");
  });

  it("is the same text for the same picture", async () => {
    assert.equal(await renderSvg(smallPicture), svg);
  });

  it("needs nothing from elsewhere", () => {
    assert.doesNotMatch(svg, /@import|@font-face|url\((?!#)|href=/);
  });

  it("says which VPC is peered with which", async () => {
    const [vpc] = smallPicture.vpcs;
    const other = { ...vpc!, id: "other", name: "other", zones: [] };
    const peerings = [{ from: "vpc", to: "other" }];
    const both = await renderSvg({ ...smallPicture, vpcs: [vpc!, other], peerings });
    assert.equal(both.split(">peered with network</text>").length, 2);
  });

  it("escapes what is in labels", () => {
    assert.equal(count(">a &quot;name&quot; &amp; more</text>"), 1);
  });
});
