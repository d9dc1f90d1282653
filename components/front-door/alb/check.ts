import { existingTargets, isGroup } from "../../backend/existing/targets";
import type { BackendSection } from "../../backend/settings";
import { isIpamPool } from "../../addresses/pool";
import type { AddressesSettings } from "../../addresses/settings";
import type { Problem } from "../../settings/problem";
import type { OtherSections } from "../kind";
import { needsBackend } from "../needs-backend";
import { albProblem } from "./problems";

/** Finds what the other sections lack for an ALB that draws its addresses from a pool, or have that does not fit it. */
export const checkAlbWith = ({ addresses, backend }: OtherSections): Problem[] => [
  ...(addresses ? validatePool(addresses) : []),
  ...(backend ? validateBackend(backend) : needsBackend(backend)),
];

function validatePool({ pool }: AddressesSettings): Problem[] {
  const path = "addresses.pool";
  if (pool === undefined) return [albProblem("alb-without-pool", { path })];
  if (typeof pool !== "string" || !pool.startsWith("ipv4pool-") || isIpamPool(pool)) return [];
  return [albProblem("alb-pool-not-ipam", { path, given: pool })];
}

function validateBackend(backend: BackendSection): Problem[] {
  const { layout = "vpcPerColor", loadBalancer, reach } = backend;
  const problems: Problem[] = [];
  if (!backend.existing && layout !== "sharedVpc") {
    const at = { path: "backend.layout", given: backend.layout };
    problems.push(albProblem("alb-outside-layout", at, { layout }));
  }
  if (loadBalancer !== undefined) {
    const at = { path: "backend.loadBalancer", given: loadBalancer };
    problems.push(albProblem("alb-load-balancer-behind", at));
  }
  if (reach === "public") {
    problems.push(albProblem("alb-reach-public", { path: "backend.reach", given: reach }));
  }
  const balancers = existingTargets(backend).filter((target) => !isGroup(target));
  const found = balancers.map(({ path, kind, given }) =>
    albProblem("alb-existing-balancer", { path: `${path}.${kind}`, given }),
  );
  return [...problems, ...found];
}
