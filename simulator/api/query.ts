import type { Value, Values } from "../model/values";

const isNumbered = (values: Values): boolean =>
  Object.keys(values).length > 0 && Object.keys(values).every((key) => /^\d+$/.test(key));

/** Objects with the keys 1, 2, … become lists. */
function withLists(value: Value): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  if (isNumbered(value)) {
    return Object.keys(value)
      .sort((a, b) => Number(a) - Number(b))
      .map((key) => withLists(value[key]));
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withLists(one)]));
}

/** Parameters of the query protocol, such as `Filter.1.Name` or `MetricData.member.1.Value`, as an object. */
export function parseQuery(parameters: URLSearchParams): Values {
  const parsed: Values = {};
  for (const [name, value] of parameters) {
    const path = name.split(".").filter((part) => part !== "member");
    const last = path.pop() ?? "";
    let place = parsed;
    for (const part of path) {
      place = (place[part] ??= {}) as Values;
    }
    place[last] = value;
  }
  return withLists(parsed) as Values;
}

const escapes: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };

const escapeXml = (text: string): string =>
  text.replace(/[<>&]/g, (character) => escapes[character] ?? character);

/** Elements by key, and for a list one `item` (EC2) or `member` (others) for each of its values. */
export function toXml(value: Value, item: "item" | "member"): string {
  if (value === undefined || value === null) {
    return "";
  }
  if (Array.isArray(value)) {
    return value.map((one) => `<${item}>${toXml(one, item)}</${item}>`).join("");
  }
  if (typeof value === "object") {
    return Object.entries(value)
      .filter(([, one]) => one !== undefined && one !== null)
      .map(([key, one]) => `<${key}>${toXml(one, item)}</${key}>`)
      .join("");
  }
  return escapeXml(String(value));
}

const REQUEST_ID = "00000000-0000-0000-0000-000000000000";

/** The answer to a call of EC2. */
export const ec2Answer = (action: string, values: Values): string =>
  `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${REQUEST_ID}</requestId>${toXml(values, "item")}</${action}Response>`;

export const ec2Error = (code: string, message: string): string =>
  `<Response><Errors><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${REQUEST_ID}</RequestID></Response>`;

/** The answer to a call of any other service with the query protocol. */
export const queryAnswer = (action: string, namespace: string, values: Values): string =>
  `<${action}Response xmlns="${namespace}"><${action}Result>${toXml(values, "member")}</${action}Result><ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata></${action}Response>`;

export const queryError = (status: number, code: string, message: string): string =>
  `<ErrorResponse><Error><Type>${status < 500 ? "Sender" : "Receiver"}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`;
