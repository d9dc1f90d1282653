export type { PooledAlbArgs } from "./args";
export { PooledAlb } from "./pooled-alb";
