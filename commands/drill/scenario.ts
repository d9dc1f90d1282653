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
  /** Why it does not apply to this front door with these settings; undefined if it does. */
  readonly obstacle?: (
    traits: DrillTraits<never>,
    sections: Readonly<Record<string, unknown>>,
  ) => string | undefined;
  /** Whether clients keep the first DNS answer. @default false */
  readonly ignoresTtl?: boolean;
  readonly run: (rehearsal: Rehearsal) => Promise<void>;
}

/** What a scenario injects faults with. */
export interface Rehearsal {
  readonly plane: DataPlane;
  /** The node to inject the fault into: for a pair, the one that has the address. */
  readonly node: Node;
  /** The zone to inject the fault into: the node's. */
  readonly zone: string;
  readonly colors: Colors;
  readonly minutes: number;
  /** Records that a fault or a change is injected now. */
  readonly inject: (text: string) => void;
  /** Records that it is restored now. */
  readonly restore: (text: string) => void;
  /** Terminates the instance of the node. */
  readonly deleteNode: () => Promise<void>;
  /**
   * Adds clients, at most 9, each with its own address and the usual load; returns the function that ends
   * them.
   */
  readonly surge: (clients: number) => () => Promise<void>;
  /** Records HAProxy's memory on each node. */
  readonly memory: () => void;
}
