// @ts-check
/*
 * The zones of an NLB. They need elasticloadbalancing:DescribeLoadBalancers and elasticloadbalancing:SetSubnets.
 */
import { Resolver } from "node:dns/promises";
import {
  ElasticLoadBalancingV2Client,
  SetSubnetsCommand,
  paginateDescribeLoadBalancers,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientConfig } from "../../../scripts/aws-client.mjs";
import { withoutAddress } from "./next-step.mjs";

/** @typedef {import("./next-step.mjs").Mapping} Mapping */

/**
 * An NLB as AWS describes it.
 *
 * @typedef {{ arn: string, name: string, dnsName: string, state: string, mappings: readonly Mapping[] }} Balancer
 */

const { DNS_SERVERS = "" } = process.env;

export const client = new ElasticLoadBalancingV2Client(clientConfig);

/**
 * @param {readonly string[]} [arns] all load balancers by default
 * @returns {AsyncGenerator<Balancer>}
 */
export async function* balancers(arns) {
  const input = arns ? { LoadBalancerArns: [...arns] } : {};
  for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client }, input)) {
    for (const {
      LoadBalancerArn,
      LoadBalancerName,
      DNSName,
      State,
      AvailabilityZones = [],
    } of LoadBalancers) {
      yield {
        arn: LoadBalancerArn ?? "",
        name: LoadBalancerName ?? "",
        dnsName: DNSName ?? "",
        state: State?.Code ?? "unknown",
        mappings: AvailabilityZones.map(({ SubnetId = "", LoadBalancerAddresses = [] }) => ({
          subnet: SubnetId,
          allocation: LoadBalancerAddresses[0]?.AllocationId,
        })),
      };
    }
  }
}

/**
 * The addresses of an NLB that serve: AWS adds that of a zone to the NLB's name when the zone is healthy,
 * https://repost.aws/knowledge-center/elb-dns-cross-zone-balance-configuration
 *
 * @param {string} dnsName
 * @returns {Promise<readonly string[]>} none if no name server has an answer
 */
export async function servingAddresses(dnsName) {
  try {
    const resolver = new Resolver({ timeout: 2000, tries: 2 });
    if (DNS_SERVERS) resolver.setServers(DNS_SERVERS.split(","));
    return await resolver.resolve4(dnsName);
  } catch {
    return [];
  }
}

/** Refusals that end when AWS, or the node that had the address, has done its part. */
const PASSING = /Allocation|InUse|InvalidConfiguration|PriorRequest/;

/**
 * Gives an NLB these zones, in place of those that it has:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html
 *
 * @param {string} LoadBalancerArn
 * @param {readonly Mapping[]} mappings
 * @returns {Promise<string>} why AWS does not do it yet; empty when it does
 */
export async function setZones(LoadBalancerArn, mappings) {
  const SubnetMappings = mappings.map(({ subnet, allocation }) => ({
    SubnetId: subnet,
    ...(allocation && { AllocationId: allocation }),
  }));
  try {
    await client.send(new SetSubnetsCommand({ LoadBalancerArn, SubnetMappings }));
    return "";
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    if (!PASSING.test(name)) throw error;
    return `, and AWS refuses: ${name}: ${message}`;
  }
}

/**
 * Removes the zone of an address from the NLB that has it. The address is free when AWS has done it.
 *
 * @param {string} allocation
 * @param {readonly string[]} subnets one in each zone, in the order of the zones
 * @returns {Promise<string>} what happens
 * @throws {Error} if AWS denies it, or the NLB has no other zone
 */
export async function leaveZone(allocation, subnets) {
  for await (const { arn, name, state, mappings } of balancers()) {
    if (!mappings.some((one) => one.allocation === allocation)) continue;
    if (state !== "active") return `${name} is ${state}`;
    return `${name} leaves its zone${await setZones(arn, withoutAddress(mappings, allocation, subnets))}`;
  }
  return "AWS disassociates it";
}
