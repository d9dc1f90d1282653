import assert from "node:assert/strict";
import { BUCKET, BUCKET_LIFECYCLE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const rules = (lab: Lab, ...given: Values[]): Stored =>
  lab.make(BUCKET_LIFECYCLE, {
    bucket: lab.make(BUCKET, { bucket: "logs" }).id,
    rules: given.map((rule, index) => ({ id: `rule-${index}`, status: "Enabled", ...rule })),
  });

describe("BucketLifecycleConfiguration", () => {
  it("has rules, and goes with its bucket", () => {
    const lab = new Lab();
    rules(
      lab,
      { expiration: { days: 30 }, filter: { prefix: "alb/" } },
      { noncurrentVersionExpiration: { noncurrentDays: 7 } },
    );
    lab.account.remove(lab.account.require(BUCKET, "logs", lab.region));
    assert.deepEqual(lab.account.all(BUCKET_LIFECYCLE), []);
  });

  refuses([
    [
      "a rule does nothing",
      (lab) => rules(lab, {}),
      "rules[0]: At least one action needs to be specified in a rule: abortIncompleteMultipartUpload, expiration, noncurrentVersionExpiration, noncurrentVersionTransitions, transitions",
    ],
    [
      "an expiration has two times",
      (lab) => rules(lab, { expiration: { days: 1, date: "2030-01-01T00:00:00Z" } }),
      "rules[0].expiration: exactly one of date, days, expiredObjectDeleteMarker must be given",
    ],
    [
      "objects expire after no day",
      (lab) => rules(lab, { expiration: { days: 0 } }),
      "rules[0].expiration.days: expected a whole number from 1 to 2147483647 days, got 0",
    ],
    [
      "a filter has two conditions",
      (lab) =>
        rules(lab, {
          expiration: { days: 1 },
          filter: { prefix: "a", tag: { key: "a", value: "b" } },
        }),
      "rules[0].filter: only one condition is allowed: several go into and",
    ],
    [
      "objects become infrequent within a month",
      (lab) => rules(lab, { transitions: [{ days: 7, storageClass: "STANDARD_IA" }] }),
      "rules[0].transitions: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    ],
    [
      "two rules share an id",
      (lab) =>
        rules(
          lab,
          { id: "a", expiration: { days: 1 } },
          { id: "a", expiration: { days: 2 }, filter: { prefix: "b" } },
        ),
      "rules: Rule ID must be unique. Found same ID for more than one rule: a",
    ],
  ]);
});
