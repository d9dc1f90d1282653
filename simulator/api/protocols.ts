import { AwsError } from "../model/errors";
import type { Values } from "../model/values";
import type { Action, ApiCall, Request } from "./call";
import { API_FOLDER } from "./call";
import { ec2Answer, ec2Error, parseQuery, queryAnswer, queryError } from "./query";
import type { Identity } from "./identity";
import { type Service, serviceOfTarget, serviceOfVersion } from "./services";

/** The parts of an HTTP request that this API uses. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly region: string;
  /** The instance or the function whose role signed it, or empty. */
  readonly caller: string;
  readonly identity: Identity;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

/** The modelled call of a request. */
export interface ModelledCall {
  /** Name of the API action, e.g. "AssociateAddress". */
  readonly action: string;
  /** The call in terms of IAM policies. */
  readonly policyView: (request: Request) => Pick<ApiCall, "action" | "resources" | "conditions">;
  readonly body: Values;
  /** Executes it: returns its response, or throws AwsError. */
  readonly run: (request: Request) => HttpResponse | Promise<HttpResponse>;
  /** An error in the format of its protocol. */
  readonly error: (status: number, code: string, message: string) => HttpResponse;
}

export const xml = (status: number, body: string): HttpResponse => ({
  status,
  headers: { "content-type": "text/xml" },
  body,
});

export const json = (status: number, body: Values): HttpResponse => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});

/** A protocol's format of results and errors. */
interface Protocol {
  readonly answer: (values: Values) => HttpResponse;
  readonly error: ModelledCall["error"];
}

export const jsonProtocol: Protocol = {
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

export const notModelled = (what: string): string =>
  `${what} is not modelled by the simulator: add it to ${API_FOLDER}`;

function modelledCall(
  service: Service,
  action: string,
  protocol: Protocol,
  body: Values,
): ModelledCall {
  const act = service.actions[action] as Action;
  return {
    action,
    body,
    error: protocol.error,
    run: (request) => protocol.answer(act(request)),
    policyView: (request) => {
      const { resources = ["*"], conditions = {} } = service.policyViews?.[action]?.(request) ?? {};
      return { action: `${service.prefix}:${action}`, resources, conditions };
    },
  };
}

/** The call of a request in the JSON or query protocol, or the error for a call that is not modelled. */
export function parse({ headers, body }: Incoming): ModelledCall | HttpResponse {
  const target = headers["x-amz-target"];
  if (target) {
    const [name = "", action = ""] = target.split(".");
    const service = serviceOfTarget(name);
    if (!service?.actions[action]) {
      return jsonProtocol.error(400, "UnknownOperationException", notModelled(target));
    }
    return modelledCall(
      service,
      action,
      jsonProtocol,
      JSON.parse(body.toString() || "{}") as Values,
    );
  }
  const parameters = new URLSearchParams(body.toString());
  const action = parameters.get("Action") ?? "";
  const service = serviceOfVersion(parameters.get("Version") ?? "");
  const protocol = xmlProtocol(service, action);
  if (!service?.actions[action]) {
    const what = /^\w+$/.test(action) ? action : "this request";
    return protocol.error(400, "InvalidAction", notModelled(what));
  }
  return modelledCall(service, action, protocol, parseQuery(parameters));
}

/** The AWS error that caused a failure, which may be worded for the AWS provider. */
export function refusalOf(error: unknown): AwsError | undefined {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return cause instanceof AwsError ? cause : undefined;
}
