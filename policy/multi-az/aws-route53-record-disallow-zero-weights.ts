import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { setsOf, weightOf } from "../model/records";
import { RECORD } from "../../stack/types";
import { textAt } from "../../stack/values";

export const awsRoute53RecordDisallowZeroWeights = stackPolicy({
  name: "aws-route53-record-disallow-zero-weights",
  displayName: "Some record of a name has a weight",
  what: "Of the weighted records of a name, at least one has a weight above 0.",
  why: "With all weights at 0, Route 53 spreads clients evenly over all of them: also to what was switched off.",
  remedy: "Give the record that is to serve a weight above 0.",
  severity: "critical",
  framework: wellArchitected("REL11-BP02", "Fail over to healthy resources"),
  check: (stack) =>
    setsOf(stack, stack.ofType(RECORD)).flatMap((set) => {
      if (set.some((record) => weightOf(record) !== 0)) return [];
      const name = String(textAt(set[0]!.inputs, "name"));
      const records = set.map((record) => record.name).join(", ");
      const message =
        `name ${name} should have a record with a weight above 0, got 0 for ${records}; ` +
        "raise the weight of the one that is to serve";
      return [{ resource: set[0]!, message }];
    }),
});
