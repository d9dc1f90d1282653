import {
  LAMBDA_FUNCTION,
  QUEUE,
  ROLE,
  ROLE_POLICY,
  SCHEDULE,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import type { Lab } from "../../../simulator/lab";

/** A role that a service may assume. */
export const role = (lab: Lab, service = "lambda.amazonaws.com", name = "runner"): Stored =>
  lab.make(ROLE, {
    name,
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    }),
  });

export const allow = (lab: Lab, { id }: Stored, action: string, resource: string): Stored =>
  lab.make(ROLE_POLICY, {
    role: id,
    name: "own",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: action, Resource: resource }],
    }),
  });

/** Code as it arrives from the engine: an archive of one text. */
export const archive = (text: string, path = "index.mjs"): Values => ({
  assets: { [path]: { text } },
});

export const lambda = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(LAMBDA_FUNCTION, {
    name: "follower",
    role: inputs["role"] ?? role(lab).outputs["arn"],
    code: archive("export const handler = async () => 1;"),
    handler: "index.handler",
    runtime: "nodejs24.x",
    ...inputs,
  });

export const queue = (lab: Lab, inputs: Values = {}): Stored =>
  lab.make(QUEUE, { name: "dead", ...inputs });

export const schedule = (lab: Lab, target: Stored, inputs: Values = {}): Stored =>
  lab.make(SCHEDULE, {
    name: "every-minute",
    scheduleExpression: "rate(1 minute)",
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: target.outputs["arn"],
      roleArn: role(lab, "scheduler.amazonaws.com", "caller").outputs["arn"],
    },
    ...inputs,
  });
