import assert from "node:assert/strict";
import type { Output } from "@pulumi/pulumi";
import { StaticAddresses } from "../../../components/addresses/static-addresses";
import type { Egress } from "../../../components/network/egress";
import { Vpc } from "../../../components/network/vpc";
import type { VpcArgs } from "../../../components/network/args";
import { type Recording, record } from "../../support/recorder";

const zones = ["us-east-1a", "us-east-1b"];

/** The value of an output whose resources are recorded. */
const valueOf = <T>(output: Output<T>) => new Promise<T>((resolve) => output.apply(resolve));

function vpcArgs(overrides: Partial<VpcArgs> = {}): VpcArgs {
  return {
    cidr: "10.20.0.0/16",
    availabilityZones: zones,
    egress: { kind: "none" },
    tags: { owner: "platform" },
    ...overrides,
  };
}

function inventory() {
  const egress = (letter: string) => ({ role: "egress", holder: `nat-${letter}` }) as const;
  return new StaticAddresses("addresses", {
    addresses: { "egress-a": egress("a"), "egress-b": egress("b") },
  }).addresses;
}

/** Records a VPC alone: without the inventory that its egress may need. */
async function recordVpc(args: () => VpcArgs): Promise<{ recording: Recording; vpc: Vpc }> {
  let vpc: Vpc | undefined;
  const recording = await record(() => {
    vpc = new Vpc("net", args());
  });
  return { recording, vpc: vpc! };
}

const ofType = (recording: Recording, type: string) =>
  recording.resources.filter((resource) => resource.type === type);

const routesOf = (recording: Recording) =>
  Object.fromEntries(
    ofType(recording, "aws:ec2/route:Route").map(({ name, inputs }) => [name, inputs]),
  );

describe("Vpc", () => {
  it("creates the two-zone plan of a VPC without egress, and nothing else", async () => {
    const { recording } = await recordVpc(() => vpcArgs());
    assert.deepEqual(recording.counts(), {
      "holdfast:network:Vpc": 1,
      "aws:ec2/vpc:Vpc": 1,
      "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
      "aws:ec2/internetGateway:InternetGateway": 1,
      "aws:ec2/subnet:Subnet": 4,
      "aws:ec2/routeTable:RouteTable": 3,
      "aws:ec2/route:Route": 1,
      "aws:ec2/routeTableAssociation:RouteTableAssociation": 4,
    });
    assert.deepEqual(Object.keys(routesOf(recording)), ["net-public-internet"]);
  });

  it("empties the default security group", async () => {
    const { recording } = await recordVpc(() => vpcArgs());
    const { inputs } = recording.find("net-default");
    assert.deepEqual(Object.keys(inputs).sort(), ["tags", "vpcId"]);
  });

  it("never gives instances public addresses by subnet", async () => {
    const { recording } = await recordVpc(() => vpcArgs());
    for (const { inputs } of ofType(recording, "aws:ec2/subnet:Subnet")) {
      assert.equal(inputs["mapPublicIpOnLaunch"], undefined);
    }
  });

  it("names, places and tags everything by zone letter, whatever the order of zones", async () => {
    const inOrder = await recordVpc(() => vpcArgs());
    const reversed = await recordVpc(() => vpcArgs({ availabilityZones: [...zones].reverse() }));
    const more = await recordVpc(() => vpcArgs({ availabilityZones: ["us-east-1c", ...zones] }));
    const shape = ({ recording }: { recording: Recording }) =>
      recording.resources
        .map(({ type, name, inputs }) => ({
          id: `${type} ${name}`,
          cidr: inputs["cidrBlock"],
          zone: inputs["availabilityZone"],
          tags: inputs["tags"],
        }))
        .sort((a, b) => a.id.localeCompare(b.id));
    assert.deepEqual(shape(reversed), shape(inOrder));
    const ids = new Set(shape(inOrder).map(({ id }) => id));
    assert.deepEqual(
      shape(more).filter(({ id }) => ids.has(id)),
      shape(inOrder),
    );
  });

  const natModes: [Egress["kind"], () => Egress, Record<string, string>][] = [
    [
      "nat",
      () => ({ kind: "nat", gateways: "perAz", addresses: inventory() }),
      { "net-private-a-egress": "net-nat-a", "net-private-b-egress": "net-nat-b" },
    ],
    [
      "nat",
      () => ({ kind: "nat", gateways: "single", zone: "us-east-1b", addresses: inventory() }),
      { "net-private-a-egress": "net-nat-b", "net-private-b-egress": "net-nat-b" },
    ],
    [
      "nat",
      () => ({ kind: "nat", gateways: "regional", addresses: inventory() }),
      { "net-private-a-egress": "net-nat", "net-private-b-egress": "net-nat" },
    ],
  ];
  for (const [, egress, gateways] of natModes) {
    const mode = [...new Set(Object.values(gateways))].join(" and ");
    it(`routes private subnets to ${mode}`, async () => {
      const { recording } = await recordVpc(() => vpcArgs({ egress: egress() }));
      for (const [route, gateway] of Object.entries(gateways)) {
        assert.equal(
          recording.find(route).inputs["natGatewayId"],
          recording.find(gateway).outputs["id"],
        );
      }
      assert.deepEqual(
        ofType(recording, "aws:ec2/natGateway:NatGateway").map(({ name }) => name),
        [...new Set(Object.values(gateways))],
      );
    });
  }

  it("puts a regional gateway's addresses into their own zones", async () => {
    const { recording } = await recordVpc(() =>
      vpcArgs({ egress: { kind: "nat", gateways: "regional", addresses: inventory() } }),
    );
    const { inputs } = recording.find("net-nat");
    assert.equal(inputs["availabilityMode"], "regional");
    assert.equal(inputs["subnetId"], undefined);
    assert.deepEqual(inputs["availabilityZoneAddresses"], [
      {
        availabilityZone: "us-east-1a",
        allocationIds: [recording.find("addresses-egress-a", "aws:ec2/eip:Eip").outputs["id"]],
      },
      {
        availabilityZone: "us-east-1b",
        allocationIds: [recording.find("addresses-egress-b", "aws:ec2/eip:Eip").outputs["id"]],
      },
    ]);
  });

  it("tells the public addresses of outgoing traffic", async () => {
    const { recording, vpc } = await recordVpc(() =>
      vpcArgs({
        egress: { kind: "nat", gateways: "single", zone: "us-east-1b", addresses: inventory() },
      }),
    );
    assert.deepEqual(await valueOf(vpc.egressAddresses), [
      recording.find("addresses-egress-b", "aws:ec2/eip:Eip").outputs["publicIp"],
    ]);
  });

  it("reaches the named services, and only them, through PrivateLink", async () => {
    const { recording } = await recordVpc(() =>
      vpcArgs({
        egress: {
          kind: "privatelink",
          interfaceEndpoints: ["ssm", "ecr.api"],
          gatewayEndpoints: ["s3"],
        },
      }),
    );
    assert.deepEqual(Object.keys(routesOf(recording)), ["net-public-internet"]);
    const endpoint = recording.find("net-endpoint-ecr-api").inputs;
    assert.equal(endpoint["serviceName"], "com.amazonaws.us-east-1.ecr.api");
    assert.equal(endpoint["vpcEndpointType"], "Interface");
    assert.equal(endpoint["privateDnsEnabled"], true);
    assert.deepEqual(endpoint["subnetIds"], [
      recording.find("net-private-a", "aws:ec2/subnet:Subnet").outputs["id"],
      recording.find("net-private-b", "aws:ec2/subnet:Subnet").outputs["id"],
    ]);
    assert.deepEqual(endpoint["securityGroupIds"], [recording.find("net-endpoints").outputs["id"]]);
    assert.equal(recording.find("net-endpoint-s3").inputs["vpcEndpointType"], "Gateway");
    assert.deepEqual(
      ofType(
        recording,
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
      ).map(({ name }) => name),
      ["net-endpoint-s3-a", "net-endpoint-s3-b"],
    );
  });

  it("admits HTTPS from the VPC to interface endpoints, and lets nothing out of them", async () => {
    const { recording } = await recordVpc(() =>
      vpcArgs({ egress: { kind: "privatelink", interfaceEndpoints: ["ssm"] } }),
    );
    const { tags, securityGroupId, ...rule } = recording.find("net-endpoints-https").inputs;
    assert.ok(tags && securityGroupId);
    assert.deepEqual(rule, {
      description: "HTTPS from the VPC",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "10.20.0.0/16",
    });
    assert.deepEqual(
      ofType(recording, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
      [],
    );
    assert.equal(recording.find("net-endpoints").inputs["egress"], undefined);
  });

  it("writes flow logs through a role that can do nothing else", async () => {
    const { recording } = await recordVpc(() => vpcArgs({ flowLogs: { retentionDays: 30 } }));
    const group = recording.find("net-flow-logs", "aws:cloudwatch/logGroup:LogGroup");
    assert.equal(group.inputs["retentionInDays"], 30);
    const policy = recording.find("net-flow-logs", "aws:iam/rolePolicy:RolePolicy");
    assert.deepEqual(JSON.parse(policy.inputs["policy"] as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: `${group.outputs["arn"] as string}:*`,
        },
      ],
    });
    const role = recording.find("net-flow-logs", "aws:iam/role:Role");
    const trust = JSON.parse(role.inputs["assumeRolePolicy"] as string) as {
      Statement: { Principal: unknown; Condition: unknown }[];
    };
    assert.deepEqual(trust.Statement[0]?.Principal, { Service: "vpc-flow-logs.amazonaws.com" });
    assert.deepEqual(trust.Statement[0]?.Condition, {
      StringEquals: { "aws:SourceAccount": "123456789012" },
    });
  });

  describe("with a front door that asks for services", () => {
    const door = { interfaceEndpoints: ["ec2"], gatewayEndpoints: ["s3"] } as const;
    const endpoints = (recording: Recording) =>
      ofType(recording, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ name }) => name);
    const gatewayRoutes = (recording: Recording) =>
      ofType(
        recording,
        "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
      ).map(({ name }) => name);

    it("has them without any egress, for the tier that it is in", async () => {
      for (const [tier, routes] of [
        ["public", ["net-endpoint-s3-public"]],
        ["private", ["net-endpoint-s3-a", "net-endpoint-s3-b"]],
      ] as const) {
        const { recording, vpc } = await recordVpc(() => vpcArgs({ frontDoor: { tier, ...door } }));
        assert.deepEqual(endpoints(recording), ["net-endpoint-s3", "net-endpoint-ec2"]);
        assert.deepEqual(gatewayRoutes(recording).sort(), routes);
        assert.equal(vpc.frontDoorSubnets, vpc[`${tier}Subnets`]);
      }
    });

    it("has each of them once when its egress names them as well", async () => {
      const { recording } = await recordVpc(() =>
        vpcArgs({
          egress: {
            kind: "privatelink",
            interfaceEndpoints: ["ssm", "ec2"],
            gatewayEndpoints: ["s3"],
          },
          frontDoor: { tier: "public", ...door },
        }),
      );
      assert.deepEqual(endpoints(recording), [
        ...["net-endpoint-s3", "net-endpoint-ssm", "net-endpoint-ec2"],
      ]);
      assert.deepEqual(gatewayRoutes(recording).sort(), [
        ...["net-endpoint-s3-a", "net-endpoint-s3-b", "net-endpoint-s3-public"],
      ]);
    });
  });
});
