import { LISTENER, LOAD_BALANCER, SUBNET, TARGET_GROUP } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import type { Lab } from "../../../simulator/lab";

/** A VPC with an internet gateway and a subnet in each of two zones. */
export function twoZones(lab: Lab): { vpc: Stored; subnets: [a: Stored, b: Stored] } {
  const vpc = lab.vpc();
  lab.gateway(vpc);
  const subnet = (letter: string, block: number): Stored =>
    lab.make(SUBNET, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${block}.0/24`,
      availabilityZone: `us-east-1${letter}`,
    });
  return { vpc, subnets: [subnet("a", 0), subnet("b", 1)] };
}

type Place = ReturnType<typeof twoZones>;

export const alb = (lab: Lab, { subnets }: Place, inputs: Values = {}): Stored =>
  lab.make(LOAD_BALANCER, { name: "front", subnets: subnets.map(({ id }) => id), ...inputs });

export const nlb = (lab: Lab, place: Place, inputs: Values = {}): Stored =>
  alb(lab, place, { loadBalancerType: "network", ...inputs });

export const targets = (lab: Lab, { vpc }: Place, inputs: Values = {}): Stored =>
  lab.make(TARGET_GROUP, { name: "web", port: 80, protocol: "HTTP", vpcId: vpc.id, ...inputs });

export const listener = (lab: Lab, balancer: Stored, group: Stored, inputs: Values = {}): Stored =>
  lab.make(LISTENER, {
    loadBalancerArn: balancer.id,
    port: 80,
    protocol: balancer.inputs["loadBalancerType"] === "network" ? "TCP" : "HTTP",
    defaultActions: [{ type: "forward", targetGroupArn: group.id }],
    ...inputs,
  });
