import { createHash } from "node:crypto";

const LONGEST = 255;

/**
 * Returns the name of a dashboard. Dashboard names are unique in an account, and have up to 255 letters, digits, -
 * and _ (CloudWatch, PutDashboard). Stack names can also contain dots. A name that has to be changed gets a hash of
 * the whole name, so that similar stack names have different dashboards.
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
