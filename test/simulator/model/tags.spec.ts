import assert from "node:assert/strict";
import { problemsWith } from "../../../simulator/model/inputs";
import {
  BUCKET_OBJECT,
  EIP,
  HEALTH_CHECK,
  HOSTED_ZONE,
  INSTANCE_PROFILE,
  ROLE,
} from "../../../simulator/model/tokens";
import type { Values } from "../../../simulator/model/values";

const many = (count: number): Values =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag${index}`, "x"]));

const INPUTS: Readonly<Record<string, Values>> = {
  [HOSTED_ZONE]: { name: "shop.test" },
  [HEALTH_CHECK]: { type: "TCP", ipAddress: "203.0.113.1", port: 443, requestInterval: 30 },
  [BUCKET_OBJECT]: { bucket: "logs", key: "a" },
  [EIP]: { domain: "vpc" },
};

const found = (type: string, tags: Values, tagsAll?: Values): string[] =>
  problemsWith(type, { ...INPUTS[type], tags, ...(tagsAll && { tagsAll }) }, "us-east-1").map(
    ({ property, reason }) => `${property}: ${reason}`,
  );

describe("Tags", () => {
  for (const type of [HOSTED_ZONE, HEALTH_CHECK, BUCKET_OBJECT]) {
    it(`are at most ten of ${type}, default ones of the provider among them`, () => {
      assert.deepEqual(found(type, many(10)), []);
      const refusal = ["tags: at most 10 tags are allowed, got 11"];
      assert.deepEqual(found(type, many(11)), refusal);
      assert.deepEqual(found(type, many(1), many(11)), refusal);
    });
  }

  it("are at most 50 of others", () => {
    assert.deepEqual(found(EIP, many(50)), []);
    assert.deepEqual(found(EIP, many(51)), ["tags: at most 50 tags are allowed, got 51"]);
  });

  for (const type of [ROLE, INSTANCE_PROFILE]) {
    it(`of ${type} have keys that differ in more than case`, () => {
      const refusal =
        "tags: InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.";
      const alike = { Name: "node", name: "node" };
      const withTags = (tags: Values, tagsAll?: Values) =>
        found(type, tags, tagsAll).filter((problem) => problem.startsWith("tags"));
      assert.deepEqual(withTags(alike), [refusal]);
      assert.deepEqual(withTags({ Name: "node", names: "node" }), []);
      assert.deepEqual(found(EIP, alike), []);
    });
  }

  it("of a role count with the default ones of the provider", () => {
    const trust = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "ec2.amazonaws.com" },
        },
      ],
    });
    const role = {
      assumeRolePolicy: trust,
      tags: { Name: "a" },
      tagsAll: { Name: "a", name: "b" },
    };
    const [problem] = problemsWith(ROLE, role, "us-east-1");
    assert.match(problem!.reason, /^InvalidInput: Duplicate tag keys/);
  });
});
