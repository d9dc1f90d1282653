import type { CostChange } from "../../cost/change";
import type { SettingChange } from "./setting-changes";

/** An address of a stack's inventory, by its permanent key. */
export interface InventoryAddress {
  readonly key: string;
  /** Its holder, by the inventory's tag; "" if it has none. */
  readonly holder: string;
}

/** How a change affects the addresses on clients' allow-lists. */
export interface AddressChanges {
  /** Released or replaced without `holdfast:addresses.allowRelease`. */
  readonly lost: readonly InventoryAddress[];
  /** Released, as `holdfast:addresses.allowRelease` names them. */
  readonly released: readonly InventoryAddress[];
  readonly added: readonly InventoryAddress[];
  /** Kept, but moved to another holder: this interrupts clients. */
  readonly moved: readonly (InventoryAddress & { readonly to: string })[];
  readonly kept: readonly InventoryAddress[];
}

export type ChangeKind = "replace" | "delete" | "create" | "update" | "import" | "other";

/** The change of one resource in an update. */
export interface ResourceChange {
  readonly kind: ChangeKind;
  /** Pulumi type token, such as `aws:ec2/eip:Eip`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Changed properties; for a replacement, those that force it. */
  readonly properties: readonly string[];
}

export interface PolicyViolation {
  readonly level: "mandatory" | "advisory";
  readonly policy: string;
  /** Name of the resource; "" for the stack as a whole. */
  readonly resource: string;
  readonly message: string;
}

/** A changed output of the stack. Text, or undefined if absent; unknown values are marked as such. */
export interface OutputChange {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The engine's preview of the head's program on the stack of the base. */
export interface Preview {
  readonly addresses: AddressChanges;
  readonly changes: readonly ResourceChange[];
  readonly unchanged: number;
  readonly violations: readonly PolicyViolation[];
  readonly outputs: readonly OutputChange[];
  /** The program's warnings. */
  readonly notices: readonly string[];
  /** Reasons why the update would fail, other than violations. */
  readonly errors: readonly string[];
}

/**
 * The review of one stack.
 *
 * - `unchanged`: neither configuration, program nor dependencies differ. Nothing was run.
 * - `removed`: the head has no configuration for it. The deployed stack is not changed.
 * - `previewed`: the head's program was previewed on the stack of the base.
 * - `failed`: the preview could not run.
 */
export type StackReview =
  | { readonly kind: "unchanged"; readonly stack: string }
  | { readonly kind: "removed"; readonly stack: string }
  | { readonly kind: "failed"; readonly stack: string; readonly problem: string }
  | ({
      readonly kind: "previewed";
      readonly stack: string;
      /** The base has no configuration for it. */
      readonly isNew: boolean;
      /** Changes of its configuration. */
      readonly settings: readonly SettingChange[];
      /** Absent if the preview ended with errors. */
      readonly cost?: CostChange | undefined;
    } & Preview);

/** A review of all stacks. */
export interface Review {
  /** The base as given. */
  readonly base: string;
  /** Full hash of the commit with which the head is compared. */
  readonly commit: string;
  readonly stacks: readonly StackReview[];
}
