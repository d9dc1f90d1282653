import { randomBytes } from "node:crypto";
import { AwsError } from "./errors";
import { type Values, objects, text, texts } from "./values";
import { missingOf, operationsOf } from "./accelerators";
import { vpcOf } from "./load-balancer-checks";
import { between, oneOf } from "./shared";
import { ACCELERATOR_LISTENER, ENDPOINT_GROUP, INTERNET_GATEWAY, LOAD_BALANCER } from "./tokens";
import type { Context, ResourceType } from "./type";

const invalid = (reason: string) => new AwsError("InvalidArgumentException", reason);

/**
 * AWS accepts endpoints that can receive traffic: load balancers of the region, in a VPC with an internet
 * gateway.
 */
function checkEndpoint({ account }: Context, region: string, endpoint: Values): void {
  const arn = text(endpoint["endpointId"]);
  const found = account.find(LOAD_BALANCER, arn, region);
  if (!found) throw invalid(`The endpoint ${arn} was not found in ${region}`);
  const { inputs } = found;
  const vpcId = vpcOf({ account, partition: account.partition, ...found });
  const internet = account
    .all(INTERNET_GATEWAY, region)
    .some(({ inputs: { vpcId: attached } }) => attached === vpcId);
  if (!internet) {
    throw invalid(`The VPC ${vpcId} of the endpoint ${arn} has no internet gateway attached`);
  }
  const preserves = endpoint["clientIpPreservationEnabled"] === true;
  const network = inputs["loadBalancerType"] === "network";
  if (preserves && network && texts(inputs["securityGroups"]).length === 0) {
    throw invalid(
      `Client IP address preservation is not supported for ${arn}, a Network Load Balancer without security groups`,
    );
  }
}

function check(context: Context): void {
  const { account, id, inputs } = context;
  const region = text(inputs["endpointGroupRegion"]);
  const listenerArn = text(inputs["listenerArn"]);
  const twin = account
    .referring(listenerArn, ENDPOINT_GROUP)
    .find((other) => other.id !== id && other.inputs["endpointGroupRegion"] === region);
  if (twin) {
    throw new AwsError(
      "EndpointGroupAlreadyExistsException",
      `The listener ${listenerArn} has an endpoint group in ${region} already`,
    );
  }
  for (const endpoint of objects(inputs["endpointConfigurations"])) {
    checkEndpoint(context, region, endpoint);
  }
}

/** The load balancers of a region to which a listener forwards. */
const endpointGroup: ResourceType = {
  noun: "Global Accelerator Endpoint Group",
  operations: operationsOf("EndpointGroup"),
  missing: missingOf("EndpointGroupNotFoundException"),
  global: true,
  id: ({ inputs }) =>
    `${text(inputs["listenerArn"])}/endpoint-group/${randomBytes(6).toString("hex")}`,
  inputs: {
    listenerArn: {
      required: true,
      replaces: true,
      refersTo: ACCELERATOR_LISTENER,
      bond: "holds",
    },
    // The provider would use its own region. An explicit one makes the program independent of where it runs.
    endpointGroupRegion: { required: true, replaces: true },
    endpointConfigurations: {
      unordered: true,
      default: [],
      fields: {
        endpointId: { required: true, refersTo: LOAD_BALANCER },
        weight: { check: between(0, 255) },
        clientIpPreservationEnabled: { computed: true },
      },
    },
    healthCheckIntervalSeconds: { default: 30, check: oneOf(10, 30) },
    healthCheckPath: { computed: true },
    healthCheckPort: { computed: true, check: between(1, 65_535) },
    healthCheckProtocol: { default: "TCP", check: oneOf("TCP", "HTTP", "HTTPS") },
    thresholdCount: { default: 3, check: between(1, 10) },
    trafficDialPercentage: { default: 100, check: between(0, 100) },
  },
  computed: {
    arn: ({ id }) => id,
    healthCheckPath: "",
    // Of the listener's first port.
    healthCheckPort: ({ account, inputs }) => {
      const { portRanges } = account.require(
        ACCELERATOR_LISTENER,
        inputs["listenerArn"],
        "global",
      ).inputs;
      return Number(objects(portRanges)[0]?.["fromPort"]);
    },
  },
  check,
};

export const endpointGroupTypes: Record<string, ResourceType> = {
  [ENDPOINT_GROUP]: endpointGroup,
};
