import assert from "node:assert/strict";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";
import { container, fargate, task } from "./ecs-lab";

describe("ECS task definition", () => {
  it("is a revision of its family", () => {
    const lab = new Lab();
    const [one, another] = [task(lab), task(lab)];
    assert.match(one.id, /:task-definition\/haproxy:1$/);
    assert.match(another.id, /:task-definition\/haproxy:2$/);
    assert.equal(another.outputs["revision"], 2);
    assert.match(lab.state(another)["arnWithoutRevision"] as string, /\/haproxy$/);
  });

  it("may be for Fargate in the sizes that Fargate has", () => {
    assert.ok(task(new Lab(), { ...fargate, cpu: "1024", memory: "3072" }));
  });

  refuses([
    [
      "its containers are none",
      (lab) => task(lab, { containerDefinitions: "{}" }),
      "containerDefinitions: ECS Task Definition container_definitions is invalid",
    ],
    [
      "a container has no image",
      (lab) => task(lab, {}, [{ name: "haproxy", memory: 64 }]),
      "containerDefinitions: a container has a name and an image",
    ],
    [
      "a container has no memory, and its task has none",
      (lab) => task(lab, {}, [{ name: "haproxy", image: "haproxy:1" }]),
      "containerDefinitions: Invalid setting for container 'haproxy'. At least one of 'memory' or 'memoryReservation' must be specified.",
    ],
    [
      "a property of a container is misspelt",
      (lab) => task(lab, {}, [{ ...container, portMapings: [] }]),
      'containerDefinitions: a container has no property "portMapings": the AWS provider would drop it',
    ],
    [
      "a port of the host network differs inside and outside",
      (lab) =>
        task(lab, {}, [{ ...container, portMappings: [{ containerPort: 80, hostPort: 8080 }] }]),
      "containerDefinitions: with networkMode host, hostPort is left out or the same as containerPort",
    ],
    [
      "Fargate has no such size",
      (lab) => task(lab, { ...fargate, memory: "4096" }),
      "cpu: No Fargate configuration exists for given values: 256 CPU, 4096 memory",
    ],
    [
      "Fargate is to use the host's network",
      (lab) => task(lab, { ...fargate, networkMode: "host" }),
      "networkMode: Fargate only supports network mode awsvpc",
    ],
    [
      "its role does not exist",
      (lab) => task(lab, { executionRoleArn: "arn:x" }),
      "creating ECS Task Definition: operation error ECS: RegisterTaskDefinition, api error ClientException: Role is not valid: arn:x",
    ],
  ]);
});
