import { validateNameInZone } from "../dns/zone-names";
import { validateNetworkArg } from "../network/check-args";
import { ofArguments, validateTagArgs, validateValues } from "../settings/check-args";
import { known } from "../settings/known";
import type { Problem } from "../settings/problem";
import { validateShape } from "../settings/validate-shape";
import { validateJumpbox } from "./check";
import type { JumpboxArgs } from "./args";
import { machineSchema } from "./settings";

/** Validates the arguments of `Jumpbox`. */
export function validateJumpboxArgs(args: JumpboxArgs): Problem[] {
  const { vpc, access, hours, tags } = args;
  const { start, stop, days, timeZone } = hours;
  const schedule = { start, stop, days: [...days], timeZone };
  const machine = { instanceType: "t4g.nano", schedule };
  const settings =
    access.kind === "public"
      ? { kind: access.kind, allowFrom: [...access.allowFrom], name: access.record, ...machine }
      : { kind: access.kind, ...machine };
  return [
    ...validateNetworkArg(vpc),
    ...validateShape(machineSchema.schedule, schedule, "hours"),
    ...ofArguments(
      [...validateJumpbox(settings), ...validateRecord(access)],
      [
        ["jumpbox.schedule", "hours"],
        ["jumpbox.name", "access.record"],
        ["jumpbox", "access"],
      ],
    ),
    ...validateValues(machineSchema, args, ["instanceType", "image"]),
    ...validateTagArgs(tags),
  ];
}

function validateRecord(access: JumpboxArgs["access"]): Problem[] {
  const zone = access.kind === "public" ? known(access.zone.name) : undefined;
  if (access.kind !== "public" || zone === undefined) return [];
  return validateNameInZone("jumpbox.name", access.record, zone);
}
