import { listed, problemTexts } from "../settings/problem";

export const machineProblem = problemTexts({
  "type-not-in-region": ({ region }: { region: string }) => [
    `is not offered in ${region}`,
    `choose an instance type that is: aws ec2 describe-instance-type-offerings --region ${region}`,
  ],
  "type-not-in-zones": (data: {
    lacking: readonly string[];
    offered: readonly string[];
    /** Zones that offer all types of the stack. */
    choice: readonly string[];
  }) => [
    `is not offered in ${listed(data.lacking, "and")}, only in ${listed(data.offered, "and")}`,
    data.choice.length === 0
      ? "choose another instance type"
      : `choose another instance type or, in a new stack, network.availabilityZones: [${data.choice.join(", ")}]`,
  ],
});
