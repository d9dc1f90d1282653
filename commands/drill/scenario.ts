import type { DrillTraits, Objectives } from "../../components/front-door/drill-traits";
import type { DataPlane } from "./lab/data-plane";
import type { Node } from "./lab/nodes";
import type { Colors } from "./faults/colors";

/** A front door that can be rehearsed, by its kind. */
export interface RehearsedFrontDoor {
  readonly kind: string;
  readonly traits: DrillTraits<never>;
  readonly objectives: Objectives;
}

export interface Scenario {
  readonly title: string;
  /** Why it makes no sense for this front door with these settings; undefined where it does. */
  readonly obstacle?: (
    traits: DrillTraits<never>,
    sections: Readonly<Record<string, unknown>>,
  ) => string | undefined;
  /** Whether clients keep the first answer of DNS. @default false */
  readonly ignoresTtl?: boolean;
  readonly run: (rehearsal: Rehearsal) => Promise<void>;
}

/** What a scenario strikes with. */
export interface Rehearsal {
  readonly plane: DataPlane;
  /** The node that is struck: for a pair, the one that has the address. */
  readonly node: Node;
  /** The zone that is struck: the node's. */
  readonly zone: string;
  readonly colors: Colors;
  readonly minutes: number;
  /** Notes that something is broken, or changed, now. */
  readonly inject: (text: string) => void;
  /** Notes that it is mended now. */
  readonly restore: (text: string) => void;
  /** Ends the instance of the node for good. */
  readonly deleteNode: () => Promise<void>;
  /** Adds clients, at most 9, each with an address of its own and the usual load; gives what ends them. */
  readonly surge: (clients: number) => () => Promise<void>;
  /** Notes how much memory HAProxy takes on each node. */
  readonly memory: () => void;
}
