import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { S3Client } from "@aws-sdk/client-s3";
import { type Decision, type GroupDecision, decide } from "./decide";
import type { Note } from "../shared/log";
import { type Ask, type Lookup, lookUp } from "../shared/look-up";
import { putMetrics } from "./metrics";
import type { Settings } from "./settings";
import { type State, type StoredState, loadState, saveState } from "./state";
import {
  type RegisteredTarget,
  deregisterTargets,
  describeTargets,
  registerTargets,
} from "./targets";

export interface Clients {
  readonly s3: S3Client;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly cloudWatch: CloudWatchClient;
  readonly ask: Ask;
}

/** Result of a run without errors. */
export interface Result {
  readonly added: number;
  readonly removed: number;
  /** Number of known addresses that were not in DNS, counted once for each target group. */
  readonly absent: number;
}

/** One run: looks up, decides, changes targets. A failed part is logged and does not stop the others. */
export class Run {
  private readonly failures: string[] = [];
  private added = 0;
  private removed = 0;

  constructor(
    private readonly settings: Settings,
    private readonly clients: Clients,
    private readonly log: (note: Note) => void,
    private readonly secondsSinceSuccess: () => number,
  ) {}

  /** Does everything that is possible, and then fails with all errors. */
  async carryOut(): Promise<Result> {
    const { settings, clients } = this;
    const [stored, registered] = await Promise.all([this.load(), this.describe()]);
    if (stored?.damage) {
      const message = "the state cannot be understood: starting anew";
      this.log({ level: "warn", message, reason: stored.damage });
    }
    const lookups = await this.lookUpAll(stored?.state);
    const decision = decide({ ...settings, state: stored?.state, lookups, registered });
    decision.notes.forEach(this.log);
    this.failures.push(...decision.failures);

    const mayRemove = stored !== undefined && (await this.save(decision, stored));
    await Promise.all(decision.groups.map((group) => this.apply(group, mayRemove)));
    const { groups } = decision;
    const { added, removed } = this;
    await this.attempt("metrics", () => {
      const errors = this.failures.length;
      const secondsSinceSuccess = errors > 0 ? this.secondsSinceSuccess() : 0;
      const outcome = { groups, added, removed, errors, secondsSinceSuccess };
      return putMetrics(clients.cloudWatch, outcome, settings);
    });
    if (this.failures.length > 0) {
      throw new Error(`${this.failures.length} failure(s): ${this.failures.join("; ")}`);
    }
    return { added, removed, absent: groups.reduce((sum, { absent }) => sum + absent, 0) };
  }

  private load(): Promise<StoredState | undefined> {
    return this.attempt("state", () => loadState(this.clients.s3, this.settings.bucket));
  }

  private async describe(): Promise<Map<string, RegisteredTarget[]>> {
    const arns = this.settings.followed.map(({ targetGroupArn }) => targetGroupArn);
    const entries = await Promise.all(
      arns.map(async (arn) => {
        const targets = await this.attempt(arn, () => describeTargets(this.clients.elb, arn));
        return targets ? [[arn, targets] as const] : [];
      }),
    );
    return new Map(entries.flat());
  }

  /** Looks up every name. Addresses that have been absent long enough are not waited for. */
  private async lookUpAll(state: State | undefined): Promise<Map<string, Lookup>> {
    const { followed, maxLookups, invocationsBeforeDeregistration: limit } = this.settings;
    const names = [...new Set(followed.map(({ dnsName }) => dnsName))];
    const expectedOf = (name: string): string[] =>
      followed
        .filter(({ dnsName }) => dnsName === name)
        .flatMap(({ targetGroupArn }) => Object.entries(state?.groups[targetGroupArn] ?? {}))
        .filter(([, absences]) => absences < limit)
        .map(([address]) => address);
    const lookups = await Promise.all(
      names.map((name) => lookUp(this.clients.ask, name, expectedOf(name), maxLookups)),
    );
    return new Map(names.map((name, index) => [name, lookups[index]!]));
  }

  /** Returns whether the saved state is known to be up to date. */
  private async save({ stateToSave }: Decision, { etag }: StoredState): Promise<boolean> {
    if (!stateToSave) return true;
    const { s3 } = this.clients;
    const saved = await this.attempt("state", () =>
      saveState(s3, this.settings.bucket, stateToSave, etag),
    );
    if (saved === false) {
      const message = "another run wrote the state: this one registers only, the next one repairs";
      this.log({ level: "warn", message });
    }
    return saved === true;
  }

  private async apply(group: GroupDecision, mayRemove: boolean): Promise<void> {
    const { targetGroupArn, register, deregister } = group;
    const { elb } = this.clients;
    await this.attempt(targetGroupArn, async () => {
      if (register.length > 0) {
        await registerTargets(elb, targetGroupArn, register);
        this.added += register.length;
        this.log({ level: "info", message: "registered", targetGroupArn, targets: register });
      }
      if (mayRemove && deregister.length > 0) {
        await deregisterTargets(elb, targetGroupArn, deregister);
        this.removed += deregister.length;
        this.log({ level: "info", message: "deregistered", targetGroupArn, targets: deregister });
      }
    });
  }

  private async attempt<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      const { name, message } = error as Error;
      this.failures.push(`${what}: ${name}: ${message}`);
      this.log({ level: "error", message: `${name}: ${message}`, what });
      return undefined;
    }
  }
}
