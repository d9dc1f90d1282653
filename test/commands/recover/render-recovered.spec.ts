import assert from "node:assert/strict";
import { renderRecovered } from "../../../commands/recover/render-recovered";

const urn = (type: string, name: string) => `urn:pulumi:dev::holdfast::${type}::${name}`;
const nat = urn("holdfast:network:Vpc$aws:ec2/natGateway:NatGateway", "network-nat-a");

describe("renderRecovered", () => {
  it("says so when there was nothing to do", () => {
    assert.equal(
      renderRecovered({ imported: [], dropped: [], ambiguous: {} }),
      "no operation was pending: the state is complete",
    );
  });

  it("tells what was taken in and what is still to be created", () => {
    assert.equal(
      renderRecovered({ imported: [nat], dropped: [urn("a:b/c:D", "x")], ambiguous: {} }),
      [
        "network-nat-a (aws:ec2/natGateway:NatGateway): exists in AWS; imported into the state",
        "x (a:b/c:D): not created; the next up creates it",
      ].join("\n"),
    );
  });

  it("names the candidates where a person has to choose", () => {
    assert.equal(
      renderRecovered({ imported: [], dropped: [], ambiguous: { [nat]: ["nat-1", "nat-2"] } }),
      [
        "nothing was changed, because several resources match:",
        "  network-nat-a (aws:ec2/natGateway:NatGateway): nat-1, nat-2",
        "delete the one that is not in use, or remove its tag holdfast:stack, and run this again",
      ].join("\n"),
    );
  });
});
