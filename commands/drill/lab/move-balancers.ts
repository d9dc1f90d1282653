import {
  type Account,
  LOAD_BALANCER,
  SUBNET,
  freeAddress,
  newPublicIps,
  object,
  text,
} from "../../../simulator";
import { type BalancerPlan, planBackends } from "./plan-backends";

/** A replaced node of a load balancer. */
export interface Move {
  readonly before: BalancerPlan;
  readonly after: BalancerPlan;
}

/** Gives the load balancers with these names a new node, with a new address, in each of their subnets. */
export function moveBalancers(account: Account, names: readonly string[]): Move[] {
  const befores = planBackends(account).balancers;
  for (const balancer of account.all(LOAD_BALANCER)) {
    if (!names.includes(text(balancer.outputs["dnsName"]))) continue;
    const subnets = Object.keys(object(balancer.outputs["$privateIps"]));
    const moved = subnets.map((id): readonly [string, string] => {
      const { cidrBlock } = account.require(SUBNET, id, balancer.region).inputs;
      return [id, freeAddress({ account }, id, text(cidrBlock))];
    });
    account.revise(balancer, {
      $privateIps: Object.fromEntries<string>(moved),
      $publicIps: newPublicIps(account, balancer),
    });
  }
  return planBackends(account)
    .balancers.filter(({ machine }) => befores.every((one) => one.machine !== machine))
    .map((after) => ({
      after,
      before: befores.find((one) => one.id === after.id && one.zone === after.zone)!,
    }));
}
