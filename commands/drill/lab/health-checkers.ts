import { type Account, HEALTH_CHECK, type Stored, text } from "../../../simulator";
import type { ClientReply, RequestTarget } from "./client";

/** Number of simulated Route 53 checkers, each with its own interval; AWS has at least three. */
const CHECKERS = 3;

/** How long a checker waits for a response. */
const PATIENCE_SECONDS = 6;

interface Checker {
  healthy: boolean;
  /** Consecutive responses that differ from the current state. */
  against: number;
}

/**
 * Simulates the Route 53 health checks of an account. Checkers probe at the check's interval, and each
 * changes its result after the check's threshold of consecutive responses. An address is healthy while more
 * than 18 percent of the checkers report it healthy.
 */
export class HealthCheckers {
  private readonly verdicts = new Map<string, Checker[]>();
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly account: Account,
    private readonly ask: (target: RequestTarget) => Promise<ClientReply>,
    private readonly speed: number,
    private readonly changed: (check: Stored, healthy: boolean) => void,
  ) {}

  start(): void {
    for (const check of this.account.all(HEALTH_CHECK)) {
      const checkers = Array.from({ length: CHECKERS }, () => ({ healthy: true, against: 0 }));
      this.verdicts.set(check.id, checkers);
      const interval = (Number(check.inputs["requestInterval"] ?? 30) * 1000) / this.speed;
      checkers.forEach((checker, index) => {
        const run = (): void => void this.check(check, checker);
        const first = (interval * (index + Math.random())) / CHECKERS;
        this.timers.push(setTimeout(() => this.timers.push(setInterval(run, interval)), first));
      });
    }
  }

  private async check(check: Stored, checker: Checker): Promise<void> {
    const { ipAddress, port, resourcePath, failureThreshold } = check.inputs;
    const { status } = await this.ask({
      address: text(ipAddress),
      port: Number(port),
      tls: text(check.inputs["type"]).startsWith("HTTPS"),
      path: text(resourcePath) || "/",
      patienceMs: Math.max(1_000, (PATIENCE_SECONDS * 1_000) / this.speed),
    });
    const healthy = status >= 200 && status < 400;
    checker.against = healthy === checker.healthy ? 0 : checker.against + 1;
    if (checker.against < Number(failureThreshold ?? 3)) return;
    const before = this.isHealthy(check.id);
    Object.assign(checker, { healthy, against: 0 });
    if (this.isHealthy(check.id) !== before) this.changed(check, !before);
  }

  /** Addresses without a check are healthy. */
  isHealthy(id: string): boolean {
    const checkers = this.verdicts.get(id);
    return !checkers || checkers.filter(({ healthy }) => healthy).length > 0.18 * CHECKERS;
  }

  areHealthy(): boolean {
    return [...this.verdicts.keys()].every((id) => this.isHealthy(id));
  }

  close(): void {
    this.timers.forEach(clearInterval);
  }
}
