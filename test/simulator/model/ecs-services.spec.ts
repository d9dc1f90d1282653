import assert from "node:assert/strict";
import { ECS_SERVICE, TARGET_GROUP } from "../../../simulator/model/tokens";
import { difference } from "../../../simulator/model/inputs";
import { Lab } from "../../../simulator/lab";
import { targetsOf } from "../../../simulator/model/targets";
import { refuses } from "../refuses";
import { listener, nlb, targets, twoZones } from "./balancing-lab";
import { association, cluster, fargate, group, provider, service, task } from "./ecs-lab";

const CREATION = "creating ECS Service: operation error ECS: CreateService, api error";
const strategy = [{ capacityProvider: "instances", weight: 1 }];

/** A cluster with everything that a service on instances needs. */
function ready(lab: Lab): void {
  cluster(lab);
  provider(lab, group(lab));
  association(lab, ["instances"]);
}

describe("ECS service", () => {
  it("runs on the instances of a capacity provider of its cluster", () => {
    const lab = new Lab();
    ready(lab);
    const made = service(lab, task(lab), { capacityProviderStrategies: strategy });
    assert.equal(made.id, "arn:aws:ecs:us-east-1:123456789012:service/main/haproxy");
  });

  it("gets another task in place, and another strategy only by a replacement", () => {
    const inputs = { cluster: "c", taskDefinition: "t:1", capacityProviderStrategies: strategy };
    const change = (news: object) =>
      difference(ECS_SERVICE, { ...inputs }, {}, { ...inputs, ...news });
    assert.deepEqual(change({ taskDefinition: "t:2" }), [
      { property: "taskDefinition", replaces: false },
    ]);
    const other = { capacityProviderStrategies: [{ capacityProvider: "others", weight: 1 }] };
    assert.deepEqual(
      change(other).map(({ replaces }) => replaces),
      [true],
    );
  });

  refuses([
    [
      "both a launch type and a strategy are given",
      (lab) => {
        ready(lab);
        service(lab, task(lab), { launchType: "EC2", capacityProviderStrategies: strategy });
      },
      "launchType: specifying both a launch type and capacity provider strategy is not supported",
    ],
    [
      "its strategy names a provider that the cluster does not have",
      (lab) => {
        cluster(lab);
        service(lab, task(lab), { capacityProviderStrategies: strategy });
      },
      `${CREATION} InvalidParameterException: The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster: instances`,
    ],
    [
      "its task does not exist",
      (lab) => {
        cluster(lab);
        service(lab, task(lab), { taskDefinition: "arn:x" });
      },
      `${CREATION} ClientException: TaskDefinition not found.`,
    ],
    [
      "a task with its own network interface has no subnets",
      (lab) => {
        cluster(lab);
        service(lab, task(lab, fargate), { launchType: "FARGATE" });
      },
      `${CREATION} InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified.`,
    ],
    [
      "a task with its own network interface on an instance should have a public address",
      (lab) => {
        cluster(lab);
        const subnets = [lab.subnet(lab.vpc()).id];
        service(lab, task(lab, { networkMode: "awsvpc" }), {
          launchType: "EC2",
          networkConfiguration: { subnets, assignPublicIp: true },
        });
      },
      `${CREATION} InvalidParameterException: Assign public IP is not supported for this launch type.`,
    ],
    [
      "tasks on Fargate are told where to be placed",
      (lab) => {
        cluster(lab);
        service(lab, task(lab, fargate), {
          launchType: "FARGATE",
          placementConstraints: [{ type: "distinctInstance" }],
        });
      },
      "placementConstraints: placement constraints are not supported with FARGATE launch type",
    ],
  ]);

  it("registers each task with its target group, spread over the subnets", () => {
    const lab = new Lab();
    cluster(lab);
    const place = twoZones(lab);
    const tasks = targets(lab, place, { protocol: "TCP", port: 8080, targetType: "ip" });
    listener(lab, nlb(lab, place), tasks);
    service(lab, task(lab, fargate), {
      launchType: "FARGATE",
      desiredCount: 3,
      networkConfiguration: { subnets: place.subnets.map(({ id }) => id) },
      loadBalancers: [{ targetGroupArn: tasks.id, containerName: "haproxy", containerPort: 8080 }],
    });
    const registered = targetsOf(lab.account, tasks.id, lab.region);
    assert.equal(new Set(registered.map(({ id }) => id)).size, 3);
    const places = registered.map(({ port, zone, state }) => `${port} ${zone} ${state}`).sort();
    const [a, b] = ["us-east-1a", "us-east-1b"].map((zone) => `8080 ${zone} healthy`);
    assert.ok(places.includes(a!) && places.includes(b!), places.join());
  });

  it("fails when no load balancer forwards to its target group", () => {
    const lab = new Lab();
    cluster(lab);
    const vpc = lab.vpc();
    const { id: targetGroupArn } = lab.make(TARGET_GROUP, {
      name: "tasks",
      vpcId: vpc.id,
      port: 80,
      protocol: "TCP",
      targetType: "ip",
    });
    assert.throws(
      () =>
        service(lab, task(lab, fargate), {
          launchType: "FARGATE",
          networkConfiguration: { subnets: [lab.subnet(vpc).id] },
          loadBalancers: [{ targetGroupArn, containerName: "haproxy", containerPort: 80 }],
        }),
      /InvalidParameterException: The target group with targetGroupArn \S+ does not have an associated load balancer\.$/,
    );
  });
});
