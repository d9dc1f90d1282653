import { AwsError } from "./errors";
import { type Values, isGiven, object, objects, text, texts } from "./values";
import { takenAmong } from "./addresses";
import { repeated } from "./shared";
import { BUCKET_POLICY, INTERNET_GATEWAY, LOAD_BALANCER, SECURITY_GROUP, SUBNET } from "./tokens";
import type { Context, Problem } from "./type";

/** Whether it is an NLB. */
export const isNetwork = (inputs: Values): boolean => inputs["loadBalancerType"] === "network";

/** The subnets that a load balancer has a node in. */
export const subnetsOf = (inputs: Values): string[] =>
  isGiven(inputs["subnetMappings"])
    ? objects(inputs["subnetMappings"]).map(({ subnetId }) => text(subnetId))
    : texts(inputs["subnets"]);

/** The VPC of its subnets. */
export const vpcOf = ({ account, inputs, region }: Context): string =>
  text(account.require(SUBNET, subnetsOf(inputs)[0], region).inputs["vpcId"]);

const applicationOnly = [
  "clientKeepAlive",
  "connectionLogs",
  "desyncMitigationMode",
  "dropInvalidHeaderFields",
  "enableHttp2",
  "enableTlsVersionAndCipherSuiteHeaders",
  "enableWafFailOpen",
  "enableXffClientPort",
  "idleTimeout",
  "preserveHostHeader",
  "xffHeaderProcessingMode",
];
const networkOnly = [
  "dnsRecordClientRoutingPolicy",
  "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
];

/** The problems of a load balancer's inputs alone. */
export function balancerProblems(inputs: Values): Problem[] {
  const problems: Problem[] = [];
  const both = ["subnets", "subnetMappings"].filter((key) => isGiven(inputs[key]));
  if (both.length !== 1) {
    problems.push({
      property: both[1] ?? "subnets",
      reason: `exactly one of subnets, subnetMappings must be given, got ${both.join(" and ") || "none"}`,
    });
  }
  const places = inputs[both[0] ?? ""];
  if (!isNetwork(inputs) && Array.isArray(places) && places.length < 2) {
    problems.push({
      property: both[0] ?? "",
      reason: `At least two subnets in two different Availability Zones must be specified, got ${places.length}`,
    });
  }
  if (isGiven(inputs["ipamPools"]) && (isNetwork(inputs) || inputs["internal"] === true)) {
    problems.push({
      property: "ipamPools",
      reason:
        "only an internet-facing application load balancer can draw addresses from an IPAM pool",
    });
  }
  const foreign = isNetwork(inputs) ? applicationOnly : networkOnly;
  for (const key of foreign.filter((key) => isGiven(inputs[key]))) {
    problems.push({
      property: key,
      reason: `"${key}" is not supported for load balancers of type ${text(inputs["loadBalancerType"])}`,
    });
  }
  const fixed = objects(inputs["subnetMappings"]).some(({ allocationId }) => isGiven(allocationId));
  if (fixed && (!isNetwork(inputs) || inputs["internal"] === true)) {
    problems.push({
      property: "subnetMappings",
      reason: "allocationId: only an internet-facing network load balancer can have Elastic IPs",
    });
  }
  return problems;
}

function checkSubnets(context: Context): void {
  const { account, inputs, region } = context;
  const vpcId = vpcOf(context);
  const subnets = subnetsOf(inputs).map((id) => account.require(SUBNET, id, region));
  const foreign = subnets.find((subnet) => subnet.inputs["vpcId"] !== vpcId);
  if (foreign) {
    throw new AwsError(
      "InvalidConfigurationRequest",
      `All subnets must belong to the same VPC: '${foreign.id}' does not`,
    );
  }
  const zone = repeated(subnets.map((subnet) => text(account.state(subnet)["availabilityZone"])));
  if (zone.length > 0) {
    throw new AwsError(
      "InvalidConfigurationRequest",
      `A load balancer cannot be attached to multiple subnets in the same Availability Zone: ${zone.join(", ")}`,
    );
  }
  if (inputs["internal"] !== true && account.referring(vpcId, INTERNET_GATEWAY).length === 0) {
    throw new AwsError("InvalidSubnet", `VPC ${vpcId} has no internet gateway`);
  }
}

/** The principals that write access logs of a kind of load balancer, of which one must be allowed. */
const logWriters: Readonly<Record<string, RegExp>> = {
  application:
    /"logdelivery\.elasticloadbalancing\.amazonaws\.com"|"arn:aws[a-z-]*:iam::\d{12}:root"/,
  network: /"delivery\.logs\.amazonaws\.com"/,
};

/** Access logs need a bucket whose policy allows them. */
function checkAccessLogs({ account, inputs }: Context): void {
  const { bucket, enabled } = object(inputs["accessLogs"]);
  if (enabled !== true) {
    return;
  }
  const policy = account.referring(text(bucket), BUCKET_POLICY)[0]?.inputs["policy"];
  if (!logWriters[text(inputs["loadBalancerType"])]?.test(text(policy))) {
    throw new AwsError(
      "InvalidConfigurationRequest",
      `Access Denied for bucket: ${text(bucket)}. Please check S3bucket permission`,
    );
  }
}

/** Rejects a load balancer as AWS does. */
export function checkBalancer(context: Context): void {
  const { account, id, inputs, region } = context;
  checkSubnets(context);
  checkAccessLogs(context);
  const vpcId = vpcOf(context);
  for (const group of texts(inputs["securityGroups"])) {
    if (account.require(SECURITY_GROUP, group, region).inputs["vpcId"] !== vpcId) {
      throw new AwsError(
        "InvalidConfigurationRequest",
        `One or more security groups are invalid: ${group} is not in ${vpcId}`,
      );
    }
  }
  const allocations = objects(inputs["subnetMappings"]).flatMap(({ allocationId }) =>
    isGiven(allocationId) ? [text(allocationId)] : [],
  );
  const taken = takenAmong(account, allocations, id);
  if (taken) {
    throw new AwsError(
      "AllocationIdNotFound",
      `The allocation IDs '${taken}' are not available for use`,
    );
  }
  const name = inputs["name"];
  if (account.all(LOAD_BALANCER, region).some((lb) => lb.id !== id && lb.inputs["name"] === name)) {
    throw new AwsError(
      "DuplicateLoadBalancerName",
      `A load balancer with the same name '${text(name)}' exists, but with different settings`,
    );
  }
}
