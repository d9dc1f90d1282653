import assert from "node:assert/strict";
import { renderMermaid } from "../../../commands/diagram/render-mermaid";
import { smallPicture } from "./picture";

const lines = renderMermaid(smallPicture)
  .split("\n")
  .map((line) => line.trim());

describe("renderMermaid", () => {
  it("nests boxes in subnets, zones and VPCs, and puts one across zones into the VPC", () => {
    const start = lines.indexOf('subgraph vpc1["VPC network 10.0.0.0/16"]');
    assert.deepEqual(lines.slice(start, start + 11), [
      'subgraph vpc1["VPC network 10.0.0.0/16"]',
      'n2["<b>balancer</b><br/>internet-facing<br/><b>entry-a1 203.0.113.3</b><br/><b>entry-b1</b>"]:::balancer',
      'n4["<b>group</b>"]:::machine',
      'subgraph vpc1z1["us-east-1a"]',
      'subgraph vpc1z1s1["public subnet 10.0.0.0/20"]',
      "end",
      'subgraph vpc1z1s2["private subnet 10.0.128.0/20"]',
      'n3["<b>machine</b>"]:::machine',
      "end",
      "end",
      'subgraph vpc1z2["us-east-1b"]',
    ]);
  });

  it("has an arrow for each flow, dashed where no traffic goes, with uneven shares", () => {
    assert.deepEqual(
      lines.filter((line) => /^n\d+ -/.test(line)),
      [
        "n1 --> n2",
        'n2 -->|"90 %"| n3',
        'n2 -->|"10 %"| n4',
        "n2 -.-> n5",
        "n3 --> n6",
        "n5 -.-> n6",
      ],
    );
  });

  it("escapes what would end a label", () => {
    assert.ok(lines.includes('n6["<b>a #quot;name#quot; &amp; more</b>"]:::name'));
  });

  it("ends as many groups as it begins", () => {
    const begun = lines.filter((line) => line.startsWith("subgraph ")).length;
    assert.equal(lines.filter((line) => line === "end").length, begun);
  });
});
