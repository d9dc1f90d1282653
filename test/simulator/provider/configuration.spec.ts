import assert from "node:assert/strict";
import { configuredRegion } from "../../../simulator/provider/configuration";
import { UNKNOWN } from "../../../simulator/model/values";

const region = (settings: Record<string, unknown>): string =>
  configuredRegion(new Map(Object.entries(settings)));

describe("Configuration of the AWS provider", () => {
  it("decides the region, which is us-east-1 otherwise", () => {
    assert.equal(region({ region: "eu-west-1", profile: "work" }), "eu-west-1");
    assert.equal(region({}), "us-east-1");
    assert.equal(region({ region: UNKNOWN }), "us-east-1");
  });

  it("fails when it would change what resources look like", () => {
    assert.throws(() => region({ ignoreTags: "{}" }), {
      message:
        "the AWS provider's setting ignoreTags is not modelled by the simulator: remove it, or add it to simulator/provider/configuration.ts",
    });
  });

  it("fails when the region is not modelled", () => {
    assert.throws(
      () => region({ region: "us-east-9" }),
      /^Error: region "us-east-9" is not modelled/,
    );
  });
});
