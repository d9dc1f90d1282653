import { Account } from "../account";
import type { Faults } from "./faults";
import type { Functions } from "./functions";
import type { ApiCall, Boot } from "./call";
import { type MetricValue, metricsOf } from "./cloudwatch";
import { parseInvoke } from "./invoke";
import { type HttpResponse, type ModelledCall, type Incoming, parse, refusalOf } from "./protocols";
import { parseRoute53 } from "./route53";
import { parseS3 } from "./s3";

/** Runs calls one after the other in order of arrival, with injected faults. */
export class Dispatcher {
  readonly calls: ApiCall[] = [];
  readonly metrics: MetricValue[] = [];
  private readonly other = Account.inMemory();

  constructor(
    private readonly account: Account,
    private readonly faults: Faults,
    private readonly functions: Functions,
    private readonly boot: Boot,
    private readonly speed: number,
  ) {}

  async answer(incoming: Incoming): Promise<HttpResponse> {
    const call =
      parseInvoke(incoming) ?? parseRoute53(incoming) ?? parseS3(incoming) ?? parse(incoming);
    return "status" in call ? call : this.carryOut(call, incoming);
  }

  private async carryOut(call: ModelledCall, incoming: Incoming): Promise<HttpResponse> {
    const { region, caller, identity } = incoming;
    const { faults, functions, boot, speed } = this;
    // Other accounts, from which roles of this one may be assumed, are empty.
    const isOwn = this.account.ids.has(identity.account) || call.action === "AssumeRole";
    const account = isOwn ? this.account : this.other;
    const { action, body, error } = call;
    const request = { account, region, identity, body, faults, functions, boot, speed };
    const run = async (): Promise<HttpResponse> => {
      const answer = await call.run(request);
      if (action === "PutMetricData") {
        this.metrics.push(...metricsOf(body));
      }
      return answer;
    };
    await faults.watch({ action, caller, when: "before" });
    let answer: HttpResponse;
    try {
      this.calls.push({ ...call.policyView(request), caller, body });
      const fault = faults.take(action);
      const isDone = !fault || fault.answerLost || fault.answers !== undefined;
      const done = isDone ? await run() : undefined;
      answer =
        fault?.answers !== undefined
          ? mangled(done!, fault.answers)
          : fault
            ? error(fault.status, fault.code, "A fault of the simulated AWS.")
            : done!;
    } catch (failure) {
      const refusal = refusalOf(failure);
      answer = refusal
        ? error(400, refusal.code, refusal.text)
        : error(500, "InternalFailure", String(failure));
    }
    await faults.watch({ action, caller, when: "after" });
    return answer;
  }
}

/** A response as a failing proxy would return it. */
const mangled = (answer: HttpResponse, into: "half" | "page"): HttpResponse => ({
  ...answer,
  body: into === "half" ? answer.body.slice(0, answer.body.length / 2) : "<html>Welcome</html>",
});
