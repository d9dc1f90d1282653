import iamActions from "./iam-actions.json";

/** The permission for a call. */
export interface Permission {
  /** As policies name it: "ec2:AllocateAddress". */
  readonly action: string;
  /** ARNs; "*" for an action that cannot be restricted to resources. */
  readonly resources: readonly string[];
  /** Values of condition keys, such as "aws:RequestedRegion". */
  readonly conditions: Readonly<Record<string, string>>;
}

/** Region of a global service's endpoint, which is the value of `aws:RequestedRegion`. */
const GLOBAL_REGIONS: Readonly<Record<string, string>> = {
  globalaccelerator: "us-west-2",
  iam: "us-east-1",
  route53: "us-east-1",
};

const typesOf: Readonly<Record<string, readonly string[]>> = iamActions;

/**
 * The permission for an action.
 *
 * @param arnsOf the resources, by the types of resources that a policy can restrict the action to
 * @param conditions besides the region
 */
export function permission(
  action: string,
  region: string,
  arnsOf: (types: readonly string[]) => readonly string[] = () => ["*"],
  conditions: Readonly<Record<string, string>> = {},
): Permission {
  const types = typesOf[action];
  if (!types) {
    throw new Error(
      `${action} is not in simulator/permissions/iam-actions.json: run write-iam-actions.py ${action} next to it`,
    );
  }
  const [service = ""] = action.split(":");
  return {
    action,
    resources: types.length === 0 ? ["*"] : arnsOf(types),
    conditions: { "aws:RequestedRegion": GLOBAL_REGIONS[service] ?? region, ...conditions },
  };
}
