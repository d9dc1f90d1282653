import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { GROUP_SCHEDULE, SCHEDULE } from "../../stack/types";
import { textsWithin } from "../../stack/values";

/** Whether a schedule of the stack starts and stops an instance or a group. */
export function isScheduled(stack: StackGraph, resource: Resource): boolean {
  if (stack.referringTo(resource, GROUP_SCHEDULE, SCHEDULE).length > 0) return true;
  // A schedule's target has its input as JSON text, which contains the id.
  const id = resource.inputs["id"];
  if (typeof id !== "string") return false;
  return stack
    .ofType(SCHEDULE)
    .some(({ inputs }) => textsWithin(inputs["target"]).some((text) => text.includes(id)));
}
