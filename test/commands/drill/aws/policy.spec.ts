import assert from "node:assert/strict";
import { AWS_SCENARIOS, planRehearsal } from "../../../../commands/drill/aws/scenarios";
import { readAwsStack } from "../../../../commands/drill/aws/stack";
import type { RoleStatement } from "../../../../commands/drill/aws/template";
import { ACCOUNT, REGION, TAG, ecsExport, haproxyExport } from "./exports";

/** The documented permissions of the role by FIS action, without reads that have no resource. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2:terminate-instances": ["ec2:TerminateInstances", "ec2:DescribeInstances"],
  "aws:ec2:stop-instances": [
    ...["ec2:StopInstances", "ec2:StartInstances", "ec2:DescribeInstances", "kms:CreateGrant"],
  ],
  "aws:ssm:send-command": ["ssm:SendCommand", "ssm:ListCommands", "ssm:CancelCommand"],
  "aws:network:disrupt-connectivity": [
    ...["ec2:CreateNetworkAcl", "ec2:CreateNetworkAclEntry", "ec2:CreateTags"],
    ...["ec2:DeleteNetworkAcl", "ec2:DescribeManagedPrefixLists", "ec2:DescribeNetworkAcls"],
    ...["ec2:DescribeSubnets", "ec2:DescribeVpcs", "ec2:GetManagedPrefixListEntries"],
    "ec2:ReplaceNetworkAclAssociation",
  ],
  "aws:fis:inject-api-throttle-error": ["fis:InjectApiThrottleError"],
  "aws:fis:wait": [],
  "aws:arc:start-zonal-autoshift": [
    ...["arc-zonal-shift:StartZonalShift", "arc-zonal-shift:GetManagedResource"],
    ...["arc-zonal-shift:UpdateZonalShift", "arc-zonal-shift:CancelZonalShift"],
    ...["arc-zonal-shift:ListManagedResources", "autoscaling:DescribeTags", "tag:GetResources"],
  ],
  "aws:ecs:stop-task": ["ecs:DescribeTasks", "ecs:ListTasks", "ecs:StopTask", "tag:GetResources"],
};

const plans = [haproxyExport(), ecsExport()].flatMap((json) => {
  const stack = readAwsStack(json);
  return Object.keys(AWS_SCENARIOS).flatMap((scenario) => {
    try {
      return [planRehearsal(stack, { scenario, minutes: 5 })];
    } catch {
      return []; // It does not apply to this front door.
    }
  });
});
const statementsOf = ({ rolePolicy }: (typeof plans)[number]) =>
  rolePolicy.Statement as readonly RoleStatement[];

describe("the role of an experiment", () => {
  it("may do what AWS documents for its actions", () => {
    assert.equal(plans.length, 7 + 5);
    for (const plan of plans) {
      const allowed = statementsOf(plan).flatMap(({ Action }) => Action);
      for (const { actionId } of Object.values(plan.template.actions)) {
        const missing = NEEDED[actionId]!.filter((action) => !allowed.includes(action));
        assert.deepEqual(missing, [], `${plan.scenario}: ${actionId}`);
      }
    }
  });

  it("may change nothing without a resource's name or a condition", () => {
    const reads = /:(Describe|List|Get)|^ssm:CancelCommand$/;
    for (const plan of plans) {
      for (const { Action, Resource, Condition } of statementsOf(plan)) {
        if (Condition || Action.every((action) => reads.test(action))) continue;
        // AWS wants each resource of a call to be allowed: one that is named limits the call.
        assert.ok(
          Resource.some((arn) => !arn.includes("*")),
          `${plan.scenario}: ${Action.join()}`,
        );
      }
    }
  });

  it("may terminate the target node, and no other instance", () => {
    const plan = plans.find(({ scenario }) => scenario === "node-deleted")!;
    assert.deepEqual(statementsOf(plan)[0], {
      Effect: "Allow",
      Action: ["ec2:TerminateInstances"],
      Resource: [`arn:aws:ec2:${REGION}:${ACCOUNT}:instance/*`],
      Condition: {
        StringEquals: { "aws:ResourceTag/holdfast:stack": TAG, "aws:ResourceTag/Name": "entry-a1" },
      },
    });
  });

  it("may cut off the subnets of the target zone, and no others", () => {
    const plan = plans.find(({ scenario }) => scenario === "az-blocked")!;
    const replace = statementsOf(plan).find(({ Action }) =>
      Action.includes("ec2:ReplaceNetworkAclAssociation"),
    );
    const subnets = replace!.Resource.filter((arn) => arn.includes(":subnet/"));
    assert.deepEqual(
      subnets.map((arn) => arn.split("/")[1]),
      ["subnet-public-a", "subnet-private-a"],
    );
  });

  it("is only for experiments of the stack's account and region", () => {
    for (const { trustPolicy } of plans) {
      assert.deepEqual(trustPolicy.Statement, [
        {
          Effect: "Allow",
          Principal: { Service: "fis.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": ACCOUNT },
            ArnLike: { "aws:SourceArn": `arn:aws:fis:${REGION}:${ACCOUNT}:experiment/*` },
          },
        },
      ]);
    }
  });
});
