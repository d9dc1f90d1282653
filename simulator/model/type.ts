import type { AccountView } from "./account-view";
import type { Stored } from "./resource";
import type { Value, Values } from "./values";

/** What is wrong with a known value, or undefined. */
export type ValueCheck = (value: Value) => string | undefined;

/** One input of a resource type. */
export interface Property {
  readonly required?: boolean;
  /** A change needs a new resource: any, or one for which the function says so. */
  readonly replaces?: boolean | ((before: Value, after: Value, inputs: Values) => boolean);
  /** What AWS or the provider takes when it is left out. */
  readonly default?: Value;
  /** AWS settles it when it is left out: leaving it out is never a change. */
  readonly computed?: boolean;
  /** Inputs that may not be given beside it. */
  readonly conflictsWith?: readonly string[];
  /** A set: the order of its elements means nothing. */
  readonly unordered?: boolean;
  /** A JSON document: only its meaning is compared, not its text. */
  readonly json?: boolean;
  /** The type whose id the value (or each element of it) must be, or ANY_TYPE. */
  readonly refersTo?: string;
  /**
   * What the deletion of what is referred to means: "holds": refused while this resource exists;
   * "follows": this resource goes too. Otherwise this resource stays and refers to nothing.
   */
  readonly bond?: "holds" | "follows";
  /** The properties of the object, or of each object in the list. */
  readonly fields?: Properties;
  readonly check?: ValueCheck;
}

export type Properties = Readonly<Record<string, Property>>;

/** A wrong input: where, and what is wrong with it. */
export interface Problem {
  readonly property: string;
  readonly reason: string;
}

/** What the functions of a type see of the resource in question and of the account around it. */
export interface Context {
  readonly account: AccountView;
  readonly region: string;
  /** Of the region; of the account, for what belongs to no region. */
  readonly partition: string;
  /** Empty while the id is being chosen. */
  readonly id: string;
  /** The inputs, with the defaults of the type filled in. */
  readonly inputs: Values;
  /** The computed outputs; while they are being computed, those that come before. */
  readonly outputs: Values;
}

/** One row of the model: everything that the simulator knows of a resource type. */
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
  /** AWS's code and text when the id that a new resource would have is taken; left out where the new one replaces it. */
  readonly taken?: (context: Context) => readonly [code: string, text: string];
  /** AWS's code and text when it cannot be deleted because something needs it. */
  readonly inUse?: (resource: Stored, user: Stored) => readonly [code: string, text: string];
  /** Belongs to the account, not to a region. */
  readonly global?: boolean;
  /** The longest name that can be made up when `name` is left out; unset when the type has no such name. */
  readonly autoName?: number;
  /** The provider's update sends only what changed. AWS keeps the rest as it is, which others may have changed. */
  readonly sendsChanges?: boolean;
  /** The input that has the name; `name` unless it is another one, which is then in lower case. */
  readonly nameKey?: string;
  readonly id: (context: Context) => string;
  /** The id of the stored resource when people import it by another one. */
  readonly importId?: (id: string, account: AccountView) => string | undefined;
  readonly inputs: Properties;
  /** Outputs that are settled once, at creation; a plain value is the same for all resources of the type. */
  readonly computed: Readonly<Record<string, Value | ((context: Context) => Value)>>;
  /**
   * Outputs that follow other resources or the inputs, worked out at every read. An input of the same name is read
   * back as this, and what differs from it is a change.
   */
  readonly live?: Readonly<Record<string, (context: Context) => Value>>;
  /** Problems of the inputs alone, values among them that are not known yet. */
  readonly validate?: (inputs: Values, region: string) => Problem[];
  /** Throws AwsError where AWS would refuse the creation or the update. */
  readonly check?: (context: Context) => void;
  /** What AWS removes to make room for a new resource. */
  readonly displaces?: (context: Context) => readonly Stored[];
  /** Throws AwsError where AWS would refuse the deletion. */
  readonly checkRemoval?: (context: Context) => void;
  /**
   * Of the companions, those that AWS does not wait for when it deletes the resource, as they are from then on. They
   * end some time later: see `Account.endLingering`.
   */
  readonly lingers?: (context: Context, companions: readonly Stored[]) => readonly Stored[];
  /** Outputs that an update settles anew. */
  readonly changed?: (context: Context) => Values;
  /** Other resources that an update of these properties changes: their new inputs. */
  readonly passesOn?: (
    context: Context,
    changed: readonly string[],
  ) => readonly { readonly resource: Stored; readonly inputs: Values }[];
  /**
   * Outputs that AWS changes by itself after it has answered to a creation or an update. The provider waits for that,
   * and makes such changes one after the other.
   */
  readonly settled?: (context: Context) => Values;
  /** The inputs that the provider changes to before a deletion; undefined where nothing has to change. */
  readonly beforeRemoval?: (inputs: Values) => Values | undefined;
  /**
   * What AWS makes along with it, changes along with it and removes along with it. Of those that exist,
   * one that is left out is deleted. `before` are the inputs until an update.
   */
  readonly companions?: (
    context: Context,
    existing: readonly Stored[],
    before?: Values,
  ) => readonly Companion[];
}

/** A resource of AWS's own making; without outputs, it is checked and gets them as a new resource does. */
export type Companion = Pick<Stored, "type" | "id" | "inputs"> & Partial<Pick<Stored, "outputs">>;
