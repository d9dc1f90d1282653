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
  private readonly timers: NodeJS.Timeout[] = [];
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

  /** Begins with a call of each function. A function that still runs is not invoked again. */
  start(): void {
    for (const { inputs, region } of this.account.all(SCHEDULE)) {
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
      this.timers.push(setInterval(() => void run(), (minutes * 60_000) / this.speed));
    }
  }

  close(): void {
    this.isClosed = true;
    this.timers.forEach(clearInterval);
  }
}
