import { randomBytes } from "node:crypto";
import { type Value, text } from "./values";
import { ACCOUNT_ID } from "./shared";
import type { ValueCheck } from "./type";
import { partitionOf } from "./partitions";

/** A valid name of load balancers and target groups. */
export const balancerName: ValueCheck = (value) =>
  /^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/.test(text(value))
    ? undefined
    : `expected at most 32 of the characters a-z, A-Z, 0-9 and -, no hyphen at either end and not internal- at the beginning, got ${JSON.stringify(value)}`;

/** An ELB ARN: kind, name and a unique number. */
export const balancingArn = (kind: string, name: Value, region: string): string =>
  `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${ACCOUNT_ID}:${kind}/${text(name)}/${randomBytes(8).toString("hex")}`;

/** Its name in CloudWatch and request counts: the end of the ARN. */
export const arnSuffix = (arn: string): string =>
  (arn.split(":").at(-1) ?? "").replace("loadbalancer/", "");
