import { AwsError } from "../model/errors";
import { associationOfAddress } from "../model/addresses";
import { problemsWith } from "../model/inputs";
import { nameIn } from "../model/route53-records";
import { plainName } from "../model/route53-zones";
import { DNS_RECORD, EIP, HEALTH_CHECK, HOSTED_ZONE } from "../model/tokens";
import type { Values } from "../model/values";
import type { Request } from "./call";
import { type HttpResponse, type ModelledCall, type Incoming, notModelled, xml } from "./protocols";

/** One change of a batch, as a request words it. */
interface Change {
  readonly action: string;
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly values: string[];
}

const XMLNS = "https://route53.amazonaws.com/doc/2013-04-01/";

const failure = (status: number, code: string, message: string): HttpResponse =>
  xml(
    status,
    `<?xml version="1.0"?>\n<ErrorResponse xmlns="${XMLNS}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );

/** The texts of all elements of a name. */
const texts = (body: string, element: string): string[] =>
  [...body.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, text]) => text!);

const changesIn = (body: string): Change[] =>
  [...body.matchAll(/<Change>(.*?)<\/Change>/gs)].map(([, change = ""]) => ({
    action: texts(change, "Action")[0] ?? "",
    name: plainName(texts(change, "Name")[0] ?? ""),
    type: texts(change, "Type")[0] ?? "",
    ttl: Number(texts(change, "TTL")[0]),
    values: texts(change, "Value"),
  }));

const refused = (problem: string): AwsError => new AwsError("InvalidChangeBatch", `[${problem}]`);

/** Refuses what Route 53 refuses of a change before it makes any of its batch. */
function checkChange({ account }: Request, zoneId: string, change: Change): void {
  const { action, name, type, ttl, values } = change;
  if (action !== "UPSERT") {
    throw new AwsError("InvalidInput", notModelled(`${action} of a record`));
  }
  const zone = plainName(account.require(HOSTED_ZONE, zoneId, "global").inputs["name"]);
  if (name !== zone && !name.endsWith(`.${zone}`)) {
    throw refused(`RRSet with DNS name ${name}. is not permitted in zone ${zone}.`);
  }
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) {
    throw refused(`Duplicate Resource Record: '${twice}'`);
  }
  const [problem] = problemsWith(
    DNS_RECORD,
    { zoneId, name, type, ttl, records: values },
    "global",
  );
  if (problem) {
    throw refused(problem.reason);
  }
}

/** Creates a record, or gives it other values; of simple records only. */
function upsert({ account }: Request, zoneId: string, change: Change): void {
  const { name, type, ttl, values } = change;
  const zone = account.require(HOSTED_ZONE, zoneId, "global");
  const found = account
    .referring(zone.id, DNS_RECORD)
    .find(
      ({ inputs }) => inputs["type"] === type && nameIn(account, zoneId, inputs["name"]) === name,
    );
  const value: Values = { ttl, records: values };
  if (found) account.update(found, { ...found.inputs, ...value });
  else account.create(DNS_RECORD, "global", { zoneId, name, type, ...value });
}

const CONDITION = "route53:ChangeResourceRecordSets";

/** Three checkers, which find an address healthy when a machine has it that is not marked unhealthy. */
const healthCheckStatus = (HealthCheckId: string): ModelledCall => ({
  action: "GetHealthCheckStatus",
  body: { HealthCheckId },
  error: failure,
  policyView: ({ account }) => ({
    action: "route53:GetHealthCheckStatus",
    resources: [`arn:${account.partition}:route53:::healthcheck/${HealthCheckId}`],
    conditions: {},
  }),
  run: ({ account, faults }) => {
    const { inputs } = account.require(HEALTH_CHECK, HealthCheckId, "global");
    const address = account
      .all(EIP)
      .find(({ outputs }) => outputs["publicIp"] === inputs["ipAddress"]);
    const { instanceId = "" } = address ? associationOfAddress(account, address.id) : {};
    const serves = instanceId !== "" && !faults.unhealthy.has(instanceId);
    const status = serves ? "Success: HTTP Status Code 200, OK" : "Failure: Connection timed out.";
    const observation = ["us-east-1", "eu-west-1", "ap-southeast-1"].map(
      (region) =>
        `<HealthCheckObservation><Region>${region}</Region><IPAddress>192.0.2.1</IPAddress><StatusReport><Status>${status}</Status><CheckedTime>${new Date().toISOString()}</CheckedTime></StatusReport></HealthCheckObservation>`,
    );
    return xml(
      200,
      `<?xml version="1.0"?>\n<GetHealthCheckStatusResponse xmlns="${XMLNS}"><HealthCheckObservations>${observation.join("")}</HealthCheckObservations></GetHealthCheckStatusResponse>`,
    );
  },
});

/** What a request asks of Route 53: undefined when it is for another service. */
export function parseRoute53({
  method,
  path,
  body,
}: Incoming): ModelledCall | HttpResponse | undefined {
  if (!path.startsWith("/2013-04-01/")) return undefined;
  const checkId = /^\/2013-04-01\/healthcheck\/([\w-]+)\/status\/?$/.exec(path)?.[1];
  if (method === "GET" && checkId !== undefined) return healthCheckStatus(checkId);
  const zoneId = /^\/2013-04-01\/hostedzone\/(\w+)\/rrset\/?$/.exec(path)?.[1];
  if (method !== "POST" || zoneId === undefined) {
    return failure(400, "InvalidInput", notModelled(`${method} ${path}`));
  }
  const changes = changesIn(body.toString());
  const all = (key: keyof Omit<Change, "ttl" | "values">) =>
    changes.map((change) => change[key]).join(" ");
  return {
    action: "ChangeResourceRecordSets",
    body: { HostedZoneId: zoneId, Changes: changes.map((change): Values => ({ ...change })) },
    error: failure,
    policyView: ({ account }) => ({
      action: CONDITION,
      resources: [`arn:${account.partition}:route53:::hostedzone/${zoneId}`],
      conditions: {
        [`${CONDITION}NormalizedRecordNames`]: all("name"),
        [`${CONDITION}RecordTypes`]: all("type"),
        [`${CONDITION}Actions`]: all("action"),
      },
    }),
    run: (request) => {
      changes.forEach((change) => checkChange(request, zoneId, change));
      changes.forEach((change) => upsert(request, zoneId, change));
      return xml(
        200,
        `<?xml version="1.0"?>\n<ChangeResourceRecordSetsResponse xmlns="${XMLNS}"><ChangeInfo><Id>/change/C0</Id><Status>PENDING</Status><SubmittedAt>${new Date().toISOString()}</SubmittedAt></ChangeInfo></ChangeResourceRecordSetsResponse>`,
      );
    },
  };
}
