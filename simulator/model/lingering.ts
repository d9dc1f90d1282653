import type { AccountView } from "./account-view";
import type { Stored } from "./resource";
import { INSTANCE } from "./tokens";
import type { Context } from "./type";

const SHUTTING_DOWN = "shutting-down";

/**
 * The instances of a group that is deleted by force: AWS does not wait until they are terminated. Until then,
 * they keep their addresses and subnets.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html
 */
export const lingeringInstances = (
  { inputs }: Context,
  instances: readonly Stored[],
): readonly Stored[] =>
  inputs["forceDelete"] === true
    ? instances.map((instance) => ({
        ...instance,
        outputs: { ...instance.outputs, instanceState: SHUTTING_DOWN },
      }))
    : [];

/** Resources that AWS is still terminating. */
export const ending = (account: AccountView): Stored[] =>
  account.all(INSTANCE).filter(({ outputs }) => outputs["instanceState"] === SHUTTING_DOWN);
