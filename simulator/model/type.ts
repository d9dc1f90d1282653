import type { AccountView } from "./account-view";
import type { Stored } from "./resource";
import type { Value, Values } from "./values";

/** The problem of a known value, or undefined. */
export type ValueCheck = (value: Value) => string | undefined;

/** One input of a resource type. */
export interface Property {
  readonly required?: boolean;
  /** Whether a change needs a replacement: always, or if the function returns true. */
  readonly replaces?: boolean | ((before: Value, after: Value, inputs: Values) => boolean);
  /** The default of AWS or the provider. */
  readonly default?: Value;
  /** AWS determines it when it is left out: leaving it out is never a change. */
  readonly computed?: boolean;
  /** Inputs that it conflicts with. */
  readonly conflictsWith?: readonly string[];
  /** A set: the order of its elements is irrelevant. */
  readonly unordered?: boolean;
  /** A JSON document: only its meaning is compared, not its text. */
  readonly json?: boolean;
  /** The type whose id the value (or each element of it) must be, or ANY_TYPE. */
  readonly refersTo?: string;
  /**
   * The effect of deleting the referenced resource: "holds": rejected while this resource exists; "follows":
   * deletes this resource, too. Otherwise, this resource stays with a dangling reference.
   */
  readonly bond?: "holds" | "follows";
  /** The properties of the object, or of each object in the list. */
  readonly fields?: Properties;
  readonly check?: ValueCheck;
}

export type Properties = Readonly<Record<string, Property>>;

/** An invalid input: its path and problem. */
export interface Problem {
  readonly property: string;
  readonly reason: string;
}

/** The resource and the account, as passed to a type's functions. */
export interface Context {
  readonly account: AccountView;
  readonly region: string;
  /** Attributes of the region; of the account for global types. */
  readonly partition: string;
  /** Empty while the id is being generated. */
  readonly id: string;
  /** The inputs, with the defaults of the type filled in. */
  readonly inputs: Values;
  /** The computed outputs; during the computation, the previous ones. */
  readonly outputs: Values;
}

/** One row of the model: the description of a resource type. */
export interface ResourceType {
  /** As the AWS provider names it in its messages, e.g. "EC2 Subnet". */
  readonly noun: string;
  /** API operations as they appear in messages, e.g. "EC2: CreateSubnet". */
  readonly operations: {
    readonly create: string;
    readonly update: string;
    readonly remove: string;
  };
  /** AWS's code and text for an id that does not exist. */
  readonly missing: (id: string) => readonly [code: string, text: string];
  /** AWS's code and text if a new resource's id is already in use; none if the new one replaces it. */
  readonly taken?: (context: Context) => readonly [code: string, text: string] | undefined;
  /** AWS's code and text if it cannot be deleted because of dependent resources. */
  readonly inUse?: (resource: Stored, user: Stored) => readonly [code: string, text: string];
  /** A global type: belongs to the account, not to a region. */
  readonly global?: boolean;
  /** The maximum length of a generated name; unset if the type has no generated name. */
  readonly autoName?: number;
  /** The provider's update sends only changes. AWS keeps the other values, which others may have changed. */
  readonly sendsChanges?: boolean;
  /** The input with the name. @default `name`; other inputs are in lower case */
  readonly nameKey?: string;
  readonly id: (context: Context) => string;
  /** The id of the stored resource, if its import id differs. */
  readonly importId?: (id: string, account: AccountView) => string | undefined;
  readonly inputs: Properties;
  /**
   * Outputs that are determined once, at creation; a plain value is the same for all resources of the type.
   */
  readonly computed: Readonly<Record<string, Value | ((context: Context) => Value)>>;
  /**
   * Outputs that depend on other resources or the inputs, computed at every read. An input with the same name
   * is read back as this, and a difference is a change.
   */
  readonly live?: Readonly<Record<string, (context: Context) => Value>>;
  /** Problems of the inputs alone, which may contain unknown values. */
  readonly validate?: (inputs: Values, region: string) => Problem[];
  /** Throws AwsError if AWS would reject the creation or the update. */
  readonly check?: (context: Context) => void;
  /** Resources that AWS deletes to make room for a new one. */
  readonly displaces?: (context: Context) => readonly Stored[];
  /** Throws AwsError if AWS would reject the deletion. */
  readonly checkRemoval?: (context: Context) => void;
  /**
   * The companions that AWS deletes asynchronously after the resource, in their state after the deletion.
   * They end some time later: see `Account.endLingering`.
   */
  readonly lingers?: (context: Context, companions: readonly Stored[]) => readonly Stored[];
  /** Outputs that an update recomputes. */
  readonly changed?: (context: Context) => Values;
  /** New inputs of other resources that an update of these properties changes. */
  readonly passesOn?: (
    context: Context,
    changed: readonly string[],
  ) => readonly { readonly resource: Stored; readonly inputs: Values }[];
  /**
   * Outputs that AWS changes asynchronously after a creation or an update. The provider waits for that, and
   * makes such changes one after the other.
   */
  readonly settled?: (context: Context) => Values;
  /** The inputs that the provider sets before a deletion; undefined if none. */
  readonly beforeRemoval?: (inputs: Values) => Values | undefined;
  /**
   * The companions that AWS creates, changes and deletes with the resource. An existing one that is left out
   * is deleted. `before` are the inputs before an update.
   */
  readonly companions?: (
    context: Context,
    existing: readonly Stored[],
    before?: Values,
  ) => readonly Companion[];
}

/** A resource that AWS creates; without outputs, it is validated and gets them like a new resource. */
export type Companion = Pick<Stored, "type" | "id" | "inputs"> & Partial<Pick<Stored, "outputs">>;
