import type { Resource } from "../../stack/resource";
import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "../../stack/types";
import { textAt } from "../../stack/values";

export const WITH_INSTANCE_TYPE = [INSTANCE, LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION] as const;

/** The instance type of a resource, and its family; undefined if it is unknown. */
export function instanceTypeOf({ inputs }: Resource) {
  const instanceType = textAt(inputs, "instanceType");
  if (typeof instanceType !== "string") return undefined;
  return { instanceType, family: instanceType.split(".")[0]! };
}
