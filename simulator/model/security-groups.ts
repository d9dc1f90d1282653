import { AwsError } from "./errors";
import { prefixListsOf } from "./endpoint-services";
import { type Values, isGiven, isKnown, text } from "./values";
import { ipv4Block } from "./ipv4";
import { checkLimit } from "./security-group-limit";
import { ACCOUNT_ID, arn, ec2, missing, newId, region, tags } from "./shared";
import {
  DEFAULT_SECURITY_GROUP,
  EGRESS_RULE,
  INGRESS_RULE,
  PREFIX_LIST,
  SECURITY_GROUP,
  VPC,
} from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

const allowedText = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;

const plainText =
  (longest: number) =>
  (value: unknown): string | undefined =>
    typeof value === "string" && value.length <= longest && allowedText.test(value)
      ? undefined
      : `expected at most ${longest} of the characters a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*, got ${JSON.stringify(value)}`;

const missingGroup: ResourceType["missing"] = (id) => [
  "InvalidGroup.NotFound",
  `The security group '${id}' does not exist`,
];

const securityGroup: ResourceType = {
  noun: "Security Group",
  operations: ec2("SecurityGroup", "ModifySecurityGroupRules"),
  missing: missingGroup,
  inUse: ({ id }) => ["DependencyViolation", `resource ${id} has a dependent object`],
  autoName: 255,
  id: () => newId("sg"),
  inputs: {
    vpcId: { required: true, replaces: true, refersTo: VPC, bond: "holds" },
    name: {
      replaces: true,
      check: (value) =>
        text(value).startsWith("sg-")
          ? `invalid value for name (cannot begin with sg-): ${text(value)}`
          : plainText(255)(value),
    },
    description: { default: "Managed by Pulumi", replaces: true, check: plainText(255) },
    revokeRulesOnDelete: { default: false },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `security-group/${id}`),
    ownerId: ACCOUNT_ID,
    namePrefix: "",
    ingress: [],
    egress: [],
  },
  check: ({ account, id, inputs }) => {
    const { name, vpcId } = inputs;
    const same = account
      .referring(text(vpcId), SECURITY_GROUP)
      .some((other) => other.id !== id && other.inputs["name"] === name);
    if (same) {
      throw new AwsError(
        "InvalidGroup.Duplicate",
        `The security group '${text(name)}' already exists for VPC '${text(vpcId)}'`,
      );
    }
  },
};

/** Adopts the VPC's default group; "deleting" it only ends its management. */
const defaultSecurityGroup: ResourceType = {
  noun: "Default Security Group",
  operations: {
    create: "EC2: RevokeSecurityGroupIngress",
    update: "EC2: RevokeSecurityGroupIngress",
    remove: "EC2: DescribeSecurityGroups",
  },
  missing: missingGroup,
  id: ({ account, inputs, region }) => {
    const vpc = account.require(VPC, inputs["vpcId"], region);
    return text(vpc.outputs["defaultSecurityGroupId"]);
  },
  inputs: {
    vpcId: { required: true, replaces: true, refersTo: VPC, bond: "follows" },
    ingress: { default: [], check: emptyList },
    egress: { default: [], check: emptyList },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `security-group/${id}`),
    ownerId: ACCOUNT_ID,
    name: "default",
    namePrefix: "",
    description: "default VPC security group",
    revokeRulesOnDelete: false,
  },
};

function emptyList(value: unknown): string | undefined {
  return Array.isArray(value) && value.length === 0
    ? undefined
    : "only a default security group without rules is modelled: see simulator/model/security-groups.ts";
}

const sources = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

const protocols: Readonly<Record<string, string>> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  all: "-1",
};

const protocolOf = (inputs: Values): string =>
  protocols[text(inputs["ipProtocol"])] ?? text(inputs["ipProtocol"]);

function portProblems(inputs: Values): Problem[] {
  const { fromPort: from, toPort: to } = inputs;
  const protocol = protocolOf(inputs);
  const problem = (property: string, reason: string): Problem[] => [{ property, reason }];
  if (/^\d+$/.test(protocol) && Number(protocol) <= 255) {
    return isGiven(from) || isGiven(to)
      ? problem("fromPort", `ports cannot be given with ipProtocol ${protocol}, which has none`)
      : [];
  }
  if (!["tcp", "udp", "icmp", "-1"].includes(protocol)) {
    return problem(
      "ipProtocol",
      `expected tcp, udp, icmp, a number from 0 to 255 or -1, got ${JSON.stringify(inputs["ipProtocol"])}`,
    );
  }
  if (protocol === "-1") {
    return isGiven(from) || isGiven(to)
      ? problem(
          "fromPort",
          "ports cannot be given with ipProtocol -1, which means all protocols and ports",
        )
      : [];
  }
  if (!isGiven(from) || !isGiven(to)) {
    return problem(
      isGiven(from) ? "toPort" : "fromPort",
      `fromPort and toPort are required with ipProtocol ${protocol}`,
    );
  }
  if (!isKnown(from) || !isKnown(to)) {
    return [];
  }
  const [low, high] = protocol === "icmp" ? [-1, 255] : [0, 65535];
  const outside = [from, to].find(
    (port) => !Number.isInteger(port) || Number(port) < low || Number(port) > high,
  );
  if (outside !== undefined) {
    return problem(
      "fromPort",
      `Invalid value '${JSON.stringify(outside)}' for port: it must be ${low} to ${high}`,
    );
  }
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
  if (protocol === "icmp" && from === -1 && to !== -1) {
    return problem("toPort", `the ICMP code must be -1 with the type -1, got ${Number(to)}`);
  }
  return protocol !== "icmp" && Number(from) > Number(to)
    ? problem("fromPort", `Invalid TCP/UDP port range (${Number(from)}:${Number(to)})`)
    : [];
}

function validate(inputs: Values): Problem[] {
  const given = sources.filter((key) => isGiven(inputs[key]));
  const problems: Problem[] =
    given.length === 1
      ? []
      : [
          {
            property: given[1] ?? "cidrIpv4",
            reason: `exactly one of ${sources.join(", ")} must be given, got ${given.join(" and ") || "none"}`,
          },
        ];
  return isKnown(inputs["ipProtocol"]) ? [...problems, ...portProblems(inputs)] : problems;
}

/** The key by which AWS considers two rules of a group equal. */
const meaning = (inputs: Values): string =>
  JSON.stringify([
    protocolOf(inputs),
    inputs["fromPort"] ?? null,
    inputs["toPort"] ?? null,
    ...sources.map((key) => inputs[key] ?? null),
  ]);

function checkRule({ account, id, inputs, region }: Context, type: string): void {
  const list = text(inputs["prefixListId"]);
  if (list && !prefixListsOf(region).some((owned) => owned.id === list)) {
    account.require(PREFIX_LIST, list, region);
  }
  const others = account
    .referring(text(inputs["securityGroupId"]), type)
    .filter((other) => other.id !== id);
  const same = others.find((other) => meaning(other.inputs) === meaning(inputs));
  if (same) {
    const peer = sources.map((key) => text(inputs[key])).find(Boolean);
    const ports = isGiven(inputs["fromPort"])
      ? `, from port: ${Number(inputs["fromPort"])}, to port: ${Number(inputs["toPort"])}`
      : "";
    const protocol = protocolOf(inputs) === "-1" ? "ALL" : protocolOf(inputs).toUpperCase();
    throw new AwsError(
      "InvalidPermission.Duplicate",
      `the specified rule "peer: ${peer}, ${protocol}${ports}, ALLOW" already exists`,
    );
  }
  checkLimit(account, [inputs, ...others.map((other) => other.inputs)], region);
}

const rule = (type: string, direction: "Ingress" | "Egress"): ResourceType => ({
  noun: `VPC Security Group ${direction} Rule`,
  operations: {
    create: `EC2: AuthorizeSecurityGroup${direction}`,
    update: "EC2: ModifySecurityGroupRules",
    remove: `EC2: RevokeSecurityGroup${direction}`,
  },
  missing: missing("InvalidSecurityGroupRuleId.NotFound", "security group rule ID"),
  id: () => newId("sgr"),
  inputs: {
    securityGroupId: { required: true, replaces: true, refersTo: SECURITY_GROUP, bond: "follows" },
    ipProtocol: { required: true },
    fromPort: {},
    toPort: {},
    cidrIpv4: { check: ipv4Block() },
    prefixListId: {},
    referencedSecurityGroupId: { refersTo: SECURITY_GROUP, bond: "holds" },
    description: { check: plainText(255) },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `security-group-rule/${id}`),
    securityGroupRuleId: ({ id }) => id,
  },
  validate,
  check: (context) => checkRule(context, type),
});

export const securityGroupTypes: Record<string, ResourceType> = {
  [SECURITY_GROUP]: securityGroup,
  [DEFAULT_SECURITY_GROUP]: defaultSecurityGroup,
  [INGRESS_RULE]: rule(INGRESS_RULE, "Ingress"),
  [EGRESS_RULE]: rule(EGRESS_RULE, "Egress"),
};
