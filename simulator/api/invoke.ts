import { AwsError } from "../model/errors";
import { functionNamed } from "../model/lambda";
import type { Stored } from "../model/resource";
import { type Value, text } from "../model/values";
import type { Request } from "./call";
import { type HttpResponse, type ModelledCall, type Incoming, notModelled } from "./protocols";

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** HTTP status of Lambda's errors. */
const statuses: Readonly<Record<string, number>> = {
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
  InvalidRuntimeException: 502,
  InvalidZipFileException: 502,
};

const failure = (status: number, code: string, message: string): HttpResponse => ({
  status: status === 400 ? (statuses[code] ?? 400) : status,
  headers: { "content-type": "application/json", "x-amzn-errortype": code },
  body: JSON.stringify({ Type: status < 500 ? "User" : "Service", Message: message, message }),
});

/** How much of the log is returned with the result. */
const LOG_BYTES = 4096;

function find({ account, region }: Request, name: string): Stored {
  const found = functionNamed(account, name, region);
  if (!found) {
    throw new AwsError("ResourceNotFoundException", `Function not found: ${name}`);
  }
  return found;
}

function parseEvent(body: Buffer): Value {
  try {
    return JSON.parse(body.toString() || "{}") as Value;
  } catch {
    throw new AwsError("InvalidRequestContentException", "Could not parse request body into json");
  }
}

async function invoke(
  request: Request,
  name: string,
  { headers, body }: Incoming,
): Promise<HttpResponse> {
  const type = headers["x-amz-invocation-type"] ?? "RequestResponse";
  if (type !== "RequestResponse") {
    throw new AwsError("InvalidParameterValueException", notModelled(`invocation type ${type}`));
  }
  const { payload, failed, log } = await request.functions.invoke(
    find(request, name),
    parseEvent(body),
  );
  const tail = Buffer.from(log).subarray(-LOG_BYTES).toString("base64");
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      "x-amz-executed-version": "$LATEST",
      ...(failed ? { "x-amz-function-error": "Unhandled" } : {}),
      ...(headers["x-amz-log-type"] === "Tail" ? { "x-amz-log-result": tail } : {}),
    },
    body: payload,
  };
}

/** The Lambda call of a request; undefined for another service. Only Invoke is modelled. */
export function parseInvoke(incoming: Incoming): ModelledCall | undefined {
  const name = decodeURIComponent(PATH.exec(incoming.path)?.[1] ?? "");
  return name === ""
    ? undefined
    : {
        action: "Invoke",
        body: { FunctionName: name },
        error: failure,
        policyView: (request) => ({
          action: "lambda:InvokeFunction",
          resources: [text(find(request, name).outputs["arn"])],
          conditions: {},
        }),
        run: (request) => invoke(request, name, incoming),
      };
}
