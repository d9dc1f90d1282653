export type { AlbTarget } from "./alb";
export { NlbAlb, type NlbAlbArgs } from "./nlb-alb";
export type { AddressesTarget, FollowedName } from "./to-addresses";
export type { ExistingAlbsTarget } from "./to-existing-albs";
