import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import type { Account } from "../account";
import { AwsError } from "../errors";
import { Faults } from "../faults";
import type { Values } from "../values";
import { type ApiCall, HERE } from "./call";
import { type MetricValue, metricsOf } from "./cloudwatch";
import { ec2Answer, ec2Error, parseQuery, queryAnswer, queryError } from "./query";
import { getObject, headersOf, objectArn, placeOf, s3Body, s3Error, s3Status } from "./s3";
import { type Service, serviceOfTarget, serviceOfVersion } from "./services";

/** The API of an account, being served. */
export interface Api {
  readonly url: string;
  /** Every modelled call so far, refused ones too. */
  readonly calls: readonly ApiCall[];
  /** Every metric value that was put. */
  readonly metrics: readonly MetricValue[];
  readonly faults: Faults;
  close(): Promise<void>;
}

/** An HTTP request, as far as this API looks at it. */
interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly target: string;
  readonly body: string;
  readonly region: string;
  /** The instance whose role signed it, or empty. */
  readonly caller: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

/** How a protocol words results and errors. */
interface Protocol {
  readonly answer: (values: Values) => Answer;
  readonly error: (status: number, code: string, message: string) => Answer;
}

/** What a request asks for. */
interface Asked {
  readonly protocol: Protocol;
  readonly action: string;
  readonly body: Values;
  readonly service: Service;
}

const xml = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/xml" },
  body,
});

const json = (status: number, body: Values): Answer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});

const jsonProtocol: Protocol = {
  answer: (values) => json(200, values),
  error: (status, code, message) => json(status, { __type: code, message }),
};

const xmlProtocol = (service: Service | undefined, action: string): Protocol =>
  service?.prefix === "ec2"
    ? {
        answer: (values) => xml(200, ec2Answer(action, values)),
        error: (status, code, message) => xml(status, ec2Error(code, message)),
      }
    : {
        answer: (values) => xml(200, queryAnswer(action, service?.namespace ?? "", values)),
        error: (status, code, message) => xml(status, queryError(status, code, message)),
      };

const notModelled = (what: string): string =>
  `${what} is not modelled by the embedded AWS: add it to ${HERE}`;

/** What is asked for by the JSON or the query protocol, or the refusal of a call that is not modelled. */
function parse({ target, body }: Incoming): Asked | Answer {
  if (target) {
    const [name = "", action = ""] = target.split(".");
    const service = serviceOfTarget(name);
    if (!service?.actions[action]) {
      return jsonProtocol.error(400, "UnknownOperationException", notModelled(target));
    }
    const parsed = JSON.parse(body || "{}") as Values;
    return { protocol: jsonProtocol, action, service, body: parsed };
  }
  const parameters = new URLSearchParams(body);
  const action = parameters.get("Action") ?? "";
  const service = serviceOfVersion(parameters.get("Version") ?? "");
  const protocol = xmlProtocol(service, action);
  if (!service?.actions[action]) {
    const what = /^\w+$/.test(action) ? action : "this request";
    return protocol.error(400, "InvalidAction", notModelled(what));
  }
  return { protocol, action, service, body: parseQuery(parameters) };
}

/** The refusal that a failure comes from, which may be worded for the AWS provider. */
function refusalOf(error: unknown): AwsError | undefined {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return cause instanceof AwsError ? cause : undefined;
}

/** Carries calls out, one after the other as they come in, with the faults that are due. */
class Answerer {
  readonly calls: ApiCall[] = [];
  readonly metrics: MetricValue[] = [];

  constructor(
    private readonly account: Account,
    private readonly faults: Faults,
  ) {}

  async answer(incoming: Incoming): Promise<Answer> {
    if (!incoming.target && ["GET", "HEAD"].includes(incoming.method)) {
      return this.answerS3(incoming);
    }
    const asked = parse(incoming);
    if ("status" in asked) {
      return asked;
    }
    const { protocol, action, service, body } = asked;
    const { region, caller } = incoming;
    const { account, faults } = this;
    return this.carryOut(protocol, { action, caller }, () => {
      const sight = service.sights?.[action]?.({ account, region, body });
      this.calls.push({
        action: `${service.prefix}:${action}`,
        resources: sight?.resources ?? ["*"],
        conditions: sight?.conditions ?? {},
        caller,
        body,
      });
      return () => {
        const values = service.actions[action]?.({ account, region, body, faults }) ?? {};
        if (action === "PutMetricData") {
          this.metrics.push(...metricsOf(body));
        }
        return protocol.answer(values);
      };
    });
  }

  private answerS3({ method, path, caller }: Incoming): Promise<Answer> {
    const place = placeOf(path);
    const protocol: Protocol = {
      answer: () => xml(500, ""),
      error: (status, code, message) => ({
        status: status === 400 ? s3Status(code) : status,
        headers: { "content-type": "application/xml" },
        body: s3Error(code, message),
      }),
    };
    const action = method === "HEAD" ? "HeadObject" : "GetObject";
    return this.carryOut(protocol, { action, caller }, () => {
      this.calls.push({
        // What HeadObject needs, too.
        action: "s3:GetObject",
        resources: [objectArn(place)],
        conditions: {},
        caller,
        body: s3Body(place),
      });
      return () => {
        const object = getObject(this.account, place);
        const body = method === "HEAD" ? "" : object.content;
        return { status: 200, headers: headersOf(object), body };
      };
    });
  }

  private async carryOut(
    protocol: Protocol,
    call: { readonly action: string; readonly caller: string },
    note: () => () => Answer,
  ): Promise<Answer> {
    await this.faults.watch({ ...call, when: "before" });
    let answer: Answer;
    try {
      const run = note();
      const fault = this.faults.take(call.action);
      if (!fault) {
        answer = run();
      } else {
        if (fault.answerLost) {
          run();
        }
        answer = protocol.error(fault.status, fault.code, "A fault of the simulated AWS.");
      }
    } catch (error) {
      const refusal = refusalOf(error);
      answer = refusal
        ? protocol.error(400, refusal.code, refusal.text)
        : protocol.error(500, "InternalFailure", String(error));
    }
    await this.faults.watch({ ...call, when: "after" });
    return answer;
  }
}

/** Who signed a request, and for which region: `Credential=<key>/<day>/<region>/…`. */
function signature(authorization = ""): { region: string; caller: string } {
  const [, key = "", region = "us-east-1"] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(authorization) ?? [];
  return { region, caller: /^ASIA([0-9A-F]{17})$/.exec(key)?.[1]?.toLowerCase() ?? "" };
}

/** Serves the account over AWS's HTTP API, on a free port of the loopback interface. Signatures are not checked. */
export async function serveApi(account: Account, faults = new Faults()): Promise<Api> {
  const answerer = new Answerer(account, faults);
  const server = createServer((incoming, outgoing) => {
    void textOf(incoming)
      .then((body) => {
        const target = incoming.headers["x-amz-target"];
        const { region, caller } = signature(incoming.headers.authorization);
        return answerer.answer({
          method: incoming.method ?? "",
          path: new URL(incoming.url ?? "/", "http://localhost").pathname,
          target: typeof target === "string" ? target : "",
          body,
          region,
          caller: caller && `i-${caller}`,
        });
      })
      .catch((error: unknown) => jsonProtocol.error(400, "SerializationException", String(error)))
      .then(({ status, headers, body }) => outgoing.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls: answerer.calls,
    metrics: answerer.metrics,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
