import * as v from "valibot";
import type { HolderKind } from "../addresses/plan-moves";
import type { NetworkConfig } from "../network/settings";
import { accelerator } from "./accelerator/kind";
import { addressPair } from "./address-pair/kind";
import { alb } from "./alb/kind";
import { ecs } from "./ecs/kind";
import { haproxy } from "./haproxy/kind";
import type { FrontDoorKind } from "./kind";
import { nlbAlb } from "./nlb-alb/kind";

/** Every kind of front door, in the order of the reference. */
const KINDS = [haproxy, nlbAlb, alb, addressPair, accelerator, ecs] as const;

type SchemasOf<Kinds> = {
  [Index in keyof Kinds]: Kinds[Index] extends { readonly settings: infer Schema } ? Schema : never;
};
const schemas = KINDS.map(({ settings }) => settings) as unknown as SchemasOf<typeof KINDS>;

/** A stack that has only a VPC and addresses. */
const none = v.strictObject({ kind: v.literal("none") });

export const entrySchema = v.pipe(
  v.variant("kind", [...schemas, none]),
  v.description(
    "The front door, of one of these kinds. Without it, a stack is a VPC and its addresses.",
  ),
);

/** `entry`, with defaults filled in. */
export type EntrySettings = v.InferOutput<typeof entrySchema>;

/** Value of `allowFrom`, if `entry` has it. */
export const allowFromOf = (entry: EntrySettings | undefined): readonly string[] | undefined =>
  entry && "allowFrom" in entry ? entry.allowFrom : undefined;

/** ARN of the load balancers' certificate, if `entry` has one. */
export const certificateOf = (entry: EntrySettings | undefined): string | undefined =>
  entry && "certificateArn" in entry ? entry.certificateArn : undefined;

/** ARN of the ALB's web ACL, if `entry` has one. */
export const webAclOf = (entry: EntrySettings | undefined): string | undefined =>
  entry && "webAclArn" in entry ? entry.webAclArn : undefined;

/** Every kind, by its `entry.kind`. */
export const FRONT_DOOR_KINDS: ReadonlyMap<string, FrontDoorKind> = new Map(
  KINDS.map((kind) => [
    kind.settings.entries.kind.literal as string,
    kind as unknown as FrontDoorKind,
  ]),
);

/** What a holder is that yields its address to another front door; undefined if it yields none. */
export function yieldedBy(holder: string, network: NetworkConfig): HolderKind | undefined {
  const kinds = [...FRONT_DOOR_KINDS.values()];
  return kinds.map((kind) => kind.yields?.(holder, network)).find((what) => what !== undefined);
}

/** The front door of a configuration, with its settings. */
export interface ChosenFrontDoor {
  readonly kind: FrontDoorKind;
  readonly entry: EntrySettings;
}

/** Returns the kind of front door of `entry`; undefined without a front door. */
export function chooseFrontDoor(entry: EntrySettings | undefined): ChosenFrontDoor | undefined {
  const kind = entry && FRONT_DOOR_KINDS.get(entry.kind);
  return kind && { kind, entry };
}
