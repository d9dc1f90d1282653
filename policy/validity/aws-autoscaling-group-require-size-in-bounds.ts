import { VALIDATED } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { GROUP, GROUP_SCHEDULE } from "../../stack/types";
import { numberAt } from "../../stack/values";

export const awsAutoscalingGroupRequireSizeInBounds = resourcePolicy({
  name: "aws-autoscaling-group-require-size-in-bounds",
  displayName: "Group sizes are consistent",
  what: "A group's minimum is not above its maximum, and the desired size is between them; also in its scheduled actions.",
  why: "AWS rejects it in the middle of an update, and for a scheduled action only at its time.",
  remedy: "Raise maxSize, or lower the others.",
  severity: "high",
  framework: VALIDATED,
  types: [GROUP, GROUP_SCHEDULE],
  check: ({ name, inputs }) => {
    // An action sets only the sizes that it names; -1 means unset.
    const [least, desired, most] = ["minSize", "desiredCapacity", "maxSize"].map((key) => {
      const size = numberAt(inputs, key);
      return typeof size === "number" && size >= 0 ? size : undefined;
    });
    const pairs = [
      { low: "minSize", high: "maxSize", from: least, to: most },
      { low: "minSize", high: "desiredCapacity", from: least, to: desired },
      { low: "desiredCapacity", high: "maxSize", from: desired, to: most },
    ];
    const wrong = pairs.find(({ from, to }) => from !== undefined && to !== undefined && from > to);
    if (!wrong) return [];
    const { low, high, from, to } = wrong;
    return [
      `sizes of ${name} should have ${low} at most ${high}, got ${from} and ${to}; change one of them`,
    ];
  },
});
