import assert from "node:assert/strict";
import { EC2Service } from "@pulumi/awsx/ecs/ec2service";
import { FargateService } from "@pulumi/awsx/ecs/fargateService";
import { Vpc } from "@pulumi/awsx/ec2/vpc";
import { Cluster } from "@pulumi/aws/ecs/cluster";
import { type Recording, record } from "../../../support/recorder";

const container = {
  name: "web",
  image: "web:1",
  memory: 128,
  portMappings: [{ containerPort: 80 }],
};
const roles = { executionRole: { skip: true }, taskRole: { skip: true } };

/** A service on instances with these arguments of its task. */
const recordService = (task: object = {}): Promise<Recording> =>
  record(() => {
    const cluster = new Cluster("main", {});
    new EC2Service("app", {
      cluster: cluster.arn,
      desiredCount: 2,
      taskDefinitionArgs: { networkMode: "host", container, ...roles, ...task },
    });
  });

describe("The components of awsx", () => {
  it("have the children that the real ones have, below the same parents", async () => {
    const { resources } = await recordService();
    assert.deepEqual(
      resources.map(({ type, name, parentType }) => `${parentType ?? "-"} > ${type} ${name}`),
      [
        "- > aws:ecs/cluster:Cluster main",
        "- > awsx:ecs:EC2Service app",
        "awsx:ecs:EC2Service > awsx:ecs:EC2TaskDefinition app",
        "awsx:ecs:EC2TaskDefinition > aws:cloudwatch/logGroup:LogGroup app",
        "awsx:ecs:EC2TaskDefinition > aws:ecs/taskDefinition:TaskDefinition app",
        "awsx:ecs:EC2Service > aws:ecs/service:Service app",
      ],
    );
  });

  it("fill in what the real ones do", async () => {
    const recording = await recordService();
    const task = recording.find("app", "aws:ecs/taskDefinition:TaskDefinition").inputs;
    assert.match(task["family"] as string, /^app-[0-9a-f]{8}$/);
    assert.deepEqual(task["requiresCompatibilities"], ["EC2"]);
    const [only] = JSON.parse(task["containerDefinitions"] as string) as Record<string, unknown>[];
    assert.deepEqual(only!["portMappings"], [{ containerPort: 80, hostPort: 80 }]);
    const group = recording.find("app", "aws:cloudwatch/logGroup:LogGroup").outputs["id"];
    assert.deepEqual(only!["logConfiguration"], {
      logDriver: "awslogs",
      options: {
        "awslogs-group": group,
        "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": "web",
      },
    });
    const service = recording.find("app", "aws:ecs/service:Service").inputs;
    assert.equal(service["launchType"], "EC2");
    assert.equal(service["waitForSteadyState"], true);
    assert.equal(service["desiredCount"], 2);
  });

  it("give another container another family", async () => {
    const families: unknown[] = [];
    for (const one of [container, { ...container, image: "web:2" }]) {
      const recording = await recordService({ container: one });
      families.push(
        recording.find("app", "aws:ecs/taskDefinition:TaskDefinition").inputs["family"],
      );
    }
    assert.notEqual(families[0], families[1]);
  });

  const refusals: [title: string, program: () => unknown, message: RegExp][] = [
    [
      "a component is not modelled",
      () => new Vpc("net", {}),
      /component awsx:ec2:Vpc is not modelled: add it to simulator\/provider\/awsx\/children\.ts/,
    ],
    [
      "a service is to have a task definition of its own",
      () => new EC2Service("app", { taskDefinition: "arn:x" }),
      /a service without taskDefinitionArgs is not modelled/,
    ],
    [
      "a Fargate service is to find a network by itself",
      () => new FargateService("app", { taskDefinitionArgs: { container } }),
      /a Fargate service without networkConfiguration is not modelled/,
    ],
  ];
  for (const [title, program, message] of refusals) {
    it(`fail when ${title}`, async () => {
      await assert.rejects(record(program), message);
    });
  }

  for (const [title, task, message] of [
    ["awsx is to make a role", { executionRole: {} }, /executionRole without roleArn or skip is/],
    ["there are several containers", { containers: {} }, /taskDefinitionArgs\.containers is/],
    ["the log is elsewhere", { logGroup: { existing: {} } }, /logGroup\.existing is not modelled/],
  ] as const) {
    it(`fail when ${title}`, async () => {
      await assert.rejects(recordService(task), message);
    });
  }
});
