import { createHash } from "node:crypto";

const LONGEST = 255;

/**
 * The name of a dashboard. Those of all stacks of an account share one space of names, of up to 255 letters, digits, -
 * and _ (CloudWatch, PutDashboard); a stack's name can have dots, too. What has to be changed gets a hash of the whole
 * name, so that stacks whose names differ in such characters only keep a dashboard each.
 *
 * @param stack value of the tag `holdfast:stack`
 * @param name of the component
 */
export function dashboardNameOf(stack: string | undefined, name: string): string {
  const whole = [stack, name].filter(Boolean).join("-").replaceAll("/", "-");
  const allowed = whole.replaceAll(/[^\w-]/g, "_");
  if (allowed === whole && whole.length <= LONGEST) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${allowed.slice(0, LONGEST - hash.length - 1)}-${hash}`;
}
