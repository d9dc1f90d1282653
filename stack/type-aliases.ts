import aliases from "./type-aliases.json";

/** By older name of an AWS type: its newest name. Made from the SDK by test/stack/type-aliases.spec.ts. */
const NEWEST: Readonly<Record<string, string>> = aliases;

/**
 * The name under which a type is known here. Pulumi has several for some resources of AWS: `aws.alb.LoadBalancer`
 * and `aws.lb.LoadBalancer` are one, and `aws.s3.BucketV2` is the older name of `aws.s3.Bucket`.
 */
export const newestType = (type: string): string => NEWEST[type] ?? type;
