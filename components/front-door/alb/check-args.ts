import { validateShares, validateTimeouts } from "../../backend/check-args";
import { validateNetworkArg } from "../../network/check-args";
import { regionOf } from "../../network/plan-subnets";
import { validateTagArgs, validateValues } from "../../settings/check-args";
import type { Problem } from "../../settings/problem";
import { validateClients } from "../allow-from/check";
import { validateArnsOfAlb } from "../web-alb/check-arns";
import type { PooledAlbArgs } from "./args";
import { albProblem } from "./problems";
import { albSchema } from "./settings";

/** AWS takes 32 characters, of which the engine adds 8 and this component `-alb`. */
const LONGEST_NAME = 20;

/** Finds what is wrong with the arguments of `PooledAlb`. */
export function validatePooledAlb(name: string, args: PooledAlbArgs): Problem[] {
  const { vpc, pool, tags } = args;
  const network = validateNetworkArg(vpc);
  const zones = network.length === 0 ? Object.keys(vpc.publicSubnets) : [];
  return [
    ...(name.length > LONGEST_NAME
      ? [albProblem("alb-name-too-long", { path: "name", given: name }, { most: LONGEST_NAME })]
      : []),
    ...network,
    ...(Object.keys(pool.blocks).length > 0
      ? []
      : [albProblem("alb-without-blocks", { path: "pool.blocks" })]),
    ...validateValues(albSchema.entries, args, ["webAclArn", "idleTimeoutSeconds", "accessLogs"]),
    ...validateTimeouts(args),
    ...validateShares(args.colors, "colors"),
    ...zones.slice(0, 1).flatMap((zone) => validateArnsOfAlb(args, { region: regionOf(zone) })),
    ...validateClients(args.allowFrom),
    ...validateTagArgs(tags),
  ];
}
