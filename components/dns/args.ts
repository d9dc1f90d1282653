import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags";
import type { AliasTarget, Migration } from "./alias-records";

/** Arguments of `HealthChecks`: what Route 53 checks, and how often. */
export interface HealthChecksArgs {
  /** Public IPv4 addresses by key. */
  readonly addresses: Readonly<Record<string, pulumi.Input<string>>>;
  /** Where HAProxy answers whether it and its backend serve. */
  readonly port: number;
  /** @default "/health" */
  readonly path?: string | undefined;
  /**
   * Between two checks of one checker; there are at least three in different regions, so an address
   * gets a request every second or two. A change replaces the checks. @default 10
   */
  readonly intervalSeconds?: 10 | 30 | undefined;
  /** Checks in a row that change a status, 1 to 10. @default 3 */
  readonly failureThreshold?: number | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}

/** An address and its health check. */
export interface CheckedEndpoint {
  readonly address: pulumi.Input<string>;
  readonly healthCheckId: pulumi.Input<string>;
}

/**
 * - `multivalue`: each answer has up to eight healthy addresses; clients choose.
 * - `weighted`: each answer has one healthy address, all equally often.
 * - `trafficPolicy`: as multivalue, by a versioned policy that can be edited and compared as a picture in
 *   the console. $50 a month.
 *
 * It can be changed at any time, in one update: the name is answered throughout.
 */
export type Routing = "multivalue" | "weighted" | "trafficPolicy";

/**
 * - `existing`: a public zone, by its id; without an id, the zone of this name in the account.
 * - `create`: a new one, $0.50 a month. Whoever has the parent domain must delegate to `nameServers`. Names of
 *   RFC 2606, such as `example.com`, are refused.
 */
export type RecordZone =
  | {
      readonly kind: "existing";
      readonly name: pulumi.Input<string>;
      readonly id?: pulumi.Input<string> | undefined;
    }
  | {
      readonly kind: "create";
      readonly name: pulumi.Input<string>;
      /**
       * Keeps records changeable, within 60 minutes, while Route 53's control plane in us-east-1 is
       * down. Turning it on or off takes minutes, locks the zone meanwhile, and is done for one zone of an
       * account at a time: another stack's update fails with LimitsExceeded. A deletion turns it off first.
       * @default false
       */
      readonly acceleratedRecovery?: boolean | undefined;
    };

/**
 * Targets of a name.
 *
 * - `addresses`: to each of them as long as it is healthy; Route 53 leaves out those that are unhealthy,
 *   unless all are.
 * - `alias`: to a name of AWS, which answers with addresses that serve; queries cost nothing.
 * - `nothing`: there is no record. The zone is kept.
 */
export type Answers =
  | {
      readonly kind: "addresses";
      readonly routing: Routing;
      /** By key. */
      readonly endpoints: Readonly<Record<string, CheckedEndpoint>>;
      /**
       * Meanwhile `multivalue` answers as `weighted` does. `from` cannot be a name without its zone: that needs a CNAME.
       */
      readonly migration?: Migration | undefined;
    }
  | {
      readonly kind: "alias";
      readonly target: AliasTarget;
      readonly migration?: Migration | undefined;
      /**
       * That the name has records of addresses, which the alias replaces in one batch: after these resources, and then
       * for one `ttlSeconds` nothing that depends on the `RoutedRecord` begins. @default - it has none
       */
      readonly replaces?: readonly pulumi.Resource[] | undefined;
    }
  | { readonly kind: "nothing" };

/** Arguments of `RoutedRecord`: the public name, and what it resolves to. */
export interface RoutedRecordArgs {
  readonly zone: RecordZone;
  /** Of the record, without its zone; empty for the zone itself. */
  readonly record: string;
  readonly answers: Answers;
  /**
   * Begins the identifiers of the records, at most 100 characters. Programs that share a name need different ones.
   *
   * @default - the component's name
   */
  readonly owner?: string | undefined;
  /** How long clients keep an answer; an alias has its target's, 60. @default 60 */
  readonly ttlSeconds?: number | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
