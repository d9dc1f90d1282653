export { type NodePlan, planNodes, requestNodeAddresses } from "./plan-nodes";
export { ProxyTier } from "./proxy-tier";
export type { ProxyTierArgs } from "./args";
