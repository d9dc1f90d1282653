import {
  type Account,
  SCHEDULE,
  type Stored,
  functionNamed,
  object,
  text,
} from "../../../simulator";
import { parseSchedule } from "../../../stack/schedule-expression";

/** Invokes the functions of an account by their schedules: only those with a rate in minutes. */
export class Schedules {
  /** By schedule. */
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private isClosed = false;

  /**
   * @param invoke invokes a function, and returns when it has ended
   * @param speed divisor of minutes
   */
  constructor(
    private readonly account: Account,
    private readonly invoke: (called: Stored, input: string) => Promise<void>,
    private readonly speed: number,
  ) {}

  /**
   * Starts the account's schedules that do not run yet, each with a call of its function, and ends those that are
   * gone. A function that still runs is not invoked again.
   */
  follow(): void {
    const schedules = this.account.all(SCHEDULE);
    for (const [id, timer] of this.timers) {
      if (schedules.some((one) => one.id === id)) continue;
      clearInterval(timer);
      this.timers.delete(id);
    }
    for (const { id, inputs, region } of schedules) {
      if (this.timers.has(id)) continue;
      const target = object(inputs["target"]);
      const called = functionNamed(this.account, text(target["arn"]), region);
      const schedule = parseSchedule(text(inputs["scheduleExpression"]));
      const minutes = schedule?.kind === "rate" && schedule.unit === "minute" && schedule.value;
      if (!called || !minutes || inputs["state"] === "DISABLED") continue;
      let runs = false;
      const run = async (): Promise<void> => {
        if (runs) return;
        runs = true;
        try {
          await this.invoke(called, text(target["input"]) || "{}");
        } catch (error) {
          // Ends a call that still runs.
          if (!this.isClosed) throw error;
        } finally {
          runs = false;
        }
      };
      void run();
      this.timers.set(
        id,
        setInterval(() => void run(), (minutes * 60_000) / this.speed),
      );
    }
  }

  close(): void {
    this.isClosed = true;
    this.timers.forEach(clearInterval);
  }
}
