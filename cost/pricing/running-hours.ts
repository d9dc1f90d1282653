import Big from "big.js";
import type { Resource } from "../../stack/resource";
import { monthlyHours, weekOf } from "../week";
import { momentsOf } from "../../stack/schedule-expression";
import { textsWithin } from "../../stack/values";
import { type Context, HOURS, countOf, objectOf, textOf } from "./pricing";

export const INSTANCE = "aws:ec2/instance:Instance";
const GROUP = "aws:autoscaling/group:Group";
const GROUP_SCHEDULE = "aws:autoscaling/schedule:Schedule";
const SCHEDULE = "aws:scheduler/schedule:Schedule";

/** Running hours of instances per month, and the reason if not all hours. */
export interface RunningHours {
  readonly hours: Big;
  readonly assumption?: string | undefined;
}

const ALWAYS: RunningHours = { hours: Big(HOURS) };

/** For a group that scheduled actions scale to zero and back. */
export const groupHours = (group: Resource, context: Context): RunningHours =>
  between([
    ...actionsOf(context.once(groupActions), group),
    ...actionsOf(context.once(groupCalls), group),
  ]);

/** For an instance that schedules start and stop. */
export const instanceHours = (instance: Resource, context: Context): RunningHours =>
  between(actionsOf(context.once(instanceCalls), instance));

interface ScheduledAction {
  readonly starts: boolean;
  readonly expression: string;
}

/** Actions by their machine, or by their parent while the machine is unknown. */
interface Actions {
  readonly ofMachine: ReadonlyMap<string, readonly ScheduledAction[]>;
  readonly ofParent: ReadonlyMap<string, readonly ScheduledAction[]>;
}

/** An action, the property that names its machines, and their type. */
interface Source {
  readonly resource: Resource;
  readonly input: string;
  readonly type: string;
  readonly action: ScheduledAction;
}

const actionsOf = ({ ofMachine, ofParent }: Actions, machine: Resource): ScheduledAction[] => [
  ...(ofMachine.get(machine.urn) ?? []),
  ...(machine.id === undefined ? [] : (ofMachine.get(machine.id) ?? [])),
  ...(machine.parent === undefined ? [] : (ofParent.get(machine.parent) ?? [])),
];

const groupActions = (context: Context): Actions =>
  sorted(
    context,
    context.all(GROUP_SCHEDULE).map((resource) => {
      const { inputs } = resource;
      const size = countOf(inputs["desiredCapacity"]) ?? countOf(inputs["minSize"]) ?? 0;
      const action = { starts: size > 0, expression: textOf(inputs["recurrence"]) };
      return { resource, input: "autoscalingGroupName", type: GROUP, action };
    }),
  );

const groupCalls = (context: Context): Actions =>
  calls(context, GROUP, /setDesiredCapacity|updateAutoScalingGroup/i);

const instanceCalls = (context: Context): Actions =>
  calls(context, INSTANCE, /startInstances|stopInstances/i);

/** The schedules whose universal target calls an API for machines of a type. */
const calls = (context: Context, type: string, api: RegExp): Actions =>
  sorted(
    context,
    context.all(SCHEDULE).flatMap((resource): Source[] => {
      const target = objectOf(resource.inputs["target"]);
      const arn = textOf(target["arn"]);
      if (!api.test(arn)) return [];
      const zero = /"(DesiredCapacity|MinSize)"\s*:\s*0/.test(textOf(target["input"]));
      const expression = textOf(resource.inputs["scheduleExpression"]);
      const action = { starts: !/stopInstances/i.test(arn) && !zero, expression };
      return [{ resource, input: "target", type, action }];
    }),
  );

/** Groups actions by machine: by the ids that they name, else by their dependencies, else by their parent. */
function sorted(context: Context, sources: readonly Source[]): Actions {
  const ids = new Set([GROUP, INSTANCE].flatMap((type) => context.all(type)).map(({ id }) => id));
  const ofMachine = new Map<string, ScheduledAction[]>();
  const ofParent = new Map<string, ScheduledAction[]>();
  const append = (
    map: Map<string, ScheduledAction[]>,
    key: string,
    action: ScheduledAction,
  ): void => {
    const list = map.get(key);
    if (list) list.push(action);
    else map.set(key, [action]);
  };
  for (const { resource, input, type, action } of sources) {
    const names = new Set(namesIn(resource.inputs[input]));
    const known = [...names].filter((name) => ids.has(name));
    const machine = context.referred(resource, input, type);
    if (known.length > 0) known.forEach((id) => append(ofMachine, id, action));
    else if (machine) append(ofMachine, machine.urn, action);
    else if (resource.parent !== undefined && ![...names].some((name) => INSTANCE_ID.test(name))) {
      append(ofParent, resource.parent, action);
    }
  }
  return { ofMachine, ofParent };
}

const INSTANCE_ID = /\bi-[0-9a-f]{8}/;

/** All texts of a value, including those in embedded JSON. */
function namesIn(value: unknown): string[] {
  return textsWithin(value).flatMap((text) => {
    if (!text.startsWith("{")) return [text];
    try {
      return textsWithin(JSON.parse(text));
    } catch {
      return [text];
    }
  });
}

function between(actions: readonly ScheduledAction[]): RunningHours {
  if (actions.length === 0) return ALWAYS;
  const moments = actions.map(({ starts, expression }) => ({ starts, at: momentsOf(expression) }));
  if (moments.some(({ at }) => at === undefined)) {
    return { ...ALWAYS, assumption: "all hours: a schedule could not be parsed" };
  }
  const all = (starts: boolean): number[] =>
    moments.filter((one) => one.starts === starts).flatMap(({ at }) => at!);
  const [starts, stops] = [all(true), all(false)];
  if (starts.length === 0 || stops.length === 0) return ALWAYS;
  const hours = monthlyHours(weekOf(starts, stops));
  return { hours, assumption: `on ${hours.toFixed()} of ${HOURS} hours, by its schedule` };
}
