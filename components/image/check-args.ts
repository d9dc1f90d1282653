import { validateTagArgs, validateValues } from "../settings/check-args";
import type { Problem } from "../settings/problem";
import { settingPath } from "../settings/validate-shape";
import type { BuiltImageArgs } from "./args";
import type { NodeRollsArgs } from "./args";
import { imageProblem } from "./problems";
import { imageSchema } from "./settings";

/** Validates the arguments of `BuiltImage`. */
export const validateBuiltImage = (args: BuiltImageArgs): Problem[] => [
  ...(/^[A-Za-z0-9][\w.-]{0,99}$/.test(args.imageName)
    ? []
    : [imageProblem("not-an-image-name", { path: "imageName", given: args.imageName })]),
  ...validateValues(imageSchema.entries, args, ["release", "kernel", "keep", "graceDays"]),
  ...validateTagArgs(args.tags),
];

/** Finds nodes without a health check, which a roll depends on. */
export const validateNodeRolls = ({ nodes, healthCheckIds }: NodeRollsArgs): Problem[] =>
  Object.values(nodes)
    .map(({ addressKey }) => addressKey)
    .filter((key) => healthCheckIds[key] === undefined)
    .map((key) =>
      imageProblem(
        "health-check-missing",
        { path: settingPath("healthCheckIds", key) },
        { present: Object.keys(healthCheckIds) },
      ),
    );
