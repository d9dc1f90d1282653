import { AwsError } from "./model/errors";
import { withDefaults } from "./model/inputs";
import { typeOf } from "./model";
import { partitionOf } from "./model/partitions";
import type { AccountView } from "./model/account-view";
import { ANY_TYPE } from "./model/tokens";
import type { Context, ResourceType } from "./model/type";
import type { Stored } from "./model/resource";
import { type Store, usesOf } from "./store";

/** The context that a row's functions receive. */
export const contextOf = (
  account: AccountView,
  row: ResourceType,
  { region, id, inputs, outputs }: Stored,
): Context => ({
  account,
  region,
  partition: row.global ? account.partition : partitionOf(region),
  id,
  inputs: withDefaults(row, inputs),
  outputs,
});

/** Computes the outputs of a new resource. */
export function computeOutputs(row: ResourceType, context: Context): void {
  for (const [key, compute] of Object.entries(row.computed)) {
    context.outputs[key] = typeof compute === "function" ? compute(context) : compute;
  }
}

/** Rejects references to missing resources, and what the row itself rejects, as AWS does. */
export function checkResource(store: Store, row: ResourceType, context: Context): void {
  for (const { type, id } of usesOf(row.inputs, context.inputs)) {
    if (row.global && type !== ANY_TYPE && !typeOf(type).global) {
      // A global resource may refer to resources of any region.
      if (!store.withId(id).some((found) => found.type === type)) {
        throw new AwsError(...typeOf(type).missing(id));
      }
    } else if (type !== ANY_TYPE) {
      context.account.require(type, id, context.region);
    } else if (!store.withId(id).some(({ region }) => region === context.region)) {
      throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
    }
  }
  row.check?.(context);
}

/** Runs an API call; words its errors like the AWS provider. */
export function runOperation<T>(action: string, operation: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof AwsError ? error.during(action, operation) : error;
  }
}
