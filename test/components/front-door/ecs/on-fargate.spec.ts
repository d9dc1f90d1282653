import assert from "node:assert/strict";
import type { EcsArgs } from "../../../../components/front-door/ecs/args";
import { planTaskNeeds } from "../../../../components/front-door/ecs/ecs-args";
import { EcsOnFargate } from "../../../../components/front-door/ecs/on-fargate";
import type { Recording } from "../../../support/recorder";
import { containerOf, recordDoor, rulesOf } from "./doors";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

describe("EcsOnFargate", () => {
  let recording: Recording;
  before(async () => {
    recording = await recordDoor((args) => new EcsOnFargate("entry", args));
  });

  const inputs = (name: string, type: string) => recording.find(name, type).inputs;
  const service = () => inputs("entry-service", "aws:ecs/service:Service");
  const targets = () => recording.find("entry-tasks", "aws:lb/targetGroup:TargetGroup");

  it("creates what it says", () => {
    const names = recording.resources
      .filter(({ name }) => name.startsWith("entry"))
      .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);
    assert.deepEqual(names.sort(), [
      "Cluster entry-cluster",
      "EcsOnFargate entry",
      "FargateService entry-service",
      "FargateTaskDefinition entry-service",
      "Listener entry-listener-80",
      "LoadBalancer entry-nlb",
      "LogGroup entry-service",
      "MetricAlarm entry-alarms-port-80-unhealthy",
      "MetricAlarm entry-alarms-port-allocation",
      "NlbAlarms entry-alarms",
      "Role entry-execution",
      "RolePolicy entry-execution",
      "SecurityGroup entry-nlb",
      "SecurityGroup entry-tasks",
      "SecurityGroupEgressRule entry-nlb-to-tasks-8080",
      "SecurityGroupEgressRule entry-nlb-to-tasks-9001",
      "SecurityGroupEgressRule entry-tasks-to-blue",
      "SecurityGroupEgressRule entry-tasks-to-https",
      "SecurityGroupIngressRule entry-nlb-from-anywhere-80",
      "SecurityGroupIngressRule entry-nlb-path-mtu",
      "SecurityGroupIngressRule entry-tasks-from-nlb-8080",
      "SecurityGroupIngressRule entry-tasks-from-nlb-9001",
      "SecurityGroupIngressRule entry-tasks-path-mtu",
      "Service entry-service",
      "TargetGroup entry-tasks",
      "TaskDefinition entry-service",
      "Topic entry-alarms",
    ]);
  });

  it("puts the addresses on the NLB, and the tasks where only the NLB reaches them", () => {
    const { subnetMappings } = inputs("entry-nlb", "aws:lb/loadBalancer:LoadBalancer") as {
      subnetMappings: { allocationId: string }[];
    };
    assert.deepEqual(
      subnetMappings.map(({ allocationId }) => allocationId),
      ["ips-entry-a1", "ips-entry-b1"].map(
        (name) => recording.find(name, "aws:ec2/eip:Eip").outputs["id"],
      ),
    );
    const network = service()["networkConfiguration"] as Record<string, unknown>;
    assert.equal(network["assignPublicIp"], false);
    assert.deepEqual(
      network["subnets"],
      ["net-private-a", "net-private-b"].map(
        (name) => recording.find(name, "aws:ec2/subnet:Subnet").outputs["id"],
      ),
    );
    assert.deepEqual(rulesOf(recording, "Ingress", "entry-tasks"), [
      "0.0.0.0/0 icmp 3-4",
      "entry-nlb 8080",
      "entry-nlb 9001",
    ]);
    assert.deepEqual(rulesOf(recording, "Egress", "entry-tasks"), [
      "0.0.0.0/0 443",
      "10.30.0.0/16 80",
    ]);
    assert.deepEqual(rulesOf(recording, "Egress", "entry-nlb"), [
      "entry-tasks 8080",
      "entry-tasks 9001",
    ]);
  });

  it("registers the tasks' addresses, and lets HAProxy see those of clients", () => {
    assert.equal(targets().inputs["targetType"], "ip");
    assert.equal(targets().inputs["preserveClientIp"], "true");
    assert.deepEqual(service()["loadBalancers"], [
      { targetGroupArn: targets().outputs["arn"], containerName: "haproxy", containerPort: 8080 },
    ]);
    const environment = containerOf(recording)["environment"] as { name: string; value: string }[];
    const values = Object.fromEntries(environment.map(({ name, value }) => [name, value]));
    assert.deepEqual([values["PORT"], values["PUBLIC_PORT"]], ["8080", "80"]);
    assert.deepEqual([values["MAX_CONNECTIONS"], values["IDLE_SECONDS"]], ["5000", "360"]);
  });

  it("keeps silent connections as long as it is told, and lets the NLB close them before HAProxy", async () => {
    const idle = (one: Recording) =>
      one.find("entry-listener-80", "aws:lb/listener:Listener").inputs["tcpIdleTimeoutSeconds"];
    assert.equal(idle(recording), 350);
    const create = (args: EcsArgs) => new EcsOnFargate("entry", args);
    const limits = { connections: 3_000, perSource: { connections: 3_000, newPerTenSeconds: 9 } };
    const other = await recordDoor(create, { idleTimeoutSeconds: 6_000, limits });
    assert.equal(idle(other), 5_990);
    const environment = containerOf(other)["environment"] as { name: string; value: string }[];
    const values = Object.fromEntries(environment.map(({ name, value }) => [name, value]));
    assert.deepEqual(
      ["MAX_CONNECTIONS", "SOURCE_CONNECTIONS", "SOURCE_NEW", "IDLE_SECONDS", "TUNNEL_SECONDS"].map(
        (name) => values[name],
      ),
      ["3000", "3000", "9", "6000", "6000"],
    );
  });

  it("has its NLB protected from deletion on demand", async () => {
    assert.equal(recording.find("entry-nlb", BALANCER).inputs["enableDeletionProtection"], false);
    const told = await recordDoor(
      (args) => new EcsOnFargate("entry", { ...args, deletionProtection: true }),
    );
    assert.equal(told.find("entry-nlb", BALANCER).inputs["enableDeletionProtection"], true);
    told.find("entry-nlb-unprotect", "command:local:Command");
  });

  it("ends no task because the backend is down", () => {
    const { path, port } = targets().inputs["healthCheck"] as Record<string, unknown>;
    assert.deepEqual([path, port], ["/alive", "9001"]);
  });

  it("asks for a size that Fargate has, on Graviton", () => {
    const task = inputs("entry-service", "aws:ecs/taskDefinition:TaskDefinition");
    assert.deepEqual([task["cpu"], task["memory"]], ["256", "512"]);
    assert.deepEqual(task["requiresCompatibilities"], ["FARGATE"]);
    assert.deepEqual(task["runtimePlatform"], {
      cpuArchitecture: "ARM64",
      operatingSystemFamily: "LINUX",
    });
    assert.equal(service()["launchType"], "FARGATE");
  });
});

describe("planTaskNeeds", () => {
  it("gives tasks on Fargate a way to image and log where there is no NAT gateway", () => {
    assert.deepEqual(planTaskNeeds({ launchType: "fargate" }, { kind: "none" }), {
      tier: "private",
      interfaceEndpoints: ["ecr.api", "ecr.dkr", "logs"],
      gatewayEndpoints: ["s3"],
    });
    assert.deepEqual(planTaskNeeds({ launchType: "fargate" }, { kind: "nat" }), {
      tier: "private",
      interfaceEndpoints: [],
      gatewayEndpoints: [],
    });
    assert.deepEqual(planTaskNeeds({ launchType: "ec2" }, { kind: "none" }), undefined);
  });
});
