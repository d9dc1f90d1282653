import { RAISED_QUOTAS } from "../../../../simulator";
import { companyAccount } from "../../../support/company-account";
import { frontDoor as sections } from "../../../support/program";
import { type Given, type WrongConfig, wrong } from "./wrong-config";

/** A front door of two nodes and a backend, in zones of a region. */
const frontDoor = (availabilityZones: unknown, entry = {}, blue = {}): Given => ({
  config: sections({
    network: { cidr: "10.20.0.0/16", availabilityZones },
    entry: { kind: "haproxy", nodesPerAz: 1, ...entry },
    backend: { live: "blue", blue: { cidr: "10.30.0.0/16", ...blue } },
  }),
});

export const WRONG_INSTANCES: readonly WrongConfig[] = [
  wrong(
    "a zone that is named lacks the type of the nodes",
    frontDoor(["us-east-1d", "us-east-1e"], {}, { instanceType: "t2.small" }),
    `
  holdfast:entry.instanceType = "c7g.medium"
    is not offered in us-east-1e, only in us-east-1a, us-east-1b, us-east-1c, us-east-1d and us-east-1f
    fix: choose another instance type or, in a new stack, network.availabilityZones: [us-east-1a, us-east-1b]`,
  ),
  wrong(
    "the stack is to have more zones than offer the type of the backend",
    frontDoor(6, { instanceType: "m4.large" }),
    `
  holdfast:backend.blue.instanceType = "t4g.micro"
    is not offered in us-east-1e, only in us-east-1a, us-east-1b, us-east-1c, us-east-1d and us-east-1f
    fix: choose another instance type`,
  ),
  wrong(
    "the region offers no such type",
    { ...frontDoor(2, { instanceType: "t2.medium" }), region: "eu-north-1" },
    `
  holdfast:entry.instanceType = "t2.medium"
    is not offered in eu-north-1
    fix: choose an instance type that is: aws ec2 describe-instance-type-offerings --region eu-north-1`,
  ),

  wrong(
    "the account may have fewer Elastic IPs than the stack needs",
    {
      ...frontDoor(3),
      account: companyAccount({ quotas: { ...RAISED_QUOTAS, elasticIps: 5 } }),
    },
    `
  aws:region = "us-east-1"
    limits this account to 5 Elastic IPs: 0 are in use, and the stack needs 6 more
    fix: request an increase, and try again when AWS has granted it: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 6 --region us-east-1`,
  ),
];
