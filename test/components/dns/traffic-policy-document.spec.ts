import assert from "node:assert/strict";
import { renderTrafficPolicy } from "../../../components/dns/traffic-policy-document";

const endpoints = {
  "entry-b1": { address: "203.0.113.2", healthCheckId: "check-b" },
  "entry-a1": { address: "203.0.113.1", healthCheckId: "check-a" },
};

describe("renderTrafficPolicy", () => {
  it("answers with each address while its health check passes", () => {
    assert.deepEqual(JSON.parse(renderTrafficPolicy(endpoints)), {
      AWSPolicyFormatVersion: "2015-10-01",
      RecordType: "A",
      StartRule: "healthy",
      Endpoints: {
        "entry-a1": { Type: "value", Value: "203.0.113.1" },
        "entry-b1": { Type: "value", Value: "203.0.113.2" },
      },
      Rules: {
        healthy: {
          RuleType: "multivalue",
          Items: [
            { EndpointReference: "entry-a1", HealthCheck: "check-a" },
            { EndpointReference: "entry-b1", HealthCheck: "check-b" },
          ],
        },
      },
    });
  });

  it("is the same text for the same endpoints in any order", () => {
    const reversed = Object.fromEntries(Object.entries(endpoints).reverse());
    assert.equal(renderTrafficPolicy(reversed), renderTrafficPolicy(endpoints));
  });
});
