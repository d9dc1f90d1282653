import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { EcsOnInstances } from "../../../../components/front-door/ecs/on-instances";
import type { Recording } from "../../../support/recorder";
import { IMAGE, containerOf, recordDoor, rulesOf, statementsOf } from "./doors";

describe("EcsOnInstances", () => {
  let recording: Recording;
  before(async () => {
    recording = await recordDoor((args) => new EcsOnInstances("entry", args));
  });

  const inputs = (name: string, type: string) => recording.find(name, type).inputs;
  const id = (name: string, type: string) => recording.find(name, type).outputs["id"] as string;
  const group = () => inputs("entry-instances", "aws:autoscaling/group:Group");
  const service = () => inputs("entry-service", "aws:ecs/service:Service");

  it("creates what it says", () => {
    const names = recording.resources
      .filter(({ name }) => name.startsWith("entry"))
      .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);
    assert.deepEqual(names.sort(), [
      "CapacityProvider entry-instances",
      "Cluster entry-cluster",
      "ClusterCapacityProviders entry-instances",
      "Command entry-roll",
      "EC2Service entry-service",
      "EC2TaskDefinition entry-service",
      "EcsOnInstances entry",
      "Group entry-instances",
      "InstanceProfile entry-instances",
      "LaunchTemplate entry-instances",
      "LifecycleHook entry-instances",
      "LogGroup entry-service",
      "Role entry-execution",
      "Role entry-instances",
      "RolePolicy entry-execution",
      "RolePolicy entry-instances",
      "RolePolicy entry-instances-launch",
      "SecurityGroup entry-instances",
      "SecurityGroupEgressRule entry-instances-to-blue",
      "SecurityGroupEgressRule entry-instances-to-https",
      "SecurityGroupIngressRule entry-instances-from-anywhere-80",
      "SecurityGroupIngressRule entry-instances-from-checkers",
      "SecurityGroupIngressRule entry-instances-path-mtu",
      "Service entry-service",
      "TaskDefinition entry-service",
    ]);
  });

  it("puts each task on a separate instance, spread over the zones", () => {
    assert.equal(service()["desiredCount"], 2);
    assert.deepEqual(service()["placementConstraints"], [{ type: "distinctInstance" }]);
    assert.deepEqual((service()["orderedPlacementStrategies"] as unknown[])[0], {
      type: "spread",
      field: "attribute:ecs.availability-zone",
    });
    const subnets = ["net-public-a", "net-public-b"].map((name) =>
      id(name, "aws:ec2/subnet:Subnet"),
    );
    assert.deepEqual(group()["vpcZoneIdentifiers"], subnets);
    assert.deepEqual([group()["minSize"], group()["maxSize"]], [2, 4]);
  });

  it("releases its addresses when its instances are terminated, which its security group waits for", () => {
    const { tags } = inputs("entry-instances", "aws:ec2/securityGroup:SecurityGroup");
    assert.equal(
      (tags as Record<string, string>)["holdfast-allocation-ids"],
      ["ips-entry-a1", "ips-entry-b1"].map((name) => id(name, "aws:ec2/eip:Eip")).join(" "),
    );
  });

  it("leaves size, draining and protection of the instances to the capacity provider", () => {
    const { autoScalingGroupProvider: settings } = inputs(
      "entry-instances",
      "aws:ecs/capacityProvider:CapacityProvider",
    ) as { autoScalingGroupProvider: Record<string, unknown> };
    assert.equal((settings["managedScaling"] as { status: string }).status, "ENABLED");
    assert.equal(settings["managedDraining"], "ENABLED");
    assert.equal(settings["managedTerminationProtection"], "ENABLED");
    assert.equal(group()["protectFromScaleIn"], true);
    assert.equal("desiredCapacity" in group(), false);
    const { name } = recording.find(
      "entry-instances",
      "aws:ecs/capacityProvider:CapacityProvider",
    ).outputs;
    assert.deepEqual(service()["capacityProviderStrategies"], [
      { capacityProvider: name, weight: 1 },
    ]);
    assert.equal("launchType" in service(), false);
  });

  it("starts new tasks before old ones stop, and goes back when they do not become healthy", () => {
    assert.deepEqual(service()["deploymentCircuitBreaker"], { enable: true, rollback: true });
    assert.equal(service()["deploymentMinimumHealthyPercent"], 100);
    assert.equal(service()["deploymentMaximumPercent"], 200);
    assert.equal(service()["waitForSteadyState"], true);
  });

  it("holds a new instance until it is proven, and replaces instances by a roll that the update waits for", () => {
    const { name } = recording.find("entry-instances", "aws:autoscaling/group:Group").outputs;
    const hook = inputs("entry-instances", "aws:autoscaling/lifecycleHook:LifecycleHook");
    assert.deepEqual(
      [hook["autoscalingGroupName"], hook["lifecycleTransition"], hook["defaultResult"]],
      [name, "autoscaling:EC2_INSTANCE_LAUNCHING", "ABANDON"],
    );
    assert.equal("instanceRefresh" in group(), false);
    const { environment } = inputs("entry-roll", "command:local:Command");
    const { ROLL_NODES } = environment as Record<string, string>;
    assert.deepEqual(JSON.parse(ROLL_NODES!), [
      {
        node: "ecs",
        group: name,
        template: id("entry-instances", "aws:ec2/launchTemplate:LaunchTemplate"),
        version: "1",
        allocations: ["ips-entry-a1", "ips-entry-b1"].map((one) => id(one, "aws:ec2/eip:Eip")),
      },
    ]);
  });

  it("lets an instance complete the launches of its own group only", () => {
    const { arn } = recording.find("entry-instances", "aws:autoscaling/group:Group").outputs;
    assert.deepEqual(statementsOf(recording, "entry-instances-launch"), [
      { Effect: "Allow", Action: "autoscaling:CompleteLifecycleAction", Resource: arn },
    ]);
  });

  it("tells the instances the pool of addresses, the cluster and no more", () => {
    const tags = group()["tags"] as { key: string; value: string; propagateAtLaunch: boolean }[];
    assert.ok(tags.every(({ propagateAtLaunch }) => propagateAtLaunch));
    assert.deepEqual(Object.fromEntries(tags.map(({ key, value }) => [key, value])), {
      Name: "entry-instances",
      owner: "platform",
      "holdfast-node": "ecs",
      "holdfast-allocation-ids": ["ips-entry-a1", "ips-entry-b1"]
        .map((name) => id(name, "aws:ec2/eip:Eip"))
        .join(" "),
      AmazonECSManaged: "true",
    });
    const { userData } = inputs("entry-instances", "aws:ec2/launchTemplate:LaunchTemplate");
    const text = gunzipSync(Buffer.from(userData as string, "base64")).toString();
    const { write_files: files } = JSON.parse(text.slice(text.indexOf("{"))) as {
      write_files: { path: string; content: string }[];
    };
    const { name } = recording.find("entry-cluster", "aws:ecs/cluster:Cluster").outputs;
    assert.deepEqual(files.map(({ path }) => path.split("/").at(-1)!).sort(), [
      ...["90-holdfast.conf", "91-holdfast-container.conf", "common.sh", "ecs.config"],
      ...["holdfast-claim", "holdfast-hold", "holdfast-hold.service"],
      ...["holdfast-install", "holdfast-install.service", "holdfast.conf"],
      ...["launch.sh", "node.env", "sandbox.conf", "sandbox.conf"],
    ]);
    const ecs = files.find(({ path }) => path === "/etc/ecs/ecs.config")!;
    assert.match(ecs.content, new RegExp(`^ECS_CLUSTER=${String(name)}$`, "m"));
  });

  it("lets an instance claim and release the addresses of the pool, for instances of the pool", () => {
    const own = statementsOf(recording, "entry-instances");
    const actions = ["ec2:AssociateAddress", "ec2:DisassociateAddress"];
    const [addresses, instances] = own.filter(({ Action }) =>
      [Action].flat().includes(actions[0]!),
    );
    assert.deepEqual(addresses!.Action, actions);
    assert.deepEqual(
      addresses!.Resource,
      ["ips-entry-a1", "ips-entry-b1"].map(
        (name) => recording.find(name, "aws:ec2/eip:Eip").outputs["arn"],
      ),
    );
    assert.deepEqual(instances!.Condition, {
      StringEquals: { "aws:ResourceTag/holdfast-node": "ecs" },
    });
    // A tag of the group says what is in the pool, while instances run.
    const reading = own.find(({ Action }) => Action === "autoscaling:DescribeAutoScalingGroups");
    assert.equal(reading?.Resource, "*");
  });

  it("lets an instance join its own cluster only", () => {
    const cluster = recording.find("entry-cluster", "aws:ecs/cluster:Cluster").outputs;
    const own = statementsOf(recording, "entry-instances");
    const joining = own.find(({ Sid }) => Sid === "JoinCluster")!;
    assert.equal(joining.Resource, cluster["arn"]);
    const work = own.find(({ Sid }) => Sid === "OwnWork")!;
    assert.match(
      work.Resource as string,
      new RegExp(`:container-instance/${String(cluster["name"])}/\\*$`),
    );
    assert.deepEqual(work.Condition, { ArnEquals: { "ecs:cluster": cluster["arn"] } });
  });

  it("lets ECS pull the one image and write the one log, and gives the container no role", () => {
    const statements = statementsOf(recording, "entry-execution");
    assert.deepEqual(
      statements.map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["OwnLog", "arn:aws:logs:us-east-1:123456789012:log-group:entry-service-*:*"],
        ["Image", "arn:aws:ecr:us-east-1:210987654321:repository/edge/haproxy"],
        ["Login", "*"],
      ],
    );
    const log = id("entry-service", "aws:cloudwatch/logGroup:LogGroup");
    assert.match(log, /^entry-service-/);
    const task = inputs("entry-service", "aws:ecs/taskDefinition:TaskDefinition");
    assert.equal("taskRoleArn" in task, false);
    assert.equal(
      task["executionRoleArn"],
      recording.find("entry-execution", "aws:iam/role:Role").outputs["arn"],
    );
  });

  it("asks no login of a registry that is not ECR", async () => {
    const elsewhere = await recordDoor((args) => new EcsOnInstances("entry", args), {
      image: "registry.example.com/haproxy:1",
    });
    assert.deepEqual(
      statementsOf(elsewhere, "entry-execution").map(({ Sid }) => Sid),
      ["OwnLog"],
    );
  });

  it("runs the container in the instance's network, without privileges, and checks it", () => {
    assert.equal(
      inputs("entry-service", "aws:ecs/taskDefinition:TaskDefinition")["networkMode"],
      "host",
    );
    const container = containerOf(recording);
    assert.equal(container["image"], IMAGE);
    assert.equal(container["user"], "99:99");
    assert.equal(container["readonlyRootFilesystem"], true);
    assert.deepEqual(container["linuxParameters"], { capabilities: { drop: ["ALL"] } });
    assert.deepEqual(container["portMappings"], [
      { containerPort: 80, hostPort: 80 },
      { containerPort: 9001, hostPort: 9001 },
    ]);
    assert.ok(container["healthCheck"]);
  });

  it("admits clients to its port and Route 53's checkers to the health port", () => {
    assert.deepEqual(rulesOf(recording, "Ingress", "entry-instances"), [
      "0.0.0.0/0 80",
      "0.0.0.0/0 icmp 3-4",
      "checkers 9001",
    ]);
    assert.deepEqual(rulesOf(recording, "Egress", "entry-instances"), [
      "0.0.0.0/0 443",
      "10.30.0.0/16 80",
    ]);
  });

  it("launches with IMDSv2 only and an encrypted disk that ECS's image fits on", () => {
    const template = inputs("entry-instances", "aws:ec2/launchTemplate:LaunchTemplate");
    assert.equal((template["metadataOptions"] as { httpTokens: string }).httpTokens, "required");
    const [disk] = template["blockDeviceMappings"] as { ebs: Record<string, unknown> }[];
    assert.equal(disk!.ebs["encrypted"], "true");
    assert.equal(disk!.ebs["volumeSize"], 30);
    assert.match(template["imageId"] as string, /ecs\/optimized-ami\/amazon-linux-2023\/arm64\//);
  });
});
