import type { StateResource } from "../settings/stack-state";

/** Returns the availability zones in which a stack has subnets. */
export const zonesInUse = (state: readonly StateResource[]): string[] =>
  state
    .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
    .map(({ outputs }) => String(outputs["availabilityZone"]));
