import assert from "node:assert/strict";
import type { Stored } from "../../../simulator/model/resource";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { lambda, queue, schedule } from "./serverless-lab";

const creating =
  "creating EventBridge Scheduler Schedule: operation error Scheduler: CreateSchedule, api error";

describe("Schedule", () => {
  it("is of a group, and changes in place", () => {
    const lab = new Lab();
    const made = schedule(lab, lambda(lab));
    assert.equal(made.id, "default/every-minute");
    assert.equal(
      made.outputs["arn"],
      "arn:aws:scheduler:us-east-1:123456789012:schedule/default/every-minute",
    );
    const changed = lab.change(made, { scheduleExpression: "rate(5 minutes)" });
    assert.equal(lab.state(changed)["scheduleExpression"], "rate(5 minutes)");
  });

  it("can call a function or send to a queue", () => {
    const lab = new Lab();
    assert.ok(schedule(lab, queue(lab)));
  });

  it("can start and stop instances by itself", () => {
    const lab = new Lab();
    const arn = "arn:aws:scheduler:::aws-sdk:ec2:stopInstances";
    assert.ok(schedule(lab, { outputs: { arn } } as unknown as Stored));
  });

  refuses([
    [
      "its target does not exist",
      (lab) => schedule(lab, { outputs: { arn: "arn:x" } } as unknown as Stored),
      `${creating} ResourceNotFoundException: arn:x does not exist (functions, queues, and calls that start and stop instances are modelled as targets)`,
    ],
    [
      "its role trusts another service",
      (lab) => {
        const made = lambda(lab);
        schedule(lab, made, {
          target: { arn: made.outputs["arn"], roleArn: made.inputs["role"] },
        });
      },
      `${creating} ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.`,
    ],
    [
      "a flexible window has no length",
      (lab) => schedule(lab, lambda(lab), { flexibleTimeWindow: { mode: "FLEXIBLE" } }),
      "flexibleTimeWindow.maximumWindowInMinutes: MaximumWindowInMinutes is required with mode FLEXIBLE",
    ],
    [
      "a fixed time has a window",
      (lab) =>
        schedule(lab, lambda(lab), {
          flexibleTimeWindow: { mode: "OFF", maximumWindowInMinutes: 5 },
        }),
      "flexibleTimeWindow.maximumWindowInMinutes: MaximumWindowInMinutes must not be given with mode OFF",
    ],
  ]);
});
