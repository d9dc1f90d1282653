import {
  type Account,
  LOAD_BALANCER,
  SUBNET,
  type Stored,
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

interface PlannedMoves {
  readonly moves: readonly Move[];
  /** Changes the account, so that the names resolve to the new nodes. */
  readonly apply: () => void;
}

/** Plans a new node, with a new address, in each subnet of the load balancers with these names. */
export function planMoves(account: Account, names: readonly string[]): PlannedMoves {
  const befores = planBackends(account).balancers;
  const named = account
    .all(LOAD_BALANCER)
    .filter(({ outputs }) => names.includes(text(outputs["dnsName"])));
  const moved = named.map((one) => account.revise(one, newAddresses(account, one)));
  const afters = planBackends(account).balancers.filter(({ machine }) =>
    befores.every((one) => one.machine !== machine),
  );
  named.forEach((one) => account.revise(one, one.outputs));
  const moves = afters.map((after) => ({
    after,
    before: befores.find((one) => one.id === after.id && one.zone === after.zone)!,
  }));
  return { moves, apply: () => moved.forEach((one) => account.revise(one, one.outputs)) };
}

function newAddresses(account: Account, balancer: Stored) {
  const subnets = Object.keys(object(balancer.outputs["$privateIps"]));
  const addresses = subnets.map((id): readonly [string, string] => {
    const { cidrBlock } = account.require(SUBNET, id, balancer.region).inputs;
    return [id, freeAddress({ account }, id, text(cidrBlock))];
  });
  return {
    $privateIps: Object.fromEntries<string>(addresses),
    $publicIps: newPublicIps(account, balancer),
  };
}
