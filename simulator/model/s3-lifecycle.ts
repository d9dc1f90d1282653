import { type Values, isGiven, isKnown, object, objects, text } from "./values";
import { setting } from "./s3";
import { between, oneOf, repeated } from "./shared";
import { BUCKET_LIFECYCLE } from "./tokens";
import type { Problem, ResourceType } from "./type";

const MOST_RULES = 1000;

const days = { check: between(1, 2147483647, "days") };
const storageClass = {
  required: true,
  check: oneOf(
    "STANDARD_IA",
    "ONEZONE_IA",
    "INTELLIGENT_TIERING",
    "GLACIER",
    "GLACIER_IR",
    "DEEP_ARCHIVE",
  ),
};
const conditions = {
  prefix: {},
  objectSizeGreaterThan: {},
  objectSizeLessThan: {},
};

const actions = [
  "abortIncompleteMultipartUpload",
  "expiration",
  "noncurrentVersionExpiration",
  "noncurrentVersionTransitions",
  "transitions",
];

const givenOf = (values: Values, keys: readonly string[]): string[] =>
  keys.filter((key) => isGiven(values[key]));

function ruleProblems(rule: Values, index: number): Problem[] {
  const problems: Problem[] = [];
  const refuse = (key: string, reason: string): unknown =>
    problems.push({ property: `rules[${index}]${key && `.${key}`}`, reason });
  if (givenOf(rule, actions).length === 0) {
    refuse("", `At least one action needs to be specified in a rule: ${actions.join(", ")}`);
  }
  const expiry = ["date", "days", "expiredObjectDeleteMarker"];
  if (isGiven(rule["expiration"]) && givenOf(object(rule["expiration"]), expiry).length !== 1) {
    refuse("expiration", `exactly one of ${expiry.join(", ")} must be given`);
  }
  if (givenOf(object(rule["filter"]), ["and", "tag", ...Object.keys(conditions)]).length > 1) {
    refuse("filter", "only one condition is allowed: several go into and");
  }
  for (const transition of objects(rule["transitions"])) {
    const early = isKnown(transition["days"]) && Number(transition["days"]) < 30;
    if (early && /_IA$/.test(text(transition["storageClass"]).replace("GLACIER_IR", ""))) {
      refuse(
        "transitions",
        `'Days' in Transition action must be greater than or equal to 30 for storageClass '${text(transition["storageClass"])}'`,
      );
    }
  }
  return problems;
}

function validate(inputs: Values): Problem[] {
  const rules = objects(inputs["rules"]);
  const problems = rules.flatMap(ruleProblems);
  const twice = repeated(rules.map(({ id }) => text(id)));
  if (twice.length > 0) {
    problems.push({
      property: "rules",
      reason: `Rule ID must be unique. Found same ID for more than one rule: ${twice.join(", ")}`,
    });
  }
  if (rules.length > MOST_RULES) {
    problems.push({ property: "rules", reason: `at most ${MOST_RULES} rules are allowed` });
  }
  return problems;
}

const lifecycle = setting("S3 Bucket Lifecycle Configuration", "BucketLifecycleConfiguration", {
  inputs: {
    rules: {
      required: true,
      fields: {
        id: { required: true },
        status: { required: true, check: oneOf("Enabled", "Disabled") },
        filter: {
          fields: {
            ...conditions,
            tag: { fields: { key: { required: true }, value: { required: true } } },
            and: { fields: { ...conditions, tags: {} } },
          },
        },
        prefix: {},
        expiration: { fields: { date: {}, days, expiredObjectDeleteMarker: {} } },
        abortIncompleteMultipartUpload: { fields: { daysAfterInitiation: days } },
        noncurrentVersionExpiration: {
          fields: {
            noncurrentDays: { required: true, ...days },
            newerNoncurrentVersions: { check: between(1, 100) },
          },
        },
        noncurrentVersionTransitions: {
          fields: {
            noncurrentDays: { required: true },
            newerNoncurrentVersions: { check: between(1, 100) },
            storageClass,
          },
        },
        transitions: { fields: { date: {}, days: {}, storageClass } },
      },
    },
    transitionDefaultMinimumObjectSize: {
      computed: true,
      check: oneOf("all_storage_classes_128K", "varies_by_storage_class"),
    },
  },
  computed: {
    expectedBucketOwner: "",
    transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
  },
  validate,
});

export const lifecycleTypes: Record<string, ResourceType> = { [BUCKET_LIFECYCLE]: lifecycle };
