import assert from "node:assert/strict";
import { serviceOfTarget, serviceOfVersion } from "../../../simulator/api/services";

describe("API services", () => {
  it("are known by the version of a query or the target of a JSON request", () => {
    assert.equal(serviceOfVersion("2016-11-15")?.prefix, "ec2");
    assert.equal(serviceOfVersion("2011-01-01")?.prefix, "autoscaling");
    assert.equal(serviceOfTarget("GraniteServiceVersion20100801")?.prefix, "cloudwatch");
    assert.equal(serviceOfVersion(""), undefined);
    assert.equal(serviceOfTarget(""), undefined);
  });
});
