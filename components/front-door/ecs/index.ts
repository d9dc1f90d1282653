export type { EcsArgs } from "./common";
export { EcsOnFargate } from "./on-fargate";
export { EcsOnInstances, type EcsOnInstancesArgs } from "./on-instances";
export { requestTaskAddresses } from "./plan-tasks";
