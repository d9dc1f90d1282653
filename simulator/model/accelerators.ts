import { randomBytes, randomUUID } from "node:crypto";
import { AwsError } from "./errors";
import { ACCELERATOR_ZONE } from "./regions";
import { type Values, object, objects, text } from "./values";
import { newPublicAddress } from "./addresses";
import { ACCOUNT_ID, between, oneOf, tags } from "./shared";
import { ACCELERATOR, ACCELERATOR_LISTENER, BUCKET } from "./tokens";
import type { Call } from "./lookup";
import type { Context, Problem, ResourceType, ValueCheck } from "./type";

/** Operations of a type of Global Accelerator, named after it. */
export const operationsOf = (name: string): ResourceType["operations"] => ({
  create: `Global Accelerator: Create${name}`,
  update: `Global Accelerator: Update${name}`,
  remove: `Global Accelerator: Delete${name}`,
});

/** AWS's error for every unknown id. */
export const missingOf =
  (code: string): ResourceType["missing"] =>
  (id) => [code, `The request failed because ${id} doesn't exist.`];

const acceleratorName: ValueCheck = (value) =>
  /^(?!-)[0-9A-Za-z.-]{1,64}(?<!-)$/.test(text(value))
    ? undefined
    : `expected up to 64 letters, digits, dots and hyphens, with no hyphen first or last, got ${JSON.stringify(value)}`;

const dnsLabel = (id: string): string => `a${id.replaceAll("-", "").slice(-16)}`;

/** The log bucket must exist. */
function checkFlowLogs({ account, inputs }: Context): void {
  const { flowLogsEnabled, flowLogsS3Bucket } = object(inputs["attributes"]);
  if (flowLogsEnabled !== true) return;
  const bucket = text(flowLogsS3Bucket);
  if (account.all(BUCKET).some(({ inputs: { bucket: name } }) => name === bucket)) return;
  throw new AwsError("InvalidArgumentException", `The S3 bucket ${bucket} does not exist`);
}

function validateFlowLogs(inputs: Values): Problem[] {
  const attributes = object(inputs["attributes"]);
  if (attributes["flowLogsEnabled"] !== true) return [];
  return ["flowLogsS3Bucket", "flowLogsS3Prefix"]
    .filter((key) => !(key in attributes))
    .map((key) => ({
      property: `attributes.${key}`,
      reason: `"${key}" is required with flowLogsEnabled`,
    }));
}

/** Has two AWS-owned addresses while it exists. The provider disables it before deletion. */
const accelerator: ResourceType = {
  noun: "Global Accelerator Accelerator",
  operations: operationsOf("Accelerator"),
  missing: missingOf("AcceleratorNotFoundException"),
  inUse: () => [
    "AssociatedListenerFoundException",
    "The accelerator that you specified has a listener associated with it. You must remove all dependent resources from an accelerator before you can delete it.",
  ],
  global: true,
  autoName: 64,
  id: ({ partition }) =>
    `arn:${partition}:globalaccelerator::${ACCOUNT_ID}:accelerator/${randomUUID()}`,
  inputs: {
    name: { required: true, check: acceleratorName },
    enabled: { default: true },
    ipAddressType: { default: "IPV4", check: oneOf("IPV4") },
    attributes: {
      computed: true,
      fields: { flowLogsEnabled: {}, flowLogsS3Bucket: {}, flowLogsS3Prefix: {} },
    },
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    dnsName: ({ id }) => `${dnsLabel(id)}.awsglobalaccelerator.com`,
    dualStackDnsName: ({ id }) => `${dnsLabel(id)}.dualstack.awsglobalaccelerator.com`,
    hostedZoneId: ACCELERATOR_ZONE,
    ipSets: (context) => [
      { ipFamily: "IPv4", ipAddresses: [newPublicAddress(context), newPublicAddress(context)] },
    ],
    ipAddresses: [],
    attributes: { flowLogsEnabled: false, flowLogsS3Bucket: "", flowLogsS3Prefix: "" },
  },
  validate: validateFlowLogs,
  check: checkFlowLogs,
};

const portRange = (range: Values) => [Number(range["fromPort"]), Number(range["toPort"])] as const;

function reversedRanges(inputs: Values): Problem[] {
  return objects(inputs["portRanges"]).flatMap((range, index) => {
    const [from, to] = portRange(range);
    if (!(from > to)) return [];
    const reason = `fromPort ${from} is above toPort ${to}`;
    return [{ property: `portRanges[${index}]`, reason }];
  });
}

/** No two listeners of an accelerator share a port of one protocol. */
function checkPorts({ account, id, inputs }: Context): void {
  const others = account
    .referring(text(inputs["acceleratorArn"]), ACCELERATOR_LISTENER)
    .filter((other) => other.id !== id && other.inputs["protocol"] === inputs["protocol"])
    .flatMap((other) => objects(other.inputs["portRanges"]).map(portRange));
  for (const [from, to] of objects(inputs["portRanges"]).map(portRange)) {
    if (others.some(([first, last]) => first <= to && from <= last)) {
      throw new AwsError(
        "InvalidPortRangeException",
        `The port range ${from}-${to} overlaps one of another listener of the accelerator`,
      );
    }
  }
}

const port = { required: true, check: between(1, 65_535) };

const listener: ResourceType = {
  noun: "Global Accelerator Listener",
  operations: operationsOf("Listener"),
  missing: missingOf("ListenerNotFoundException"),
  inUse: () => [
    "AssociatedEndpointGroupFoundException",
    "The listener that you specified has an endpoint group associated with it. You must remove all dependent resources from a listener before you can delete it.",
  ],
  global: true,
  id: ({ inputs }) =>
    `${text(inputs["acceleratorArn"])}/listener/${randomBytes(4).toString("hex")}`,
  inputs: {
    acceleratorArn: { required: true, replaces: true, refersTo: ACCELERATOR, bond: "holds" },
    clientAffinity: { default: "NONE", check: oneOf("NONE", "SOURCE_IP") },
    portRanges: { required: true, unordered: true, fields: { fromPort: port, toPort: port } },
    protocol: { required: true, check: oneOf("TCP", "UDP") },
  },
  computed: { arn: ({ id }) => id },
  validate: reversedRanges,
  check: checkPorts,
};

/** The accelerator of an ARN or of a name. */
export function getAccelerator({ account, inputs }: Call): Values {
  const found = account
    .all(ACCELERATOR)
    .find(({ id, inputs: { name } }) =>
      inputs["arn"] ? id === inputs["arn"] : name === inputs["name"],
    );
  if (!found) {
    throw new AwsError(...accelerator.missing(text(inputs["arn"]) || text(inputs["name"])));
  }
  return { id: found.id, ...account.state(found), tags: account.tagsOf(found) };
}

export const acceleratorTypes: Record<string, ResourceType> = {
  [ACCELERATOR]: accelerator,
  [ACCELERATOR_LISTENER]: listener,
};
