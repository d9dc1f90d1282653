import type { Resource } from "../../stack/resource";
import { usageSchema } from "../../cost/usage";
import type { Config, Violation } from "./policy";
import { price, type pricing } from "./pricing";
import { tiersOf } from "./routing";
import type { StackGraph } from "../../stack/graph";
import { EIP, NAT_GATEWAY, SUBNET, VPC_ENDPOINT } from "../../stack/types";
import { knownAt, textAt } from "../../stack/values";
import { zonesIn } from "./zones";

export const gatewaysOf = (stack: StackGraph): readonly Resource[] => stack.ofType(NAT_GATEWAY);

export const endpointsOf = (stack: StackGraph): Resource[] =>
  stack
    .ofType(VPC_ENDPOINT)
    .filter(({ inputs }) => textAt(inputs, "vpcEndpointType") === "Interface");

/** NAT gateways with the Elastic IPs that they hold. */
export const withAddresses = (stack: StackGraph, gateways: readonly Resource[]): Resource[] => [
  ...gateways,
  ...gateways.flatMap((gateway) =>
    ["allocationId", "availabilityZoneAddresses"].flatMap((key) =>
      stack.references(gateway, key, EIP),
    ),
  ),
];

/** A NAT gateway with an Elastic IP for each zone that the endpoints are in. */
export function natInstead(stack: StackGraph, endpoints: readonly Resource[]): Resource[] {
  const zones = Math.max(...endpoints.map((endpoint) => interfacesOf(stack, endpoint)));
  return Array.from({ length: zones }, (_, index) => [
    made(EIP, `address-${index}`, { domain: "vpc" }),
    made(NAT_GATEWAY, `nat-${index}`, {
      subnetId: `subnet-${index}`,
      allocationId: `eip-${index}`,
    }),
  ]).flat();
}

/** An interface endpoint for each service, in every zone that has private subnets. */
export function endpointsInstead(stack: StackGraph, services: readonly string[]): Resource[] {
  const subnets = tiersOf(stack)
    .filter(({ tier }) => tier === "private")
    .flatMap((each) => each.subnets);
  const zones = zonesIn(subnets)?.length ?? 2;
  const subnetIds = Array.from({ length: zones }, (_, index) => `subnet-${index}`);
  return services.map((service) =>
    made(VPC_ENDPOINT, service, { serviceName: service, vpcEndpointType: "Interface", subnetIds }),
  );
}

/** A violation if the stack's egress costs more than the alternative for the same traffic. */
export function compareEgress(
  stack: StackGraph,
  { region, usage }: Config<typeof pricing>,
  choice: {
    readonly have: readonly Resource[];
    readonly instead: readonly Resource[];
    readonly message: (now: string, then: string) => string;
  },
): Violation[] {
  const natGb = usage.natGb ?? usageSchema.entries.natGb.default;
  // Client traffic costs the same in both cases.
  const clients = { ingressGb: 0, egressGb: 0, crossAzGb: 0 };
  const settings = { region, usage: { ...usage, ...clients, natGb, endpointGb: natGb } };
  const now = price(choice.have, stack, settings);
  const then = price(choice.instead, stack, settings);
  const isComplete = now.unpriced.length === 0 && then.unpriced.length === 0;
  if (!isComplete || Number(now.total) <= Number(then.total)) return [];
  return [{ message: choice.message(now.total, then.total) }];
}

function interfacesOf(stack: StackGraph, endpoint: Resource): number {
  const subnets = stack.references(endpoint, "subnetIds", SUBNET).length;
  return Math.max(subnets, knownAt(endpoint.inputs, "subnetIds").length, 1);
}

const made = (type: string, name: string, inputs: Record<string, unknown>): Resource => ({
  type,
  name,
  urn: `urn:pulumi:instead::instead::${type}::${name}`,
  inputs,
});
