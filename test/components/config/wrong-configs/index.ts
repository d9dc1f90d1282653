import { WRONG_ACCELERATORS } from "./accelerator";
import { WRONG_PAIRS } from "./address-pair";
import { WRONG_ADDRESSES } from "./addresses";
import { WRONG_ALBS } from "./alb";
import { WRONG_CLIENTS } from "./allow-from";
import { WRONG_AWS } from "./aws";
import { WRONG_COSTS } from "./cost";
import { WRONG_NAMES } from "./dns";
import { WRONG_ECS } from "./ecs";
import { WRONG_EGRESS } from "./egress";
import { WRONG_ENTRIES } from "./entry";
import { WRONG_EXISTING_VPCS } from "./existing-vpc";
import { WRONG_EXISTING_BACKENDS } from "./existing-backend";
import { WRONG_HOSTS } from "./hosts";
import { WRONG_IMAGES } from "./image";
import { WRONG_INSTANCES } from "./instances";
import { WRONG_JUMPBOXES } from "./jumpbox";
import { WRONG_FOR_LIVE_STACKS } from "./live-stack";
import { WRONG_NETWORK } from "./network";
import { WRONG_NLB_ALBS } from "./nlb-alb";
import { WRONG_PARTITIONS } from "./partition";
import { WRONG_POOLS } from "./pool";
import { WRONG_ROUTING } from "./routing";
import { WRONG_SECTIONS } from "./sections";
import { WRONG_TAGS } from "./tags";

export type { Given } from "./wrong-config";

export const WRONG_CONFIGS = [
  ...WRONG_SECTIONS,
  ...WRONG_AWS,
  ...WRONG_FOR_LIVE_STACKS,
  ...WRONG_PARTITIONS,
  ...WRONG_NETWORK,
  ...WRONG_EGRESS,
  ...WRONG_EXISTING_VPCS,
  ...WRONG_ADDRESSES,
  ...WRONG_POOLS,
  ...WRONG_ENTRIES,
  ...WRONG_CLIENTS,
  ...WRONG_EXISTING_BACKENDS,
  ...WRONG_INSTANCES,
  ...WRONG_IMAGES,
  ...WRONG_NLB_ALBS,
  ...WRONG_ALBS,
  ...WRONG_PAIRS,
  ...WRONG_ACCELERATORS,
  ...WRONG_ROUTING,
  ...WRONG_NAMES,
  ...WRONG_JUMPBOXES,
  ...WRONG_HOSTS,
  ...WRONG_ECS,
  ...WRONG_TAGS,
  ...WRONG_COSTS,
];
