import type { Values } from "../model/values";

/** A fault in the calls of one action. */
export interface Fault {
  /** Name of the API action, e.g. "AssociateAddress". */
  readonly action: string;
  /** AWS's error code, such as "RequestLimitExceeded". */
  readonly code: string;
  /** HTTP status; default: 503 for throttling, 500 for internal errors, else 400. */
  readonly status?: number;
  /** How many calls it affects; default 1. */
  readonly times?: number;
  /** The call is executed, but its response is lost. */
  readonly answerLost?: boolean;
  /**
   * The call is executed and answered with status 200, but with half of the response, or with an HTML page.
   */
  readonly answers?: "half" | "page";
}

/** A call just before it is executed, or after that and before its response. */
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

/** Faults to inject into the API of a simulated account. None by default. */
export class Faults {
  private planned: { fault: Fault; left: number }[] = [];
  private readonly stale = new Map<string, { view: Values; left: number }>();

  /** How many reads of an address still show the state before its last change. */
  staleReads = 0;

  /** Instances, target groups (by ARN) and Route 53's health checks (by id) that fail. */
  readonly unhealthy = new Set<string>();

  /** Instances that have told CloudWatch nothing. Without programs of their own, instances tell that they are ready. */
  readonly silent = new Set<string>();

  /** Load balancers (by ARN) that AWS is still setting up. */
  readonly provisioning = new Set<string>();

  /** Addresses of load balancers that their names do not have yet. */
  readonly hidden = new Set<string>();

  /**
   * How long AWS takes to remove zones with these Elastic IPs from a load balancer. Until then, it has them and
   * is provisioning. @default - it removes them at once
   */
  removal: ((publicIps: readonly string[]) => Promise<void>) | undefined;

  /** Called around every call; the call waits for it. */
  watch: Watcher = () => undefined;

  add(fault: Fault): void {
    this.planned.push({ fault, left: fault.times ?? 1 });
  }

  /** Removes the remaining faults. */
  clear(): void {
    this.planned = [];
  }

  /** The next fault for a call of an action; uses it up. */
  take(action: string): (Fault & { readonly status: number }) | undefined {
    const found = this.planned.find(({ fault, left }) => fault.action === action && left > 0);
    if (!found) {
      return undefined;
    }
    found.left--;
    const status = usualStatus[found.fault.code] ?? 400;
    return { ...found.fault, status: found.fault.status ?? status };
  }

  /** Records the state before a change, for delayed reads. */
  changed(id: string, before: Values): void {
    if (this.staleReads > 0) {
      this.stale.set(id, { view: before, left: this.staleReads });
    }
  }

  /** The state that a read returns while the actual state is `now`. */
  seen(id: string, now: Values): Values {
    const old = this.stale.get(id);
    if (!old || old.left === 0) {
      return now;
    }
    old.left--;
    return old.view;
  }
}
