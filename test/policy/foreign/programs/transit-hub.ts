import * as aws from "@pulumi/aws";
import { ClassicVpc, serviceRole } from "../parts";
import type { ForeignProgram } from "../program";

/** Spokes that leave by a hub's NAT gateways, and a function that fails over its routes. */
export const transitHub: ForeignProgram = {
  title: "a hub with a transit gateway",
  declare: (wrong) => {
    const gateway = new aws.ec2transitgateway.TransitGateway("hub", { description: "Hub" });
    const hub = new ClassicVpc("hub", { cidr: "10.0.0.0/16", nat: true });
    const spoke = new ClassicVpc("spoke", { cidr: "10.1.0.0/16", nat: false });
    for (const vpc of [hub, spoke]) {
      const name = vpc === hub ? "hub" : "spoke";
      new aws.ec2transitgateway.VpcAttachment(name, {
        transitGatewayId: gateway.id,
        vpcId: vpc.vpc.id,
        subnetIds: vpc.privateSubnetIds,
      });
      const destinationCidrBlock = vpc === hub ? "10.1.0.0/16" : "0.0.0.0/0";
      for (const [zone, table] of vpc.privateTables) {
        if (wrong && vpc === spoke && zone === "b") continue;
        new aws.ec2.Route(`${name}-${zone}-transit`, {
          routeTableId: table.id,
          destinationCidrBlock,
          transitGatewayId: gateway.id,
        });
      }
    }
    const role = serviceRole("failover", "lambda.amazonaws.com");
    const narrow = {
      Action: ["ec2:ReplaceRoute"],
      Resource: "arn:aws:ec2:us-east-1:123456789012:route-table/*",
      Condition: { StringEquals: { "aws:ResourceTag/network": "spoke" } },
    };
    const wide = {
      NotAction: "iam:*",
      NotResource: "arn:aws:s3:::*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    };
    new aws.iam.RolePolicy("failover", {
      role: role.id,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", ...(wrong ? wide : narrow) },
      }),
    });
    if (wrong)
      new aws.ec2.Eip("spare", { domain: "vpc", tags: { Name: "spare" } }, { protect: true });
  },
  mistakes: {
    "aws-ec2-route-require-every-zone": [
      "subnet spoke-private-b should have a route to 0.0.0.0/0, as spoke-private-a has, got none; add one to its route table",
    ],
    "aws-iam-policy-disallow-wildcard-resource": [
      "failover should allow ec2:AssociateAddress, ec2:DisassociateAddress, ec2:ReleaseAddress, ec2:CreateRoute, ec2:ReplaceRoute, ec2:DeleteRoute, ec2:AssociateRouteTable, ec2:ReplaceRouteTableAssociation, route53:ChangeResourceRecordSets on named resources only, got *; name them",
    ],
    "aws-ec2-eip-disallow-idle": [
      "Elastic IP spare should have a holder, got none; associate it, or release it",
    ],
  },
};
