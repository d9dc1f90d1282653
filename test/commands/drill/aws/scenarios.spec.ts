import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AWS_SCENARIOS,
  type PlanSettings,
  planRehearsal,
} from "../../../../commands/drill/aws/scenarios";
import { readAwsStack } from "../../../../commands/drill/aws/stack";
import { type ExperimentTemplate, actionMinutes } from "../../../../commands/drill/aws/template";
import * as exports from "./exports";

interface Documented {
  readonly targets: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
}

/**
 * Actions as AWS documents them: what they call their targets, of which type these are, and parameters.
 * https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
 */
const DOCUMENTED: Readonly<Record<string, Documented>> = {
  "aws:ec2:terminate-instances": { targets: { Instances: "aws:ec2:instance" } },
  "aws:ec2:stop-instances": {
    targets: { Instances: "aws:ec2:instance" },
    optional: ["startInstancesAfterDuration", "completeIfInstancesTerminated"],
  },
  "aws:ssm:send-command": {
    targets: { Instances: "aws:ec2:instance" },
    required: ["documentArn", "duration"],
    optional: ["documentVersion", "documentParameters"],
  },
  "aws:network:disrupt-connectivity": {
    targets: { Subnets: "aws:ec2:subnet" },
    required: ["scope", "duration"],
    optional: ["prefixListIdentifier"],
  },
  "aws:fis:inject-api-throttle-error": {
    targets: { Roles: "aws:iam:role" },
    required: ["duration", "service", "percentage", "operations"],
  },
  "aws:fis:wait": { targets: {}, required: ["duration"] },
  "aws:arc:start-zonal-autoshift": {
    targets: { ManagedResources: "aws:arc:zonal-shift-managed-resource" },
    required: ["duration", "availabilityZoneIdentifier"],
    optional: ["managedResourceTypes", "zonalAutoshiftStatus"],
  },
  "aws:ecs:stop-task": { targets: { Tasks: "aws:ecs:task" } },
};

/** Violations that FIS would reject. */
function refused({
  targets,
  actions,
  stopConditions,
  description,
  roleArn,
}: ExperimentTemplate): string[] {
  const problems: string[] = [];
  const check = (holds: boolean, problem: string) => void (holds || problems.push(problem));
  check(description.length <= 512, "description too long");
  check(/^arn:aws:iam::\d{12}:role\//.test(roleArn), "no role");
  check(stopConditions.length <= 5, "more than 5 stop conditions");
  for (const [name, { actionId, parameters = {}, targets: own = {}, startAfter }] of Object.entries(
    actions,
  )) {
    const known = DOCUMENTED[actionId];
    check(known !== undefined, `${name}: no action ${actionId}`);
    const { required = [], optional = [], targets: types = {} } = known ?? {};
    for (const key of required) check(key in parameters, `${name}: no parameter ${key}`);
    for (const [key, value] of Object.entries(parameters)) {
      check([...required, ...optional].includes(key), `${name}: parameter ${key}`);
      if (/duration/i.test(key)) check(/^PT([1-9]|[1-9]\d)M$/.test(value), `${name}: ${value}`);
    }
    check(Object.keys(own).join() === Object.keys(types).join(), `${name}: its targets`);
    for (const [key, target] of Object.entries(own)) {
      check(targets[target]?.resourceType === types[key], `${name}: type of ${target}`);
    }
    for (const before of startAfter ?? []) check(before in actions, `${name}: after ${before}`);
  }
  const used = Object.values(actions).flatMap(({ targets: own = {} }) => Object.values(own));
  for (const [name, target] of Object.entries(targets)) {
    check(used.includes(name), `${name} is used by no action`);
    check((target.resourceArns?.length ?? 1) <= 5, `${name}: more than 5 ARNs`);
    const ways = [target.resourceArns, target.resourceTags ?? target.parameters].filter(Boolean);
    check(ways.length === 1, `${name}: by ARN, or by tags and parameters`);
    check(/^(ALL|COUNT\(1\))$/.test(target.selectionMode), `${name}: ${target.selectionMode}`);
  }
  return problems;
}

const DOORS = {
  haproxy: exports.haproxyExport(exports.managed("a1")),
  addressPair: exports.pairExport(),
  ecs: exports.ecsExport(),
  nlbAlb: exports.nlbExport(),
};
type Door = keyof typeof DOORS;

const plan = (door: Door, scenario: string, more: Partial<PlanSettings> = {}) =>
  planRehearsal(readAwsStack(DOORS[door]), { scenario, minutes: 5, ...more });

describe("scenarios on AWS", () => {
  /** The applicable scenarios, by front door. */
  const SENSE: Readonly<Record<Door, readonly string[]>> = {
    haproxy: Object.keys(AWS_SCENARIOS),
    addressPair: ["node-stopped", "haproxy-crashed", "node-frozen", "az-blocked"],
    ecs: ["node-deleted", "node-stopped", "haproxy-crashed", "az-blocked", "api-throttled"],
    nlbAlb: ["az-blocked", "zone-shifted"],
  };

  for (const door of Object.keys(DOORS) as Door[]) {
    it(`are experiments that FIS takes, for ${door}`, () => {
      for (const scenario of SENSE[door]) {
        assert.deepEqual(refused(plan(door, scenario).template), [], scenario);
      }
    });

    it(`are refused where they make no sense, for ${door}`, () => {
      for (const scenario of Object.keys(AWS_SCENARIOS)) {
        if (SENSE[door].includes(scenario)) continue;
        assert.throws(() => plan(door, scenario), new RegExp(`^Error: --scenario ${scenario}: `));
      }
    });
  }

  it("break one node, by its tags", () => {
    const { targets } = plan("haproxy", "node-deleted", { node: "b1" }).template;
    assert.deepEqual(targets, {
      node: {
        resourceType: "aws:ec2:instance",
        resourceTags: { "holdfast:stack": exports.TAG, Name: "entry-b1" },
        filters: [{ path: "State.Name", values: ["running"] }],
        selectionMode: "ALL",
      },
    });
  });

  it("break one instance of a group of many", () => {
    assert.equal(plan("ecs", "node-deleted").template.targets["node"]!.selectionMode, "COUNT(1)");
  });

  it("stop when something fails in another zone, Route 53's health checks first", () => {
    const names = (settings: Partial<PlanSettings>) =>
      plan("haproxy", "az-blocked", settings).template.stopConditions.map(
        ({ value }) => value.split(":alarm:")[1],
      );
    const of = (letter: string) => [
      `alarms-entry-${letter}1-unhealthy-1`,
      `alarms-entry-${letter}2-unhealthy-1`,
      `alarms-${letter}1-below-desired-1`,
      `alarms-${letter}2-below-desired-1`,
    ];
    assert.deepEqual(names({ zone: "us-east-1a" }), of("b"));
    assert.deepEqual(names({ zone: "us-east-1b" }), of("a"));
  });

  it("stop for a pair when both nodes believe to be the master", () => {
    const { stopConditions } = plan("addressPair", "node-stopped").template;
    assert.deepEqual(
      stopConditions.map(({ value }) => value.split(":").at(-1)),
      ["alarms-main-split-brain-1"],
    );
  });

  it("cannot be started without an alarm that could stop them", () => {
    const { deployment } = exports.nlbExport();
    const resources = deployment.resources.filter(({ type }) => !type.includes("metricAlarm"));
    const stack = readAwsStack({ deployment: { resources } });
    const { blockers } = planRehearsal(stack, { scenario: "az-blocked", minutes: 5 });
    assert.match(
      blockers.join("\n"),
      /^the stack has no alarm in its region .* deploy its alarms$/,
    );
  });

  it("cannot be started while Systems Manager cannot manage the node", () => {
    assert.deepEqual(plan("haproxy", "haproxy-crashed", { node: "a1" }).blockers, []);
    assert.match(
      plan("haproxy", "haproxy-crashed", { node: "a2" }).blockers.join(),
      /cannot manage a2: attach AmazonSSMManagedInstanceCore/,
    );
  });

  it("cannot shift a load balancer that does not allow it", () => {
    assert.deepEqual(plan("nlbAlb", "zone-shifted").blockers, []);
    assert.match(
      plan("haproxy", "zone-shifted").blockers.join(),
      /backend-blue-nlb does not allow .*: set its attribute zonal_shift.config.enabled to true/,
    );
  });

  it("throttle the API before the node is deleted", () => {
    const { actions, targets } = plan("haproxy", "api-throttled").template;
    assert.deepEqual(actions["delete"]!.startAfter, ["wait"]);
    assert.deepEqual(targets["role"]!.resourceArns, [
      `arn:aws:iam::${exports.ACCOUNT}:role/entry-a1-1`,
    ]);
  });

  it("end what they break before the experiment ends", () => {
    const { parameters } = plan("haproxy", "node-frozen", { minutes: 3 }).template.actions[
      "command"
    ]!;
    assert.deepEqual(JSON.parse(parameters!["documentParameters"]!), {
      commands: ["pkill -STOP -x haproxy; sleep 170; pkill -CONT -x haproxy"],
    });
    assert.equal(parameters!["duration"], "PT3M");
  });

  it("are billed by the minutes of their actions, one at least", () => {
    const minutes = (scenario: string) => actionMinutes(plan("haproxy", scenario).template);
    const scenarios = ["node-deleted", "node-stopped", "az-blocked", "api-throttled"];
    assert.deepEqual(scenarios.map(minutes), [1, 5, 5, 5 + 1 + 1]);
  });

  it("are documented, each with what FIS does", () => {
    const page = readFileSync(join(__dirname, "../../../../docs/drill-aws.md"), "utf8");
    for (const scenario of Object.keys(AWS_SCENARIOS)) {
      const row = page.split("\n").find((line) => line.startsWith(`| \`${scenario}\` `)) ?? "";
      const { actions } = plan("haproxy", scenario).template;
      const missing = Object.values(actions)
        .map(({ actionId }) => actionId)
        .filter((id) => id !== "aws:fis:wait" && !page.includes(id));
      assert.deepEqual([missing, row === ""], [[], false], scenario);
    }
  });

  it("fails when node, zone or scenario do not fit, with every problem", () => {
    assert.throws(
      () => plan("nlbAlb", "node-deleted", { node: "a1", zone: "us-east-1f" }),
      /--node a1: the stack has no nodes\n {2}--zone us-east-1f: the stack has us-east-1a, us-east-1b\n {2}--scenario node-deleted: the front door has no nodes/,
    );
  });
});
