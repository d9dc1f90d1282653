import { associationOfAddress } from "../model/addresses";
import { EIP, HEALTH_CHECK } from "../model/tokens";
import { type HttpResponse, type ModelledCall, type Incoming, notModelled, xml } from "./protocols";
import { type Change, changeRecords, changesIn } from "./route53-changes";
import { listRecords } from "./route53-listing";

const XMLNS = "https://route53.amazonaws.com/doc/2013-04-01/";

const failure = (status: number, code: string, message: string): HttpResponse =>
  xml(
    status,
    `<?xml version="1.0"?>\n<ErrorResponse xmlns="${XMLNS}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );

const CONDITION = "route53:ChangeResourceRecordSets";

/** Three checkers, which report an address healthy if its machine is not marked unhealthy. */
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
    const isFailing = [instanceId, HealthCheckId].some((id) => faults.unhealthy.has(id));
    const serves = instanceId !== "" && !isFailing;
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

const listing = (HostedZoneId: string, query: URLSearchParams): ModelledCall => ({
  action: "ListResourceRecordSets",
  body: { HostedZoneId },
  error: failure,
  policyView: () => ({
    action: "route53:ListResourceRecordSets",
    resources: [`arn:aws:route53:::hostedzone/${HostedZoneId}`],
    conditions: {},
  }),
  run: ({ account }) => {
    const start = { name: query.get("name") ?? "", type: query.get("type") ?? "" };
    const most = Number(query.get("maxitems") ?? 300);
    const records = listRecords(account, HostedZoneId, start);
    return xml(
      200,
      `<?xml version="1.0"?>\n<ListResourceRecordSetsResponse xmlns="${XMLNS}"><ResourceRecordSets>${records.slice(0, most).join("")}</ResourceRecordSets><IsTruncated>${records.length > most}</IsTruncated><MaxItems>${most}</MaxItems></ListResourceRecordSetsResponse>`,
    );
  },
});

/** All servers have a change at once. */
const changeStatus = (id: string): ModelledCall => ({
  action: "GetChange",
  body: { Id: id },
  error: failure,
  policyView: ({ account }) => ({
    action: "route53:GetChange",
    resources: [`arn:${account.partition}:route53:::change/${id}`],
    conditions: {},
  }),
  run: () =>
    xml(
      200,
      `<?xml version="1.0"?>\n<GetChangeResponse xmlns="${XMLNS}">${changeInfo("INSYNC")}</GetChangeResponse>`,
    ),
});

const changeInfo = (status: string): string =>
  `<ChangeInfo><Id>/change/C0</Id><Status>${status}</Status><SubmittedAt>${new Date().toISOString()}</SubmittedAt></ChangeInfo>`;

/** The Route 53 call of a request; undefined for another service. */
export function parseRoute53({
  method,
  path,
  query,
  body,
}: Incoming): ModelledCall | HttpResponse | undefined {
  if (!path.startsWith("/2013-04-01/")) return undefined;
  const checkId = /^\/2013-04-01\/healthcheck\/([\w-]+)\/status\/?$/.exec(path)?.[1];
  if (method === "GET" && checkId !== undefined) return healthCheckStatus(checkId);
  const changeId = /^\/2013-04-01\/change\/(\w+)\/?$/.exec(path)?.[1];
  if (method === "GET" && changeId !== undefined) return changeStatus(changeId);
  const zoneId = /^\/2013-04-01\/hostedzone\/(\w+)\/rrset\/?$/.exec(path)?.[1];
  if (method === "GET" && zoneId !== undefined) return listing(zoneId, query);
  if (method !== "POST" || zoneId === undefined) {
    return failure(400, "InvalidInput", notModelled(`${method} ${path}`));
  }
  const changes = changesIn(body.toString());
  const all = (key: "action" | "name" | "type") => changes.map((change) => change[key]).join(" ");
  return {
    action: "ChangeResourceRecordSets",
    body: {
      HostedZoneId: zoneId,
      Changes: changes.map(({ action, inputs }: Change) => ({ action, ...inputs })),
    },
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
    run: ({ account }) => {
      changeRecords(account, zoneId, changes);
      return xml(
        200,
        `<?xml version="1.0"?>\n<ChangeResourceRecordSetsResponse xmlns="${XMLNS}">${changeInfo("PENDING")}</ChangeResourceRecordSetsResponse>`,
      );
    },
  };
}
