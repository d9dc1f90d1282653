import assert from "node:assert/strict";
import {
  DEFAULT_SECURITY_GROUP,
  EGRESS_RULE,
  INGRESS_RULE,
  PREFIX_LIST,
  SECURITY_GROUP,
} from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { refuses } from "../refuses";

const https: Values = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" };

const allow = (lab: Lab, group: Stored, rule: Values, type = INGRESS_RULE): Stored =>
  lab.make(type, { securityGroupId: group.id, ...rule });

/** A rule in a group of its own. */
const allowed = (lab: Lab, rule: Values): Stored => allow(lab, lab.securityGroup(lab.vpc()), rule);

describe("SecurityGroup", () => {
  it("is described as Pulumi's unless it says otherwise", () => {
    const lab = new Lab();
    assert.equal(lab.state(lab.securityGroup(lab.vpc()))["description"], "Managed by Pulumi");
  });

  it("may have the name of a group in another VPC", () => {
    const lab = new Lab();
    lab.securityGroup(lab.vpc());
    assert.ok(lab.securityGroup(lab.vpc()));
  });

  it("takes its rules along when it is deleted", () => {
    const lab = new Lab();
    const group = lab.securityGroup(lab.vpc());
    allow(lab, group, https);
    lab.account.remove(group);
    assert.deepEqual(lab.account.all(INGRESS_RULE), []);
  });

  const creating = "creating Security Group: operation error EC2: CreateSecurityGroup, api error";
  refuses([
    [
      "its name is taken in the VPC",
      (lab) => {
        const vpc = lab.vpc();
        lab.securityGroup(vpc);
        lab.securityGroup(vpc);
      },
      `${creating} InvalidGroup.Duplicate: The security group 'web' already exists for VPC 'vpc-*'`,
    ],
    [
      "its name is that of the group which came with the VPC",
      (lab) => lab.securityGroup(lab.vpc(), "default"),
      `${creating} InvalidGroup.Duplicate: The security group 'default' already exists for VPC 'vpc-*'`,
    ],
    [
      "its name looks like an id",
      (lab) => lab.securityGroup(lab.vpc(), "sg-web"),
      "name: invalid value for name (cannot begin with sg-): sg-web",
    ],
    [
      "its description has a character that AWS does not take",
      (lab) => lab.make(SECURITY_GROUP, { vpcId: lab.vpc().id, name: "web", description: "it's" }),
      'description: expected at most 255 of the characters a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*, got "it\'s"',
    ],
    [
      "a rule of another group refers to it and it is deleted",
      (lab) => {
        const vpc = lab.vpc();
        const [web, app] = [lab.securityGroup(vpc), lab.securityGroup(vpc, "app")];
        allow(lab, app, { ipProtocol: "-1", referencedSecurityGroupId: web.id });
        lab.account.remove(web);
      },
      "deleting Security Group (sg-*): operation error EC2: DeleteSecurityGroup, api error DependencyViolation: resource sg-* has a dependent object",
    ],
  ]);
});

describe("DefaultSecurityGroup", () => {
  it("is the group that came with the VPC, and stays when its management ends", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const group = lab.make(DEFAULT_SECURITY_GROUP, { vpcId: vpc.id });
    assert.equal(group.id, lab.state(vpc)["defaultSecurityGroupId"]);
    assert.deepEqual(lab.state(group)["ingress"], []);
    lab.account.remove(group);
    assert.ok(lab.account.find(SECURITY_GROUP, group.id, lab.region));
  });

  refuses([
    [
      "it has rules",
      (lab) => lab.make(DEFAULT_SECURITY_GROUP, { vpcId: lab.vpc().id, ingress: [{}] }),
      "ingress: only a default security group without rules is modelled: see simulator/model/security-groups.ts",
    ],
  ]);
});

describe("SecurityGroupIngressRule and SecurityGroupEgressRule", () => {
  it("may be the same in both directions and in two groups", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const [web, app] = [lab.securityGroup(vpc), lab.securityGroup(vpc, "app")];
    allow(lab, web, https);
    allow(lab, app, https);
    assert.match(allow(lab, web, https, EGRESS_RULE).id, /^sgr-0[0-9a-f]{16}$/);
  });

  it("may name a prefix list of AWS's own", () => {
    const lab = new Lab();
    const { id } = lab.account.lookUp("aws:ec2/getPrefixList:getPrefixList", lab.region, {
      name: "com.amazonaws.us-east-1.s3",
    });
    assert.ok(allowed(lab, { ipProtocol: "-1", prefixListId: id }));
  });

  const adding =
    "creating VPC Security Group Ingress Rule: operation error EC2: AuthorizeSecurityGroupIngress, api error";
  const sources = "cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId";
  refuses([
    [
      "the group has the same rule already",
      (lab) => {
        const group = lab.securityGroup(lab.vpc());
        allow(lab, group, https);
        allow(lab, group, { ...https, ipProtocol: "6", description: "again" });
      },
      `${adding} InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW" already exists`,
    ],
    [
      "the group has as many rules as AWS allows",
      (lab) => {
        const group = lab.securityGroup(lab.vpc());
        for (let port = 1; port <= 61; port++) {
          allow(lab, group, { ...https, fromPort: port, toPort: port });
        }
      },
      `${adding} RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.`,
    ],
    [
      "a prefix list has room for more entries than the group for rules",
      (lab) => {
        const list = { name: "large", addressFamily: "IPv4", maxEntries: 61 };
        const { id } = lab.make(PREFIX_LIST, list);
        allowed(lab, { ipProtocol: "-1", prefixListId: id });
      },
      `${adding} RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.`,
    ],
    [
      "its ports are reversed",
      (lab) => allowed(lab, { ...https, toPort: 80 }),
      "fromPort: Invalid TCP/UDP port range (443:80)",
    ],
    [
      "a port is above 65535",
      (lab) => allowed(lab, { ...https, toPort: 70000 }),
      "fromPort: Invalid value '70000' for port: it must be 0 to 65535",
    ],
    [
      "it has a protocol without ports",
      (lab) => allowed(lab, { ipProtocol: "udp", cidrIpv4: "0.0.0.0/0" }),
      "fromPort: fromPort and toPort are required with ipProtocol udp",
    ],
    [
      "it has ports for all protocols",
      (lab) => allowed(lab, { ...https, ipProtocol: "-1" }),
      "fromPort: ports cannot be given with ipProtocol -1, which means all protocols and ports",
    ],
    [
      "its protocol is none",
      (lab) => allowed(lab, { ...https, ipProtocol: "https" }),
      'ipProtocol: expected tcp, udp, icmp, a number from 0 to 255 or -1, got "https"',
    ],
    [
      "it names a code of all ICMP types",
      (lab) => allowed(lab, { ...https, ipProtocol: "icmp", fromPort: -1, toPort: 4 }),
      "toPort: the ICMP code must be -1 with the type -1, got 4",
    ],
    [
      "it has two sources",
      (lab) => allowed(lab, { ...https, prefixListId: "pl-x" }),
      `prefixListId: exactly one of ${sources} must be given, got cidrIpv4 and prefixListId`,
    ],
    [
      "it has no source",
      (lab) => allowed(lab, { ipProtocol: "-1" }),
      `cidrIpv4: exactly one of ${sources} must be given, got none`,
    ],
    [
      "its block has host bits",
      (lab) => allowed(lab, { ...https, cidrIpv4: "10.0.0.1/16" }),
      'cidrIpv4: "10.0.0.1/16" is not an IPv4 network in CIDR form, such as 10.0.0.0/16',
    ],
    [
      "its prefix list does not exist",
      (lab) => allowed(lab, { ipProtocol: "-1", prefixListId: "pl-x" }),
      `${adding} InvalidPrefixListID.NotFound: The prefix list ID 'pl-x' does not exist`,
    ],
    [
      "its group does not exist",
      (lab) => lab.make(INGRESS_RULE, { securityGroupId: "sg-x", ...https }),
      `${adding} InvalidGroup.NotFound: The security group 'sg-x' does not exist`,
    ],
  ]);
});
