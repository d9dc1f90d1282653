import type { Case } from "../case";
import { ADDRESS_CLAIMS } from "./address-claims";
import { ADDRESS_READS } from "./address-reads";
import { ADDRESS_RELEASES } from "./address-releases";
import { ADDRESS_TAGS } from "./address-tags";
import { BALANCER_SUBNETS } from "./balancer-subnets";
import { BALANCER_CASES } from "./balancers";
import { EXPERIMENT_CASES } from "./experiments";
import { FUNCTION_CASES } from "./functions";
import { GROUP_CASES } from "./groups";
import { IDENTITY_CASES } from "./identities";
import { IMAGE_CASES } from "./images";
import { INSTANCE_CASES } from "./instances";
import { INTERFACE_CASES } from "./interfaces";
import { IPAM_POOL_CASES } from "./ipam-pools";
import { METRIC_CASES } from "./metrics";
import { OBJECT_CASES } from "./objects";
import { RECORD_BATCH_CASES } from "./record-batches";
import { RECORD_CASES } from "./records";
import { REFRESH_CASES } from "./refreshes";
import { ROUTE_CREATIONS } from "./route-creations";
import { ROUTE_READS } from "./route-reads";
import { ROUTE_REPLACEMENTS } from "./route-replacements";
import { TAG_CASES } from "./tags";
import { TARGET_DEREGISTRATIONS } from "./target-deregistrations";
import { TARGET_READS } from "./target-reads";
import { TARGET_REGISTRATIONS } from "./target-registrations";

export const CASES: readonly Case[] = [
  ...ADDRESS_READS,
  ...ADDRESS_CLAIMS,
  ...ADDRESS_RELEASES,
  ...ADDRESS_TAGS,
  ...IPAM_POOL_CASES,
  ...INSTANCE_CASES,
  ...INTERFACE_CASES,
  ...ROUTE_READS,
  ...ROUTE_CREATIONS,
  ...ROUTE_REPLACEMENTS,
  ...IMAGE_CASES,
  ...BALANCER_CASES,
  ...BALANCER_SUBNETS,
  ...TARGET_READS,
  ...TARGET_REGISTRATIONS,
  ...TARGET_DEREGISTRATIONS,
  ...GROUP_CASES,
  ...REFRESH_CASES,
  ...RECORD_CASES,
  ...RECORD_BATCH_CASES,
  ...OBJECT_CASES,
  ...METRIC_CASES,
  ...IDENTITY_CASES,
  ...FUNCTION_CASES,
  ...TAG_CASES,
  ...EXPERIMENT_CASES,
];
