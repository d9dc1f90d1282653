import { validateAddressMap, validateClaims } from "../../addresses/check-args";
import { colorSchema } from "../../backend/settings";
import { validateNetworkArg } from "../../network/check-args";
import {
  ofArguments,
  validateBlocks,
  validateTagArgs,
  validateValues,
} from "../../settings/check-args";
import { known } from "../../settings/known";
import type { Problem } from "../../settings/problem";
import { validateClients } from "../allow-from/check";
import { validateNlbClaims } from "../nlb/check-claims";
import { nlbAddressKey } from "../nlb/nlb-addresses";
import { validateImage } from "./check";
import type { EcsArgs, EcsOnFargateArgs, EcsOnInstancesArgs } from "./args";
import { validateLimits } from "../proxy/client-limits";
import { CONNECTIONS, taskAddressKeys } from "./plan-tasks";
import { ecsProblem } from "./problems";
import { ecsSchema } from "./settings";

/** Validates the arguments of `EcsOnInstances`. */
export function validateOnInstances(args: EcsOnInstancesArgs): Problem[] {
  const own = [
    ...validateCommon(args),
    ...validateLimits(args, "", CONNECTIONS.ec2),
    ...validateValues(ecsSchema.entries, args, ["instanceType"]),
  ];
  const zones = Object.keys(args.vpc.publicSubnets);
  const keys = own.length === 0 ? taskAddressKeys(zones, args.desiredCount) : [];
  const asked = `requestTaskAddresses(zones, ${args.desiredCount})`;
  return [
    ...own,
    ...validateAddressMap(args.addresses, keys, asked),
    ...(own.length === 0 ? validateClaims(args.claims, keys) : []),
  ];
}

/** Validates the arguments of `EcsOnFargate`. */
export function validateOnFargate(args: EcsOnFargateArgs): Problem[] {
  const own = [...validateCommon(args), ...validateLimits(args, "", CONNECTIONS.fargate)];
  const keys = own.length === 0 ? Object.keys(args.vpc.publicSubnets).map(nlbAddressKey) : [];
  return [
    ...own,
    ...validateAddressMap(args.addresses, keys, "requestNlbAddresses(…)"),
    ...(own.length === 0 ? validateNlbClaims(args.claims, keys, "claims.keys") : []),
  ];
}

const ENTRIES = {
  healthPath: colorSchema.entries.healthPath,
  backendPort: colorSchema.entries.port,
};

function validateCommon(args: EcsArgs): Problem[] {
  const image = known(args.image);
  const endpoint = known(args.endpoint);
  return [
    ...validateNetworkArg(args.vpc),
    ...validateValues(ecsSchema.entries, args, ["image", "desiredCount"]),
    ...(image === undefined ? [] : ofArguments(validateImage(image), [["entry", ""]])),
    ...(endpoint === undefined || /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?:\d{1,5}$/.test(endpoint)
      ? []
      : [ecsProblem("not-an-endpoint", { path: "endpoint", given: endpoint })]),
    ...validateValues(ENTRIES, args, ["healthPath", "backendPort"]),
    ...validateBlocks(args.backends, "backends"),
    ...validateClients(args.allowFrom),
    ...validateTagArgs(args.tags),
  ];
}
