import type { Resource, Stack } from "./stack";
import { GROUP_SCHEDULE, SCHEDULE } from "./types";
import { textsWithin } from "./values";

/** Whether something in the stack starts and stops an instance or a group by the clock. */
export function isScheduled(stack: Stack, resource: Resource): boolean {
  if (stack.referringTo(resource, GROUP_SCHEDULE, SCHEDULE).length > 0) return true;
  // A schedule's target has its input as JSON text, in which the id is a part of the text.
  const id = resource.props["id"];
  if (typeof id !== "string") return false;
  return stack
    .ofType(SCHEDULE)
    .some(({ props }) => textsWithin(props["target"]).some((text) => text.includes(id)));
}
