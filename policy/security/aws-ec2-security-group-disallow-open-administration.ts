import { bestPractice } from "../model/frameworks";
import { ADMITTING, type Opening, openingsOf, sharedOpenings } from "../model/ingress";
import { ports, resourcePolicy } from "../model/policy";

export const awsEc2SecurityGroupDisallowOpenAdministration = resourcePolicy({
  name: "aws-ec2-security-group-disallow-open-administration",
  displayName: "Administration ports are not open to the internet",
  what:
    "No security group opens an administration port to the internet: neither to all of it, nor to blocks " +
    "that are together wider than a /8 (IPv6: a /16), in one or several rules of a group.",
  why: "Services on open administration ports are attacked within minutes.",
  remedy:
    "Restrict the rules to specific CIDR blocks, or use Session Manager, which needs no open port.",
  severity: "critical",
  framework: bestPractice(
    "EC2.19",
    "Security groups should not allow unrestricted access to ports with high risk",
  ),
  types: ADMITTING,
  settings: {
    ports: ports(
      [22, 23, 3389, 5985, 5986, 5900, 2375, 2376, 3306, 5432, 6379, 27017, 9200],
      "TCP ports for administration and databases.",
    ),
  },
  check: (resource, { ports: guarded }) =>
    openingsOf(resource, guarded).map((opening) => refusal(resource.name, opening)),
  together: (stack, { ports: guarded }) =>
    sharedOpenings(stack, guarded).map(({ group, ...opening }) => ({
      resource: group,
      message: refusal(group.name, opening),
    })),
});

const refusal = (name: string, { blocks, ports: open }: Opening): string =>
  `security group rules of ${name} should not admit the internet to administration ` +
  `ports, got ${blocks.join(", ")} to ${open.join(", ")}; restrict the rules to specific CIDR blocks`;
