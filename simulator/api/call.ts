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
 * What a new instance's user data does, in place of it: no instance runs here. Answers whether the instance
 * serves. Once it does, it is called again whenever somebody looks, with `isRunning`, for what it does all the time.
 */
export type Boot = (
  account: Account,
  region: string,
  instance: Stored,
  isRunning: boolean,
) => boolean;

/** What an API call is answered from. */
export interface Request {
  readonly account: Account;
  readonly region: string;
  /** Who signed it. */
  readonly identity: Identity;
  readonly body: Values;
  readonly faults: Faults;
  readonly functions: Functions;
  readonly boot: Boot;
  /** What the waits of auto scaling are divided by. */
  readonly speed: number;
}

/** One modelled call: its answer, or AwsError. */
export type Action = (request: Request) => Values;

/** A call as a policy sees it. */
export interface ApiCall {
  /** As policies name it, e.g. "ec2:AssociateAddress". */
  readonly action: string;
  /** The ARNs that a policy must allow it on; "*" for an action that knows no resources. */
  readonly resources: readonly string[];
  /** Values of condition keys, such as "cloudwatch:namespace". */
  readonly conditions: Readonly<Record<string, string>>;
  /** The instance or the function whose role signed it; empty for other credentials. */
  readonly caller: string;
  readonly body: Values;
}

/** What of a call a policy sees. */
export type PolicyView = (
  request: Pick<Request, "account" | "region" | "body">,
) => Partial<Pick<ApiCall, "resources" | "conditions">>;

export const ec2Arn = (region: string, resource: string): string =>
  `arn:${partitionOf(region)}:ec2:${region}:${ACCOUNT_ID}:${resource}`;
