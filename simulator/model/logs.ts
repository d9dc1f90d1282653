import type { Stored } from "./resource";
import { AwsError } from "./errors";
import { type Values, isGiven, text } from "./values";
import { arn, newId, oneOf, region, tags } from "./shared";
import { FLOW_LOG, LOG_GROUP, NAT_GATEWAY, ROLE, SUBNET, VPC } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];

const logGroup: ResourceType = {
  noun: "CloudWatch Logs Log Group",
  operations: {
    create: "CloudWatch Logs: CreateLogGroup",
    update: "CloudWatch Logs: PutRetentionPolicy",
    remove: "CloudWatch Logs: DeleteLogGroup",
  },
  missing: () => ["ResourceNotFoundException", "The specified log group does not exist."],
  taken: () => ["ResourceAlreadyExistsException", "The specified log group already exists"],
  autoName: 512,
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    name: {
      replaces: true,
      check: (value) =>
        /^[\w./#-]{1,512}$/.test(text(value))
          ? undefined
          : `expected 1 to 512 of the characters a-z, A-Z, 0-9 and _-/.#, got ${JSON.stringify(value)}`,
    },
    retentionInDays: { default: 0, check: oneOf(...retentions) },
    logGroupClass: {
      computed: true,
      replaces: true,
      check: oneOf("STANDARD", "INFREQUENT_ACCESS"),
    },
    skipDestroy: { default: false },
    region,
    tags,
  },
  computed: {
    arn: arn("logs", ({ inputs }) => `log-group:${text(inputs["name"])}`),
    logGroupClass: "STANDARD",
    namePrefix: "",
    deletionProtectionEnabled: false,
  },
};

/** A resource by the ARN that it has. */
const byArn = (resources: Stored[], arn: string): Stored | undefined =>
  resources.find(({ outputs }) => outputs["arn"] === arn);

const sources = ["vpcId", "subnetId", "regionalNatGatewayId"];

function validate(inputs: Values): Problem[] {
  const given = sources.filter((key) => isGiven(inputs[key]));
  const problems: Problem[] = [];
  if (given.length !== 1) {
    problems.push({
      property: given[1] ?? "vpcId",
      reason: `exactly one of ${sources.join(", ")} must be given, got ${given.join(" and ") || "none"}`,
    });
  }
  for (const key of ["logDestination", "iamRoleArn", "trafficType"].filter(
    (key) => !isGiven(inputs[key]),
  )) {
    problems.push({ property: key, reason: `Missing required argument "${key}"` });
  }
  return problems;
}

function check({ account, id, inputs, region }: Context): void {
  const destination = text(inputs["logDestination"]).replace(/:\*$/, "");
  if (!byArn(account.all(LOG_GROUP, region), destination)) {
    throw new AwsError("InvalidParameter", `LogDestination: ${destination} does not exist`);
  }
  const role = byArn(account.all(ROLE), text(inputs["iamRoleArn"]));
  if (!text(role?.inputs["assumeRolePolicy"]).includes("vpc-flow-logs.amazonaws.com")) {
    throw new AwsError("InvalidParameter", "Unable to assume given IAM role");
  }
  const source = sources.map((key) => text(inputs[key])).find(Boolean) ?? "";
  const same = account
    .referring(source, FLOW_LOG)
    .some(
      (other) => other.id !== id && other.inputs["logDestination"] === inputs["logDestination"],
    );
  if (same) {
    throw new AwsError(
      "FlowLogAlreadyExists",
      "There is an existing Flow Log with the same configuration and log destination.",
    );
  }
}

const flowLog: ResourceType = {
  noun: "Flow Log",
  operations: {
    create: "EC2: CreateFlowLogs",
    update: "EC2: CreateTags",
    remove: "EC2: DeleteFlowLogs",
  },
  missing: (id) => [
    "InvalidFlowLogId.NotFound",
    `These flow log ids in the input list are not found: [${id}]`,
  ],
  id: () => newId("fl"),
  inputs: {
    vpcId: { replaces: true, refersTo: VPC, bond: "follows" },
    subnetId: { replaces: true, refersTo: SUBNET, bond: "follows" },
    regionalNatGatewayId: { replaces: true, refersTo: NAT_GATEWAY, bond: "follows" },
    iamRoleArn: { replaces: true },
    logDestination: { replaces: true },
    logDestinationType: {
      default: "cloud-watch-logs",
      replaces: true,
      check: oneOf("cloud-watch-logs"),
    },
    trafficType: { replaces: true, check: oneOf("ACCEPT", "REJECT", "ALL") },
    maxAggregationInterval: { default: 600, replaces: true, check: oneOf(60, 600) },
    logFormat: { computed: true, replaces: true },
    region,
    tags,
  },
  computed: {
    arn: arn("ec2", ({ id }) => `vpc-flow-log/${id}`),
    logFormat:
      "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
  },
  validate,
  check,
};

export const logTypes: Record<string, ResourceType> = {
  [LOG_GROUP]: logGroup,
  [FLOW_LOG]: flowLog,
};
