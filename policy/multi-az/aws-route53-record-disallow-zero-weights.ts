import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { setsOf, weightOf } from "../model/records";
import { RECORD, ZONE } from "../../stack/types";
import { textAt } from "../../stack/values";

export const awsRoute53RecordDisallowZeroWeights = stackPolicy({
  name: "aws-route53-record-disallow-zero-weights",
  displayName: "A record of each name has a weight",
  what: "At least one weighted record of a name in a zone of the stack has a weight above 0.",
  why: "If all weights are 0, Route 53 distributes clients evenly over all records, even to switched-off targets.",
  remedy: "Give the record that should serve a weight above 0.",
  severity: "critical",
  framework: wellArchitected("REL11-BP02", "Fail over to healthy resources"),
  check: (stack) =>
    setsOf(stack, stack.ofType(RECORD)).flatMap((set) => {
      // In a zone of others, another stack may share the name, and have the weight.
      if (!stack.reference(set[0]!, "zoneId", ZONE)) return [];
      if (set.some((record) => weightOf(record) !== 0)) return [];
      const name = String(textAt(set[0]!.inputs, "name"));
      const records = set.map((record) => record.name).join(", ");
      const message =
        `name ${name} should have a record with a weight above 0, got 0 for ${records}; ` +
        "raise the weight of the one that should serve";
      return [{ resource: set[0]!, message }];
    }),
});
