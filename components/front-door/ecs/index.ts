export type { EcsArgs, EcsOnFargateArgs } from "./args";
export { EcsOnFargate } from "./on-fargate";
export { EcsOnInstances } from "./on-instances";
export type { EcsOnInstancesArgs } from "./args";
export { requestTaskAddresses } from "./plan-tasks";
