import type { Values } from "../model/values";

/** Something that goes wrong with the calls of one action. */
export interface Fault {
  /** Name of the API action, e.g. "AssociateAddress". */
  readonly action: string;
  /** AWS's error code, such as "RequestLimitExceeded". */
  readonly code: string;
  /** HTTP status; default: 503 for throttling, 500 for internal errors, else 400. */
  readonly status?: number;
  /** How many calls it hits; default 1. */
  readonly times?: number;
  /** The call is carried out all the same: only its answer is lost. */
  readonly answerLost?: boolean;
  /** The call is carried out and answered with 200: with half of the answer, or with a web page instead. */
  readonly answers?: "half" | "page";
}

/** A call in the instant before it is carried out, or after that and before it is answered. */
export type Watcher = (moment: {
  readonly action: string;
  readonly caller: string;
  readonly when: "before" | "after";
}) => Promise<void> | void;

const usualStatus: Readonly<Record<string, number>> = {
  RequestLimitExceeded: 503,
  Throttling: 400,
  ServiceUnavailable: 503,
  InternalError: 500,
  InternalFailure: 500,
};

/** What goes wrong in the API of a simulated account, on demand. Nothing does by default. */
export class Faults {
  private planned: { fault: Fault; left: number }[] = [];
  private readonly stale = new Map<string, { view: Values; left: number }>();

  /** How many reads of an address still show the state before its last change. */
  staleReads = 0;

  /** Instances and target groups (by ARN) whose health checks fail. */
  readonly unhealthy = new Set<string>();

  /** Called around every call; the call waits for it. */
  watch: Watcher = () => undefined;

  add(fault: Fault): void {
    this.planned.push({ fault, left: fault.times ?? 1 });
  }

  /** Takes back the faults that have not hit yet. */
  clear(): void {
    this.planned = [];
  }

  /** The fault that hits a call of an action now, which is used up by that. */
  take(action: string): (Fault & { readonly status: number }) | undefined {
    const found = this.planned.find(({ fault, left }) => fault.action === action && left > 0);
    if (!found) {
      return undefined;
    }
    found.left--;
    const status = usualStatus[found.fault.code] ?? 400;
    return { ...found.fault, status: found.fault.status ?? status };
  }

  /** Notes how something looked before a change that reads are to show late. */
  changed(id: string, before: Values): void {
    if (this.staleReads > 0) {
      this.stale.set(id, { view: before, left: this.staleReads });
    }
  }

  /** How a read shows something that now looks like `now`. */
  seen(id: string, now: Values): Values {
    const old = this.stale.get(id);
    if (!old || old.left === 0) {
      return now;
    }
    old.left--;
    return old.view;
  }
}
