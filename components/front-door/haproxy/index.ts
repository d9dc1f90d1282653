export { type NodePlan, planNodes, requestNodeAddresses } from "./plan-nodes";
export { ProxyTier, type ProxyTierArgs } from "./proxy-tier";
