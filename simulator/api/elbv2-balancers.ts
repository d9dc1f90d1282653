import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { subnetsOf } from "../model/load-balancer-checks";
import type { Stored } from "../model/resource";
import { EIP, LOAD_BALANCER, SUBNET } from "../model/tokens";
import { type Value, type Values, isGiven, objects, text, texts } from "../model/values";
import type { Action } from "./call";

/** The attributes that calls can change, by the provider's names. Only the provider can change others. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  "deletion_protection.enabled": "enableDeletionProtection",
};

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false };

function attribute(key: string, value: Value): [input: string, value: boolean] {
  const input = ATTRIBUTES[key];
  if (input === undefined) {
    throw new AwsError("ValidationError", `Load balancer attribute key '${key}' is not recognized`);
  }
  const wanted = BOOLEANS[text(value)];
  if (wanted === undefined) {
    throw new AwsError("ValidationError", `'${text(value)}' is not a valid value for ${key}`);
  }
  return [input, wanted];
}

/** All attributes of a call are changed, or none. */
export const modifyLoadBalancerAttributes: Action = ({ account, region, body }) => {
  const balancer = account.require(LOAD_BALANCER, body["LoadBalancerArn"], region);
  const changed = objects(body["Attributes"]).map(({ Key, Value: value = "" }) =>
    attribute(text(Key), value),
  );
  if (changed.length === 0) {
    throw new AwsError("ValidationError", "Load balancer attributes must be specified");
  }
  account.update(balancer, { ...balancer.inputs, ...Object.fromEntries(changed) });
  return { Attributes: body["Attributes"] ?? [] };
};

/** The zones that a load balancer is in, with its Elastic IPs. */
function zonesOf(account: Account, balancer: Stored): Values[] {
  const { inputs, region } = balancer;
  const mappings = objects(inputs["subnetMappings"] ?? []);
  return subnetsOf(inputs).map((subnetId) => {
    const id = mappings.find((one) => one["subnetId"] === subnetId)?.["allocationId"];
    const { publicIp } = account.find(EIP, text(id), region)?.outputs ?? {};
    return {
      SubnetId: subnetId,
      ZoneName: account.state(account.require(SUBNET, subnetId, region))["availabilityZone"],
      ...(isGiven(id) && { LoadBalancerAddresses: [{ AllocationId: id, IpAddress: publicIp }] }),
    };
  });
}

/** Load balancers, which are active as soon as they exist, unless a fault is injected. */
export const describeLoadBalancers: Action = ({ account, region, body, faults }) => {
  const arns = texts(body["LoadBalancerArns"]);
  const found = account
    .all(LOAD_BALANCER, region)
    .filter(({ id }) => arns.length === 0 || arns.includes(id));
  if (found.length < arns.length) {
    throw new AwsError("LoadBalancerNotFound", "One or more load balancers not found");
  }
  return {
    LoadBalancers: found.map((balancer) => {
      const { name, dnsName, vpcId, internal } = account.state(balancer);
      return {
        LoadBalancerArn: balancer.id,
        LoadBalancerName: name,
        DNSName: dnsName,
        VpcId: vpcId,
        Scheme: internal === true ? "internal" : "internet-facing",
        Type: text(balancer.inputs["loadBalancerType"]) || "application",
        State: { Code: faults.provisioning.has(balancer.id) ? "provisioning" : "active" },
        AvailabilityZones: zonesOf(account, balancer),
      };
    }),
  };
};

/**
 * A missing load balancer is not an error:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html
 */
export const deleteLoadBalancer: Action = ({ account, region, body }) => {
  const arn = body["LoadBalancerArn"];
  if (!isGiven(arn)) throw new AwsError("ValidationError", "A load balancer ARN must be specified");
  const balancer = account.find(LOAD_BALANCER, text(arn), region);
  if (balancer) account.remove(balancer);
  return {};
};
