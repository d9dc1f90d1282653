import assert from "node:assert/strict";
import { natZones, requestEgressAddresses } from "../../../components/network/egress";

const zones = ["us-east-1a", "us-east-1c"];

describe("requestEgressAddresses", () => {
  it("asks for an address in each zone for perAz gateways, held by the zone's gateway", () => {
    assert.deepEqual(requestEgressAddresses({ kind: "nat", gateways: "perAz" }, zones), [
      { key: "egress-a", role: "egress", holder: "nat-a" },
      { key: "egress-c", role: "egress", holder: "nat-c" },
    ]);
  });

  it("asks for the same keys for a regional gateway, all held by the one gateway", () => {
    assert.deepEqual(requestEgressAddresses({ kind: "nat", gateways: "regional" }, zones), [
      { key: "egress-a", role: "egress", holder: "nat" },
      { key: "egress-c", role: "egress", holder: "nat" },
    ]);
  });

  it("asks for the chosen zone's address only, for a single gateway", () => {
    assert.deepEqual(
      requestEgressAddresses({ kind: "nat", gateways: "single", zone: "us-east-1c" }, zones),
      [{ key: "egress-c", role: "egress", holder: "nat-c" }],
    );
  });

  it("asks for none without NAT", () => {
    assert.deepEqual(
      requestEgressAddresses({ kind: "privatelink", interfaceEndpoints: ["ssm"] }, zones),
      [],
    );
    assert.deepEqual(natZones({ kind: "none" }, zones), []);
  });
});
