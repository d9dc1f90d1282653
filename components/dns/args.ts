import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags";
import type { AliasTarget, Migration } from "./alias-records";

/** Arguments of `HealthChecks`: what Route 53 checks, and how often. */
export interface HealthChecksArgs {
  /** Public IPv4 addresses by key. */
  readonly addresses: Readonly<Record<string, pulumi.Input<string>>>;
  /** Port of HAProxy's health endpoint, which reports whether HAProxy and its backend serve. */
  readonly port: number;
  /** @default "/health" */
  readonly path?: string | undefined;
  /**
   * Interval between two checks of one checker. Checkers are in at least three regions, so an address gets a request
   * every second or two. A change replaces the checks. @default 10
   */
  readonly intervalSeconds?: 10 | 30 | undefined;
  /** Number of consecutive checks that change the status, 1 to 10. @default 3 */
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
 * - `trafficPolicy`: as multivalue, by a versioned policy that the console shows as a picture. $50 a month.
 *
 * It can be changed at any time, in one update. The name resolves throughout.
 */
export type Routing = "multivalue" | "weighted" | "trafficPolicy";

/**
 * - `existing`: a public zone, by its id; without an id, the zone of this name in the account.
 * - `create`: a new one, $0.50 a month. The owner of the parent domain must delegate to `nameServers`. Names of
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
 * - `addresses`: the healthy addresses; all of them if none is healthy.
 * - `alias`: a name of AWS, which resolves to addresses that serve. Queries cost nothing.
 * - `nothing`: no record. The zone is kept.
 */
export type Answers =
  | {
      readonly kind: "addresses";
      readonly routing: Routing;
      /** By key. */
      readonly endpoints: Readonly<Record<string, CheckedEndpoint>>;
      /**
       * During it, `multivalue` answers as `weighted` does. `from` must have a hosted zone id: a plain name needs a CNAME.
       */
      readonly migration?: Migration | undefined;
      /**
       * That the name is an alias, which the records replace in one batch: after these resources, and when one of the
       * addresses is healthy. Then for a minute nothing that depends on the `RoutedRecord` begins. @default - it is none
       */
      readonly replaces?: readonly pulumi.Resource[] | undefined;
    }
  | {
      readonly kind: "alias";
      readonly target: AliasTarget;
      readonly migration?: Migration | undefined;
      /**
       * Set it if the name has address records. The alias then replaces these in one batch, after these resources.
       * Resources that depend on the `RoutedRecord` wait for one more `ttlSeconds`. @default - no address records
       */
      readonly replaces?: readonly pulumi.Resource[] | undefined;
    }
  | { readonly kind: "nothing" };

/** Arguments of `RoutedRecord`: the public name, and what it resolves to. */
export interface RoutedRecordArgs {
  readonly zone: RecordZone;
  /** Name of the record, without its zone; empty for the zone itself. */
  readonly record: string;
  readonly answers: Answers;
  /**
   * Prefix of the records' identifiers, at most 100 characters. Programs that share a name need different ones.
   *
   * @default - the component's name
   */
  readonly owner?: string | undefined;
  /** Time to live of the records, in seconds. An alias has that of its target, 60. @default 60 */
  readonly ttlSeconds?: number | undefined;
  /** @default - only `Name` */
  readonly tags?: Tags | undefined;
}
