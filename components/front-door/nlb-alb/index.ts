export type { AlbTarget } from "./alb";
export { NlbAlb } from "./nlb-alb";
export type { NlbAlbArgs } from "./args";
export type { AddressesTarget, FollowedName } from "./to-addresses";
export type { ExistingAlbsTarget } from "./to-existing-albs";
