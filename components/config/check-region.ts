import type { Problem } from "../settings/problem";
import type { StateResource } from "../settings/stack-state";
import { configProblem } from "./problems";

const VPC = "aws:ec2/vpc:Vpc";
const ADDRESS = "aws:ec2/eip:Eip";

/** The region in an ARN: `arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1`. */
function regionOf({ outputs: { arn } }: StateResource): string {
  return typeof arn === "string" ? (arn.split(":")[3] ?? "") : "";
}

/**
 * Finds a change of the region of a stack with a VPC or addresses. AWS cannot move either, so the update would
 * replace everything, and addresses that clients use would be lost or left behind.
 */
export function validateSameRegion(region: string, state: readonly StateResource[]): Problem[] {
  const rooted = state.filter(({ type }) => type === VPC || type === ADDRESS);
  const elsewhere = rooted.filter((one) => !["", region].includes(regionOf(one)));
  const from = elsewhere[0] && regionOf(elsewhere[0]);
  if (from === undefined) return [];
  const addresses = elsewhere
    .filter(({ type }) => type === ADDRESS)
    .map(({ outputs }) => String(outputs["publicIp"]));
  const at = { path: "aws:region", given: region };
  const data = { from, addresses: addresses.sort(), vpcs: elsewhere.length - addresses.length };
  return [configProblem("region-changed", at, data)];
}
