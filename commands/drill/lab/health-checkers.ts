import { type Account, HEALTH_CHECK, type Stored, text } from "../../../simulator";
import type { ClientReply, RequestTarget } from "./client";

/** Number of simulated Route 53 checkers, each with its own interval; AWS has at least three. */
const CHECKERS = 3;

/** How long a checker waits for a response. */
const PATIENCE_SECONDS = 6;

interface Checker {
  healthy: boolean;
  /** Whether the last response was a good one; none at first. */
  lastGood: boolean;
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
  /** Of each check. */
  private readonly timers = new Map<string, NodeJS.Timeout[]>();

  constructor(
    private readonly account: Account,
    private readonly ask: (target: RequestTarget) => Promise<ClientReply>,
    private readonly speed: number,
    private readonly changed: (check: Stored, healthy: boolean) => void,
  ) {}

  /** Starts the account's checks that do not run yet, and ends those that are gone. */
  follow(): void {
    const checks = this.account.all(HEALTH_CHECK);
    for (const id of this.verdicts.keys()) if (!checks.some((one) => one.id === id)) this.end(id);
    for (const check of checks) if (!this.verdicts.has(check.id)) this.start(check);
  }

  private start(check: Stored): void {
    const checkers = Array.from({ length: CHECKERS }, () => ({
      healthy: true,
      lastGood: false,
      against: 0,
    }));
    const timers: NodeJS.Timeout[] = [];
    this.verdicts.set(check.id, checkers);
    this.timers.set(check.id, timers);
    const interval = (Number(check.inputs["requestInterval"] ?? 30) * 1000) / this.speed;
    checkers.forEach((checker, index) => {
      const run = (): void => void this.check(check, checker);
      const first = (interval * (index + Math.random())) / CHECKERS;
      timers.push(setTimeout(() => timers.push(setInterval(run, interval)), first));
    });
  }

  private end(id: string): void {
    this.timers.get(id)?.forEach(clearInterval);
    this.timers.delete(id);
    this.verdicts.delete(id);
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
    checker.lastGood = healthy;
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

  /** Checks of which no checker has just had a good response, as AWS reports their status. */
  failing(): string[] {
    return [...this.verdicts].flatMap(([id, checkers]) =>
      checkers.some(({ lastGood }) => lastGood) ? [] : [id],
    );
  }

  areHealthy(): boolean {
    return [...this.verdicts.keys()].every((id) => this.isHealthy(id));
  }

  close(): void {
    [...this.verdicts.keys()].forEach((id) => this.end(id));
  }
}
