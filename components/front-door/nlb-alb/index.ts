export { NlbAlb } from "./nlb-alb";
export type { AlbTarget } from "./alb-target";
export type { NlbAlbArgs } from "./args";
export type { AddressesTarget, FollowedName } from "./to-addresses";
export type { ExistingAlbsTarget } from "./to-existing-albs";
