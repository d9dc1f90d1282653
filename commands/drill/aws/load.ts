import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

/** One request, as this machine saw it. */
export interface AwsSample {
  /** When it was sent, in milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds until it was answered or failed. */
  readonly milliseconds: number;
  /** HTTP status; 0 without a response. */
  readonly status: number;
  /** The error, if the request failed. */
  readonly error: string;
}

/** Timeout of a request, connection included. */
const PATIENCE_MS = 3_000;

/**
 * A steady load from this machine: a new connection for each request, to the address that the system's
 * resolver returns, without retries.
 */
export class AwsLoad {
  readonly samples: AwsSample[] = [];
  private readonly pending = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;

  private constructor(url: string, ratePerSecond: number) {
    const start = performance.now();
    let sent = 0;
    this.timer = setInterval(() => {
      const due = ((performance.now() - start) * ratePerSecond) / 1000;
      for (; sent < due; sent++) this.send(url);
    }, 10);
  }

  static start(url: string, ratePerSecond: number): AwsLoad {
    return new AwsLoad(url, ratePerSecond);
  }

  private send(url: string): void {
    const done = ask(url).then((sample) => {
      this.samples.push(sample);
      this.pending.delete(done);
    });
    this.pending.add(done);
  }

  /** Waits for the responses to the requests sent so far. */
  async answered(): Promise<void> {
    await Promise.all(this.pending);
  }

  /** Stops sending, and waits for the remaining responses. */
  async stop(): Promise<readonly AwsSample[]> {
    clearInterval(this.timer);
    await this.answered();
    return this.samples;
  }
}

function ask(url: string): Promise<AwsSample> {
  const at = Date.now();
  const start = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number, error: string) => {
      clearTimeout(patience);
      const isGood = status >= 200 && status < 400;
      const milliseconds = performance.now() - start;
      resolve({ at, milliseconds, status, error: isGood ? "" : error || `status ${status}` });
    };
    const fail = (error: NodeJS.ErrnoException) => finish(0, error.code ?? error.message);
    const outgoing = (url.startsWith("https:") ? httpsRequest : httpRequest)(
      url,
      { agent: false },
      (answer) => {
        const { statusCode = 0 } = answer;
        answer
          .on("end", () => finish(statusCode, ""))
          .on("error", fail)
          .resume();
      },
    );
    const patience = setTimeout(() => outgoing.destroy(new Error("no answer in 3 s")), PATIENCE_MS);
    outgoing.on("error", fail).end();
  });
}
