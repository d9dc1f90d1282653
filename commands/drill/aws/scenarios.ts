import { arnPrefix } from "../../../components/settings/partition";
import * as faults from "./faults";
import type { Choice, AwsFault } from "./faults";
import { renderRolePolicy, renderTrustPolicy } from "./policy";
import type { AwsStack, NodeGroup } from "./stack";
import type { PolicyDocument, ExperimentTemplate } from "./template";

interface AwsScenario {
  readonly title: string;
  /** The fault, or why it does not apply to this front door. */
  readonly fault: (stack: AwsStack, choice: Choice) => AwsFault | string;
}

const NO_NODES = "the front door has no nodes";

const onNode =
  (
    make: (stack: AwsStack, node: NodeGroup, choice: Choice) => AwsFault | string,
  ): AwsScenario["fault"] =>
  (stack, choice) =>
    choice.node ? make(stack, choice.node, choice) : NO_NODES;

const replaced = (stack: AwsStack, make: () => AwsFault): AwsFault | string =>
  stack.traits.replacesNodes
    ? make()
    : "no auto scaling group replaces a node of a pair. Stop it instead";

/** Long enough for Systems Manager to run a command, and FIS's minimum. */
const COMMAND_MINUTES = 1;

/** The scenarios for AWS, by name. Those of `npm run drill` have the same names. */
export const AWS_SCENARIOS: Readonly<Record<string, AwsScenario>> = {
  "node-deleted": {
    title: "a node is deleted",
    fault: onNode((stack, node) => replaced(stack, () => faults.deleteNode(stack, node))),
  },
  "node-stopped": {
    title: "a node stops, and starts again",
    fault: onNode((stack, node, { minutes }) => faults.stopNode(stack, node, minutes)),
  },
  "haproxy-crashed": {
    title: "HAProxy crashes",
    fault: (stack, { node }) => {
      if (stack.service) return faults.stopTask(stack, stack.service);
      if (!node) return NO_NODES;
      const command = "pkill -KILL -x haproxy";
      const description = "HAProxy is killed";
      return faults.runOnNode(stack, node, { command, description, minutes: COMMAND_MINUTES });
    },
  },
  "node-frozen": {
    title: "HAProxy freezes",
    fault: onNode((stack, node, { minutes }) => {
      if (stack.service)
        return "HAProxy runs in a container, which the host cannot signal. Stop its task instead";
      const command = `pkill -STOP -x haproxy; sleep ${minutes * 60 - 10}; pkill -CONT -x haproxy`;
      return faults.runOnNode(stack, node, {
        command,
        description: "HAProxy is frozen",
        minutes,
      });
    }),
  },
  "az-blocked": {
    title: "an availability zone is cut off",
    fault: (stack, { zone, minutes }) => faults.cutOffZone(stack, zone, minutes),
  },
  "zone-shifted": {
    title: "the load balancers' traffic is shifted out of a zone",
    fault: (stack, { zone, minutes }) =>
      stack.balancers.length === 0
        ? "the stack has no load balancers"
        : faults.shiftZone(stack, zone, minutes),
  },
  "api-throttled": {
    title: "EC2's API throttles while a node is replaced",
    fault: onNode((stack, node, { minutes }) =>
      replaced(stack, () => faults.throttleReplacement(stack, node, minutes)),
    ),
  },
};

/** A rehearsal that is ready to run. */
export interface RehearsalPlan {
  readonly scenario: string;
  readonly title: string;
  readonly template: ExperimentTemplate;
  readonly rolePolicy: PolicyDocument;
  readonly trustPolicy: PolicyDocument;
  readonly blockers: readonly string[];
}

export interface PlanSettings {
  readonly scenario: string;
  /** Key of the node to inject the fault into. @default - the first */
  readonly node?: string | undefined;
  /** The zone to inject the fault into. @default - the node's first, or the stack's first */
  readonly zone?: string | undefined;
  readonly minutes: number;
  /** @default - the role holdfast-drill of the stack's account */
  readonly roleArn?: string | undefined;
}

/** FIS's maximum of alarms. */
const MOST_ALARMS = 5;

/**
 * The experiment of a scenario, and its prerequisites.
 *
 * @throws {Error} with all problems: an unknown node or zone, or a scenario that does not apply
 */
export function planRehearsal(stack: AwsStack, settings: PlanSettings): RehearsalPlan {
  const problems: string[] = [];
  const keys = stack.nodes.map(({ key }) => key);
  const node = stack.nodes.find(({ key }) => key === (settings.node ?? keys[0]));
  if (settings.node !== undefined && !node) {
    problems.push(`--node ${settings.node}: the stack has ${keys.join(", ") || "no nodes"}`);
  }
  const zone = settings.zone ?? node?.zones[0] ?? stack.zones[0]!;
  if (!stack.zones.includes(zone)) {
    problems.push(`--zone ${zone}: the stack has ${stack.zones.join(", ")}`);
  }
  const { title, fault: make } = AWS_SCENARIOS[settings.scenario]!;
  const fault = make(stack, { node, zone, minutes: settings.minutes });
  if (typeof fault === "string") problems.push(`--scenario ${settings.scenario}: ${fault}`);
  if (problems.length > 0 || typeof fault === "string") throw new Error(problems.join("\n  "));
  const alarms = stopAlarms(stack, zone);
  const template: ExperimentTemplate = {
    description: `${stack.tag}: ${title} (${node && fault.targets["node"] ? node.key : zone})`,
    targets: fault.targets,
    actions: fault.actions,
    stopConditions: alarms.map((value) => ({ source: "aws:cloudwatch:alarm", value })),
    roleArn:
      settings.roleArn ?? `${arnPrefix(stack.region)}:iam::${stack.account}:role/holdfast-drill`,
    tags: { Name: `drill-${settings.scenario}`, "holdfast:drill": stack.tag },
  };
  return {
    scenario: settings.scenario,
    title,
    template,
    rolePolicy: renderRolePolicy(fault.statements),
    trustPolicy: renderTrustPolicy(stack),
    blockers: [...fault.blockers, ...(alarms.length > 0 ? [] : [NO_ALARM])],
  };
}

const NO_ALARM =
  "the stack has no alarm in its region that could stop the experiment if more than the target fails; " +
  "deploy its alarms";

/**
 * Alarms that do not fire while only the target fails: those of nodes in other zones, or of the front door as
 * a whole.
 */
function stopAlarms({ alarms, traits }: AwsStack, zone: string): string[] {
  const target = zone.at(-1)!;
  const ofOtherZone = ({ name }: { name: string }): boolean => {
    const letter = /-([a-z])\d+-(unhealthy|below-desired)$/.exec(name)?.[1];
    return letter !== undefined && letter !== target;
  };
  const ofWhole = ({ name }: { name: string }): boolean => traits.alarmsOfWhole.test(name);
  const others = alarms.filter(ofOtherZone);
  // Route 53's health checks come first, as they are closest to client impact.
  const chosen = others.length > 0 ? others : alarms.filter(ofWhole);
  return [...chosen]
    .sort((a, b) => Number(b.name.endsWith("unhealthy")) - Number(a.name.endsWith("unhealthy")))
    .slice(0, MOST_ALARMS)
    .map(({ arn }) => arn);
}
