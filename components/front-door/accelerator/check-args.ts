import { validateShares, validateTimeouts } from "../../backend/check-args";
import { validateNetworkArg } from "../../network/check-args";
import { validateTagArgs } from "../../settings/check-args";
import type { Problem } from "../../settings/problem";
import { validatePorts } from "../proxy/haproxy-settings";
import type { AcceleratorFrontDoorArgs } from "./args";

/** Validates the arguments of `AcceleratorFrontDoor`. */
export const validateAcceleratorFrontDoor = (args: AcceleratorFrontDoorArgs): Problem[] => [
  ...validateNetworkArg(args.vpc),
  ...validateShares(args.colors, "colors"),
  ...validatePorts(args, ""),
  ...validateTimeouts(args),
  ...validateTagArgs(args.tags),
];
