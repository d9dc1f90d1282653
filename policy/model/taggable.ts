import * as types from "../../stack/types";

/** Taggable types that cost money or pass traffic. */
export const TAGGABLE: readonly string[] = [
  types.NAT_GATEWAY,
  types.VPC,
  types.SUBNET,
  types.INTERNET_GATEWAY,
  types.ROUTE_TABLE,
  types.PEERING,
  types.VPC_ENDPOINT,
  types.PREFIX_LIST,
  types.SECURITY_GROUP,
  types.INSTANCE,
  types.LAUNCH_TEMPLATE,
  types.VOLUME,
  types.GROUP,
  types.LOAD_BALANCER,
  types.TARGET_GROUP,
  types.ZONE,
  types.HEALTH_CHECK,
  types.LOG_GROUP,
  types.FUNCTION,
  types.BUCKET,
  types.ROLE,
];
