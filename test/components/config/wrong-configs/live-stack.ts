import { type Given, type WrongConfig, LOOKUPS, addresses, wrong } from "./wrong-config";

const at = "urn:pulumi:dev::holdfast::holdfast";
const NETWORK_VPC = `${at}:network:Vpc$aws:ec2/vpc:Vpc::network`;

const vpc = (urn: string, cidrBlock: string) => ({
  [urn]: {
    type: "aws:ec2/vpc:Vpc",
    outputs: { cidrBlock, arn: "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1" },
  },
});
const address = (key: string, publicIp: string) => ({
  [`${at}:addresses:StaticAddresses$aws:ec2/eip:Eip::addresses-${key}`]: {
    type: "aws:ec2/eip:Eip",
    outputs: { publicIp, arn: `arn:aws:ec2:us-east-1:123456789012:elastic-ip/eipalloc-${key}` },
  },
});
/** A stack that has been in an existing VPC, with a security group there. */
const inExistingVpc = (vpcId: string) => ({
  "urn:pulumi:dev::holdfast::pulumi:pulumi:Stack::holdfast-dev": {
    type: "pulumi:pulumi:Stack",
    outputs: { vpcId },
  },
  [`${at}:entry:ProxyTier$aws:ec2/securityGroup:SecurityGroup::entry`]: {
    type: "aws:ec2/securityGroup:SecurityGroup",
    outputs: { vpcId },
  },
});

/** What the last update left, with other settings now. */
const live = (outputs: object, given: Given = {}): Given => ({
  ...given,
  aws: { ...given.aws, [LOOKUPS.state]: { outputs } },
});

const OWN = vpc(NETWORK_VPC, "10.20.0.0/16");

export const WRONG_FOR_LIVE_STACKS: readonly WrongConfig[] = [
  wrong(
    "a stack with a VPC and addresses changes its region, and says nothing else",
    live(
      { ...OWN, ...address("egress-b", "203.0.113.8"), ...address("egress-a", "203.0.113.7") },
      { ...addresses({ adopt: { "egress-a": "eipalloc-00000000" } }), region: "eu-west-1" },
    ),
    `
  aws:region = "eu-west-1"
    would change the region from us-east-1, where this stack has its VPC and the addresses 203.0.113.7 and 203.0.113.8. AWS cannot move these, so the update would replace everything
    fix: write us-east-1; for eu-west-1, (1) create another stack: pulumi stack init, with its own settings file; (2) when its addresses are on all allow-lists and clients use it, run \`pulumi destroy\` on this one`,
  ),
  wrong(
    "a stack that has nothing but addresses changes its region",
    live(address("egress-a", "203.0.113.7"), { region: "eu-west-1" }),
    `
  aws:region = "eu-west-1"
    would change the region from us-east-1, where this stack has the addresses 203.0.113.7. AWS cannot move these, so the update would replace everything
    fix: write us-east-1; for eu-west-1, (1) create another stack: pulumi stack init, with its own settings file; (2) when its addresses are on all allow-lists and clients use it, run \`pulumi destroy\` on this one`,
  ),
  wrong(
    "a stack with a VPC changes its block",
    live(OWN, { config: { network: { cidr: "10.99.0.0/16" } } }),
    `
  holdfast:network.cidr = "10.99.0.0/16"
    would replace the VPC 10.20.0.0/16 and all resources in it: all addresses would be unavailable meanwhile
    fix: write 10.20.0.0/16; or, with an outage, (1) \`pulumi destroy --target '${NETWORK_VPC}' --target-dependents\` removes the VPC and all resources in it; addresses and zones stay; (2) \`pulumi up\` with the new VPC creates everything again, with the same addresses`,
  ),
  wrong(
    "a stack in an existing VPC changes to its own VPC, with unprotected addresses",
    live(inExistingVpc("vpc-0123456789abcdef0"), addresses({ protect: false })),
    `
  holdfast:network.cidr = "10.20.0.0/16"
    would replace the VPC vpc-0123456789abcdef0 and all resources in it: all addresses would be unavailable meanwhile
    fix: write vpc-0123456789abcdef0; or, with an outage, (1) add addresses.protect: true, and \`pulumi up\` with the old VPC; (2) \`pulumi destroy --exclude-protected\` removes everything but the addresses; (3) \`pulumi up\` with the new VPC creates everything again, with the same addresses`,
  ),
];
