import { randomBytes } from "node:crypto";
import { type Value, text } from "./values";
import { ACCOUNT_ID } from "./shared";
import type { ValueCheck } from "./type";
import { partitionOf } from "./partitions";

/** A name as load balancers and target groups have it. */
export const balancerName: ValueCheck = (value) =>
  /^(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/.test(text(value))
    ? undefined
    : `expected at most 32 of the characters a-z, A-Z, 0-9 and -, no hyphen at either end and not internal- at the beginning, got ${JSON.stringify(value)}`;

/** An ARN that load balancing gives: kind, name and a number that no other has. */
export const balancingArn = (kind: string, name: Value, region: string): string =>
  `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${ACCOUNT_ID}:${kind}/${text(name)}/${randomBytes(8).toString("hex")}`;

/** What CloudWatch and request counts name it by: the end of the ARN. */
export const arnSuffix = (arn: string): string =>
  (arn.split(":").at(-1) ?? "").replace("loadbalancer/", "");
