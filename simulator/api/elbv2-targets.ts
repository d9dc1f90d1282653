import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { TARGET_GROUP, TARGET_GROUP_ATTACHMENT } from "../model/tokens";
import type { Stored } from "../model/resource";
import { type Values, objects, text } from "../model/values";
import type { Action, Request } from "./call";

/** A deregistered target that no call has reported yet. */
interface Draining {
  readonly id: string;
  readonly port: number;
  readonly zone: string | undefined;
  readonly state: "draining";
}

const draining = new WeakMap<Account, Map<string, Draining[]>>();

function drainingIn(account: Account): Map<string, Draining[]> {
  const known = draining.get(account) ?? new Map<string, Draining[]>();
  draining.set(account, known);
  return known;
}

/** The targets deregistered since the last call: they are reported once. */
export function drainingOf(account: Account, targetGroup: string): Draining[] {
  const told = drainingIn(account).get(targetGroup) ?? [];
  drainingIn(account).delete(targetGroup);
  return told;
}

interface TargetDescription {
  readonly id: string;
  readonly port: number;
  readonly zone: string | undefined;
}

/** The group and the targets that a call names. */
function parse({ account, region, body }: Request): {
  group: Stored;
  targets: TargetDescription[];
} {
  const group = account.require(TARGET_GROUP, body["TargetGroupArn"], region);
  const targets = objects(body["Targets"]).map((target) => ({
    id: text(target["Id"]),
    port: Number(target["Port"] ?? group.inputs["port"]),
    zone: text(target["AvailabilityZone"]) || undefined,
  }));
  if (targets.length === 0) {
    throw new AwsError("ValidationError", "At least one target must be specified");
  }
  return { group, targets };
}

/** The key of a target that was registered individually. */
const attached = (
  { account }: Request,
  group: Stored,
  { id, port }: TargetDescription,
): Stored | undefined =>
  account
    .referring(group.id, TARGET_GROUP_ATTACHMENT)
    .find(
      ({ inputs }) =>
        inputs["targetId"] === id && Number(inputs["port"] ?? group.inputs["port"]) === port,
    );

/** Registers targets, all or none. Targets that are already registered are not changed. */
export const registerTargets: Action = (request) => {
  const { account, region } = request;
  const { group, targets } = parse(request);
  const made: Stored[] = [];
  try {
    for (const target of targets.filter((one) => !attached(request, group, one))) {
      const inputs: Values = {
        targetGroupArn: group.id,
        targetId: target.id,
        port: target.port,
        availabilityZone: target.zone,
      };
      made.push(account.create(TARGET_GROUP_ATTACHMENT, region, inputs));
    }
  } catch (error) {
    made.forEach((one) => account.remove(one));
    throw error;
  }
  const again = ({ id, port }: Draining): boolean =>
    targets.some((target) => target.id === id && target.port === port);
  const known = drainingIn(account);
  known.set(
    group.id,
    (known.get(group.id) ?? []).filter((one) => !again(one)),
  );
  return {};
};

/** Deregisters targets. Targets that are not registered are not an error. */
export const deregisterTargets: Action = (request) => {
  const { account } = request;
  const { group, targets } = parse(request);
  const known = drainingIn(account);
  for (const target of targets) {
    const found = attached(request, group, target);
    if (found) {
      account.remove(found);
      const before = known.get(group.id) ?? [];
      known.set(group.id, [...before, { ...target, state: "draining" }]);
    }
  }
  return {};
};
