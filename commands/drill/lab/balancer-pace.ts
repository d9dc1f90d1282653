import type { BackendsPlan, BalancerPlan, Pool } from "./plan-backends";

/** How long AWS takes to change load balancers, in seconds. */
export interface BalancerPace {
  /** From the creation of a load balancer, or of a zone of one, until it serves there. */
  readonly zoneSeconds: number;
  /** From the registration of a target with a load balancer that serves until that forwards to it. */
  readonly targetSeconds: number;
  /** From the removal of a zone, which ends its service at once, until its address is free. */
  readonly removalSeconds: number;
}

/** All zones and targets of load balancers since they were first seen, in milliseconds. */
type Seen = Map<string, number>;

const targetKey = (pool: Pool, { id, port }: Pool["servers"][number]): string =>
  `${pool.group} ${id}:${port}`;

/** Keeps when keys were first seen, and forgets those that are gone. */
function remember(seen: Seen, keys: readonly string[], now: number): void {
  for (const key of seen.keys()) if (!keys.includes(key)) seen.delete(key);
  for (const key of keys) if (!seen.has(key)) seen.set(key, now);
}

/**
 * Delays what changes in load balancers, as AWS does. What exists at the first plan serves, and without a pace
 * all does at once.
 */
export class PacedBalancers {
  private readonly zones: Seen = new Map();
  private readonly targets: Seen = new Map();
  private plan: BackendsPlan = { servers: [], balancers: [] };
  private isFirst = true;
  /** When the account was looked at. What serves does not change until it is looked at again. */
  private at = 0;

  /**
   * @param speed divisor of the pace
   * @param now milliseconds of a clock
   */
  constructor(
    private readonly pace: BalancerPace | undefined,
    private readonly speed: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Notes what the account has now. */
  follow(plan: BackendsPlan): void {
    this.at = this.now();
    const now = this.isFirst ? -Infinity : this.at;
    this.isFirst = false;
    this.plan = plan;
    const pools = plan.balancers.flatMap(({ listeners }) => listeners.flatMap((one) => one.pools));
    const targets = pools.flatMap((pool) => pool.servers.map((one) => targetKey(pool, one)));
    remember(
      this.zones,
      plan.balancers.map(({ machine }) => machine),
      now,
    );
    remember(this.targets, targets, now);
  }

  /** Zones that serve, with the targets that they forward to. */
  serving(): BalancerPlan[] {
    return this.plan.balancers
      .filter((one) => this.isServing(one))
      .map((one) => ({
        ...one,
        listeners: one.listeners.map(({ port, pools }) => ({
          port,
          pools: pools.map((pool) => ({
            ...pool,
            servers: pool.servers.filter((target) => this.isForwardedTo(one, pool, target)),
          })),
        })),
      }));
  }

  /** Zones that do not serve yet. */
  coming(): BalancerPlan[] {
    return this.plan.balancers.filter((one) => !this.isServing(one));
  }

  /** Ids of load balancers that serve in no zone yet. */
  provisioning(): string[] {
    const serving = new Set(this.serving().map(({ id }) => id));
    return [...new Set(this.coming().map(({ id }) => id))].filter((id) => !serving.has(id));
  }

  /** Ids of targets that a load balancer does not forward to yet. */
  initial(): string[] {
    return this.plan.balancers.flatMap((one) =>
      one.listeners.flatMap(({ pools }) =>
        pools.flatMap((pool) =>
          pool.servers
            .filter((target) => !this.isForwardedTo(one, pool, target))
            .map(({ id }) => id),
        ),
      ),
    );
  }

  private isServing({ machine }: BalancerPlan): boolean {
    return this.at >= this.servesAt(machine);
  }

  private servesAt(machine: string): number {
    return this.zones.get(machine)! + this.milliseconds("zoneSeconds");
  }

  /** Whether a target is registered with the load balancer for long enough. Another zone does not delay it. */
  private isForwardedTo(
    { id }: BalancerPlan,
    pool: Pool,
    target: Pool["servers"][number],
  ): boolean {
    const zones = this.plan.balancers.filter((one) => one.id === id);
    const first = Math.min(...zones.map(({ machine }) => this.servesAt(machine)));
    const registered = Math.max(first, this.targets.get(targetKey(pool, target))!);
    return this.at >= registered + this.milliseconds("targetSeconds");
  }

  /** A time of the pace. */
  milliseconds(time: keyof BalancerPace): number {
    return ((this.pace?.[time] ?? 0) * 1000) / this.speed;
  }
}
