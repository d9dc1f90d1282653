import type { Account } from "../account";
import type { Faults } from "./faults";
import type { Identity } from "./identity";
import type { Functions } from "./functions";
import type { Stored } from "../model/resource";
import { ACCOUNT_ID } from "../model/shared";
import type { Values } from "../model/values";
import { partitionOf } from "../model/partitions";

/** Where to add a call that is not modelled. */
export const API_FOLDER = "simulator/api/";

/**
 * Simulates a new instance's user data, as no instance runs here. Returns whether the instance serves. After
 * that, it is called again with `isRunning` at each read, for its continuous work.
 */
export type Boot = (
  account: Account,
  region: string,
  instance: Stored,
  isRunning: boolean,
) => boolean;

/** The context of an API call. */
export interface Request {
  readonly account: Account;
  readonly region: string;
  /** Who signed it. */
  readonly identity: Identity;
  readonly body: Values;
  readonly faults: Faults;
  readonly functions: Functions;
  readonly boot: Boot;
  /** Divisor of auto scaling's wait times. */
  readonly speed: number;
}

/** One modelled call: returns its response, or throws AwsError. */
export type Action = (request: Request) => Values;

/** A call in terms of IAM policies. */
export interface ApiCall {
  /** As policies name it, e.g. "ec2:AssociateAddress". */
  readonly action: string;
  /** The ARNs that a policy must allow; "*" for an action without resource-level permissions. */
  readonly resources: readonly string[];
  /** Values of condition keys, such as "cloudwatch:namespace". */
  readonly conditions: Readonly<Record<string, string>>;
  /** The instance or the function whose role signed it; empty for other credentials. */
  readonly caller: string;
  readonly body: Values;
}

/** The parts of a call that policies refer to. */
export type PolicyView = (
  request: Pick<Request, "account" | "region" | "body">,
) => Partial<Pick<ApiCall, "resources" | "conditions">>;

export const ec2Arn = (region: string, resource: string): string =>
  `arn:${partitionOf(region)}:ec2:${region}:${ACCOUNT_ID}:${resource}`;
