import type { CostChange } from "../../cost/change";
import type { SettingChange } from "./setting-changes";

/** An address of a stack's inventory, by the key that names it for good. */
export interface InventoryAddress {
  readonly key: string;
  /** What it is associated with, by the inventory's tag; "" where it has none. */
  readonly holder: string;
}

/** What a change does to the addresses that clients have on their allow-lists. */
export interface AddressChanges {
  /** Given up, or replaced by others, without anybody's leave. */
  readonly lost: readonly InventoryAddress[];
  /** Given up because `holdfast:addresses.allowRelease` names them. */
  readonly released: readonly InventoryAddress[];
  readonly added: readonly InventoryAddress[];
  /** Kept, but held by something else: whoever uses one is interrupted. */
  readonly moved: readonly (InventoryAddress & { readonly to: string })[];
  readonly kept: readonly InventoryAddress[];
}

export type ChangeKind = "replace" | "delete" | "create" | "update" | "import" | "other";

/** What an update would do to one resource. */
export interface ResourceChange {
  readonly kind: ChangeKind;
  /** Pulumi type token, such as `aws:ec2/eip:Eip`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Properties that differ; of a replacement, those that force it. */
  readonly properties: readonly string[];
}

export interface PolicyViolation {
  readonly level: "mandatory" | "advisory";
  readonly policy: string;
  /** Name of the resource; "" for the stack as a whole. */
  readonly resource: string;
  readonly message: string;
}

/** An output of the stack that changes. Text, or undefined where there is none; what is not known yet says so. */
export interface OutputChange {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What the engine says of a head's program on what is deployed from the base. */
export interface Preview {
  readonly addresses: AddressChanges;
  readonly changes: readonly ResourceChange[];
  readonly unchanged: number;
  readonly violations: readonly PolicyViolation[];
  readonly outputs: readonly OutputChange[];
  /** What the program warns of. */
  readonly notices: readonly string[];
  /** Why there can be no update, other than for violations. */
  readonly errors: readonly string[];
}

/**
 * What is found of one stack.
 *
 * - `unchanged`: neither its configuration nor the program nor a dependency differs: nothing was run.
 * - `removed`: the head has no configuration of it; what is deployed stays as it is.
 * - `previewed`: the head's program was run on what the base's program had made.
 * - `failed`: that could not be done.
 */
export type StackReview =
  | { readonly kind: "unchanged"; readonly stack: string }
  | { readonly kind: "removed"; readonly stack: string }
  | { readonly kind: "failed"; readonly stack: string; readonly problem: string }
  | ({
      readonly kind: "previewed";
      readonly stack: string;
      /** The base has no configuration of it. */
      readonly isNew: boolean;
      /** What differs in its configuration. */
      readonly settings: readonly SettingChange[];
      /** Absent where the preview ended with errors. */
      readonly cost?: CostChange | undefined;
    } & Preview);

/** A review of all stacks. */
export interface Review {
  /** The base as it was named. */
  readonly base: string;
  /** Full hash of the commit that the head is compared with. */
  readonly commit: string;
  readonly stacks: readonly StackReview[];
}
