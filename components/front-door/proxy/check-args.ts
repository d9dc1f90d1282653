import { validateTagArgs, validateValues } from "../../settings/check-args";
import type { Problem } from "../../settings/problem";
import { wholeNumber } from "../../settings/values";
import { proxyProblem } from "./problems";
import type { ProxyAlarmsArgs } from "./args";

const INSTANCES = { leastInstances: wholeNumber(1, 1000, "", 1) };

/** Validates the arguments of `ProxyAlarms`. */
export function validateProxyAlarms(args: ProxyAlarmsArgs): Problem[] {
  const { networkOutBytes, tags } = args;
  const { low, high } = networkOutBytes ?? { low: 0, high: 1 };
  const at = { path: "networkOutBytes.low", given: low };
  return [
    ...validateValues(INSTANCES, args, ["leastInstances"]),
    ...(low < high ? [] : [proxyProblem("low-not-below-high", at, { high })]),
    ...validateTagArgs(tags),
  ];
}
