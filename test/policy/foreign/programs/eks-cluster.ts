import * as aws from "@pulumi/aws";
import { ClassicVpc, launchTemplate, serviceRole } from "../parts";
import type { ForeignProgram } from "../program";

/** A cluster of EKS with a managed group of nodes in private subnets. */
export const eksCluster: ForeignProgram = {
  title: "a cluster of EKS",
  declare: (wrong) => {
    const vpc = new ClassicVpc("eks", {
      cidr: "10.0.0.0/16",
      nat: true,
      ...(wrong && { natOf: () => "a" }),
    });
    const role = serviceRole("eks", wrong ? "eks.amazonaws.co" : "eks.amazonaws.com");
    const nodeRole = serviceRole("eks-node", "ec2.amazonaws.com");
    for (const policy of ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy"]) {
      new aws.iam.RolePolicyAttachment(policy, {
        role: nodeRole.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      });
    }
    const cluster = new aws.eks.Cluster("eks", {
      roleArn: role.arn,
      vpcConfig: { subnetIds: [...vpc.privateSubnetIds, ...vpc.publicSubnetIds] },
    });
    new aws.iam.OpenIdConnectProvider("eks", {
      url: "https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE",
      clientIdLists: ["sts.amazonaws.com"],
    });
    const template = launchTemplate("eks-node", {
      instanceType: "m6i.large",
      metadataOptions: { httpTokens: wrong ? "optional" : "required", httpPutResponseHopLimit: 2 },
    });
    new aws.eks.NodeGroup("eks", {
      clusterName: cluster.name,
      nodeRoleArn: nodeRole.arn,
      subnetIds: vpc.privateSubnetIds,
      scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 6 },
      launchTemplate: { id: template.id, version: "1" },
    });
    new aws.eks.Addon("coredns", { clusterName: cluster.name, addonName: "coredns" });
  },
  mistakes: {
    "aws-ec2-nat-gateway-require-own-zone": [
      "subnet eks-private-b in us-east-1b should use a NAT gateway in the same zone, got eks-a in us-east-1a; create one in us-east-1b, or a regional one",
    ],
    "aws-iam-role-require-principal": [
      "trust policy of role eks should state who may assume it, got the service eks.amazonaws.co; correct it",
    ],
    "aws-ec2-instance-require-imdsv2": [
      "instance metadata of eks-node should require tokens, got httpTokens optional; set it to required",
    ],
  },
};
