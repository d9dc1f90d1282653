import aliases from "./type-aliases.json";

/** Newest name of an AWS type, by older name. Generated from the SDK by test/stack/type-aliases.spec.ts. */
const NEWEST: Readonly<Record<string, string>> = aliases;

/**
 * Returns the name of a type in this project. Pulumi has several for some AWS resources: `aws.alb.LoadBalancer` and
 * `aws.lb.LoadBalancer` are the same, and `aws.s3.BucketV2` is the older name of `aws.s3.Bucket`.
 */
export const newestType = (type: string): string => NEWEST[type] ?? type;
