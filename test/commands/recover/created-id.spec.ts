import assert from "node:assert/strict";
import { findCreated, type Tagging, type TaggingIn } from "../../../commands/recover/created-id";

const arn = (resource: string) => `arn:aws:ec2:us-east-1:123456789012:${resource}`;

/** Returns these ARNs and records the requests. */
function tagging(arns: readonly string[] = []) {
  const asked: unknown[] = [];
  const regions: (string | undefined)[] = [];
  const getResources = (request: unknown) => {
    asked.push(request);
    return Promise.resolve({
      ResourceTagMappingList: arns.map((ResourceARN) => ({ ResourceARN })),
      $metadata: {},
    });
  };
  const api: TaggingIn = (region) => {
    regions.push(region);
    return { getResources } as unknown as Tagging;
  };
  return { api, asked, regions };
}

const pending = (type: string, inputs: Record<string, unknown>) => ({ urn: "urn", type, inputs });

const nat = pending("aws:ec2/natGateway:NatGateway", {
  tags: { Name: "network-nat-a", "holdfast:stack": "holdfast/dev" },
});

describe("findCreated", () => {
  const byInputs: [string, Record<string, unknown>, string][] = [
    [
      "aws:ec2/route:Route",
      { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" },
      "rtb-1_0.0.0.0/0",
    ],
    [
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      { subnetId: "subnet-1", routeTableId: "rtb-1" },
      "subnet-1/rtb-1",
    ],
    [
      "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
      { vpcEndpointId: "vpce-1", routeTableId: "rtb-1" },
      "vpce-1/rtb-1",
    ],
    [
      "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
      { prefixListId: "pl-1", cidr: "203.0.113.1/32" },
      "pl-1,203.0.113.1/32",
    ],
    ["aws:cloudwatch/logGroup:LogGroup", { name: "network-flow-logs-1" }, "network-flow-logs-1"],
    ["aws:autoscaling/group:Group", { name: "entry-a1-1" }, "entry-a1-1"],
    [
      "aws:autoscaling/policy:Policy",
      { autoscalingGroupName: "backend-blue-1", name: "cpu-1" },
      "backend-blue-1/cpu-1",
    ],
    ["aws:cloudwatch/dashboard:Dashboard", { dashboardName: "d" }, "d"],
    ["aws:cloudwatch/metricAlarm:MetricAlarm", { name: "a" }, "a"],
    ["aws:iam/instanceProfile:InstanceProfile", { name: "p" }, "p"],
    [
      "aws:route53/record:Record",
      { zoneId: "Z1", name: "live.x.internal", type: "CNAME", setIdentifier: "blue" },
      "Z1_live.x.internal_CNAME_blue",
    ],
    ["aws:lambda/function:Function", { name: "entry-follower-1" }, "entry-follower-1"],
    ["aws:ecs/cluster:Cluster", { name: "entry-cluster-1" }, "entry-cluster-1"],
    ["aws:ecs/capacityProvider:CapacityProvider", { name: "instances-1" }, "instances-1"],
    [
      "aws:ecs/service:Service",
      { cluster: "arn:aws:ecs:us-east-1:123456789012:cluster/main", name: "entry-service-1" },
      "main/entry-service-1",
    ],
    ["aws:scheduler/schedule:Schedule", { name: "follow" }, "default/follow"],
    ["aws:scheduler/schedule:Schedule", { name: "follow", groupName: "own" }, "own/follow"],
    ["aws:s3/bucket:Bucket", { bucket: "entry-config-1" }, "entry-config-1"],
    ["aws:iam/role:Role", { name: "network-flow-logs-1" }, "network-flow-logs-1"],
    ["aws:iam/rolePolicy:RolePolicy", { role: "r", name: "p" }, "r:p"],
  ];
  for (const [type, inputs, id] of byInputs) {
    it(`derives the id of ${type} without asking AWS`, async () => {
      const { api, asked } = tagging();
      assert.deepEqual(await findCreated(pending(type, inputs), new Set(), api), [id]);
      assert.deepEqual(asked, []);
    });
  }

  it("finds what has tags by its name and its stack", async () => {
    const { api, asked } = tagging([arn("natgateway/nat-1")]);
    assert.deepEqual(await findCreated(nat, new Set(), api), ["nat-1"]);
    assert.deepEqual(asked, [
      {
        ResourceTypeFilters: ["ec2:natgateway"],
        TagFilters: [
          { Key: "Name", Values: ["network-nat-a"] },
          { Key: "holdfast:stack", Values: ["holdfast/dev"] },
        ],
      },
    ]);
  });

  it("finds load balancers by their ARN, which is their id", async () => {
    const lb = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/b/1";
    const { api } = tagging([lb]);
    const balancer = pending("aws:lb/loadBalancer:LoadBalancer", nat.inputs);
    assert.deepEqual(await findCreated(balancer, new Set(), api), [lb]);
  });

  it("asks for what belongs to no region where AWS has it", async () => {
    const { api, regions } = tagging(["arn:aws:route53:::hostedzone/Z1"]);
    const zone = pending("aws:route53/zone:Zone", nat.inputs);
    assert.deepEqual(await findCreated(zone, new Set(), api), ["Z1"]);
    await findCreated(nat, new Set(), api);
    assert.deepEqual(regions, ["us-east-1", undefined]);
  });

  it("finds accelerators by their ARN, where Global Accelerator is at home", async () => {
    const accelerator = "arn:aws:globalaccelerator::123456789012:accelerator/1";
    const { api, regions } = tagging([accelerator]);
    const lost = pending("aws:globalaccelerator/accelerator:Accelerator", nat.inputs);
    assert.deepEqual(await findCreated(lost, new Set(), api), [accelerator]);
    assert.deepEqual(regions, ["us-west-2"]);
  });

  it("finds queues by their URL, which is their id", async () => {
    const { api } = tagging(["arn:aws:sqs:us-east-1:123456789012:dead"]);
    assert.deepEqual(
      await findCreated(pending("aws:sqs/queue:Queue", nat.inputs), new Set(), api),
      ["https://sqs.us-east-1.amazonaws.com/123456789012/dead"],
    );
  });

  it("leaves out what the state knows, such as the predecessor of a replacement", async () => {
    const { api } = tagging([arn("natgateway/nat-1"), arn("natgateway/nat-2")]);
    assert.deepEqual(await findCreated(nat, new Set(["nat-1"]), api), ["nat-2"]);
  });

  it("finds nothing for a type that can be created twice without harm", async () => {
    const { api, asked } = tagging([arn("x/y")]);
    const tag = pending("aws:ec2/tag:Tag", { resourceId: "eipalloc-1", key: "k", value: "v" });
    assert.deepEqual(await findCreated(tag, new Set(), api), []);
    assert.deepEqual(asked, []);
  });

  it("finds nothing for a resource that carries no tags of the stack", async () => {
    const { api } = tagging([arn("natgateway/nat-1")]);
    const untagged = pending("aws:ec2/natGateway:NatGateway", { tags: { Name: "other" } });
    assert.deepEqual(await findCreated(untagged, new Set(), api), []);
  });
});
