import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "../account";
import { AwsError } from "../model/errors";
import type { ResourceKey } from "../model/resource";

const RETRY_MILLISECONDS = 500;

/**
 * Deletes a resource as the provider does, which retries for some minutes while other resources depend on it.
 * It does not retry the release of an address that is in use:
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/ec2_eip.go
 */
export async function removeInTime(account: Account, resource: ResourceKey): Promise<void> {
  try {
    account.remove(resource);
  } catch (error) {
    const { cause } = error as Error;
    const isRetried = cause instanceof AwsError && cause.code === "DependencyViolation";
    if (!isRetried) throw error;
    // Meanwhile, the engine requests its other deletions.
    await sleep(RETRY_MILLISECONDS);
    account.endLingering();
    account.remove(resource);
  }
}
