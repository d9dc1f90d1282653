import {
  DNS_RECORD,
  EIP_ASSOCIATION,
  HOSTED_ZONE,
  NAT_GATEWAY,
} from "../../simulator/model/tokens";
import type { Call, Place } from "./compare-aws";
import { StoredConfig } from "../../bench/labs/node/haproxy-machine";

/** The end of an id that nothing has. */
const GONE = "0123456789abcdef0";

const give = ({ lab, others }: Place): void => lab.give(others[0]!);

function giveToGateway({ lab }: Place): void {
  lab.aws.gateway(lab.vpc);
  lab.aws.make(NAT_GATEWAY, { subnetId: lab.subnet.id, allocationId: lab.address.id });
}

export const holderOf = (id: string): string[] => [
  ...["--allocation-ids", id, "--query"],
  "Addresses[0].[AllocationId,InstanceId,AssociationId,Tags[?Key==`holdfast:claimant`]|[0].Value]",
];
export const holder = {
  operation: "ec2 describe-addresses",
  options: ({ lab }: Place) => holderOf(lab.address.id),
};

const READS: readonly Call[] = [
  { title: "the holder of a free address", ...holder },
  { title: "the holder of an address that an instance has", ...holder, given: give },
  { title: "the holder of an address that a NAT gateway has", ...holder, given: giveToGateway },
  {
    title: "the holder of an address that moves to another front door",
    ...holder,
    given: (place) => {
      give(place);
      place.lab.moveTo("a1");
    },
  },
  { title: "the holder of no address", ...holder, options: () => holderOf(`eipalloc-${GONE}`) },
  {
    title: "the holder, throttled",
    ...holder,
    fault: { action: "DescribeAddresses", code: "RequestLimitExceeded" },
  },
  {
    title: "the holder, without credentials",
    ...holder,
    instance: { iamInstanceProfile: undefined },
  },
  {
    title: "the holder, where nothing listens",
    ...holder,
    given: ({ machine }) => (machine.settings["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"),
  },
  {
    title: "the addresses of a pool",
    operation: "ec2 describe-addresses",
    options: ({ lab }) => [
      ...["--allocation-ids", lab.address.id, lab.aws.eip().id],
      ...["--query", "Addresses[].[AllocationId,InstanceId,AssociationId]"],
    ],
    given: give,
  },
];

const instances = (...ids: string[]): string[] => [
  ...["--filters", `Name=instance-id,Values=${ids.join(",")}`, "--query"],
  "Reservations[].Instances[].[InstanceId,LaunchTime,State.Name,Tags[?Key==`holdfast-node`]|[0].Value]",
];

const INSTANCES: readonly Call[] = [
  {
    title: "two instances, one without tags",
    operation: "ec2 describe-instances",
    options: ({ machine, others }) => instances(machine.id, others[1]!.id),
  },
  {
    title: "no instance",
    operation: "ec2 describe-instances",
    options: () => instances(`i-${GONE}`),
  },
  {
    title: "instances, with an internal error",
    operation: "ec2 describe-instances",
    options: ({ machine }) => instances(machine.id),
    fault: { action: "DescribeInstances", code: "InternalError" },
  },
];

const pool = {
  operation: "autoscaling describe-auto-scaling-groups",
  options: () => [
    ...["--auto-scaling-group-names", "proxy-a1", "--query"],
    "AutoScalingGroups[0].Tags[?Key==`holdfast-allocation-ids`]|[0].Value",
  ],
};

const GROUPS: readonly Call[] = [
  {
    title: "the pool in the tags of a group",
    ...pool,
    given: ({ lab }) =>
      lab.group("proxy-a1", { Name: "ecs", "holdfast-allocation-ids": "eipalloc-1 eipalloc-2" }),
  },
  {
    title: "the pool of a group without it",
    ...pool,
    given: ({ lab }) => lab.group("proxy-a1", {}),
  },
  { title: "the pool of no group", ...pool },
  {
    title: "the pool, throttled",
    ...pool,
    fault: { action: "DescribeAutoScalingGroups", code: "Throttling" },
  },
];

const claimBy = (flag: string) => ({
  operation: "ec2 associate-address",
  options: ({ lab, machine }: Place) => [
    ...["--allocation-id", lab.address.id, "--instance-id", machine.id],
    ...[flag, "--query", "AssociationId"],
  ],
});
const claim = claimBy("--no-allow-reassociation");
const release = "ec2 disassociate-address";

const CLAIMS: readonly Call[] = [
  { title: "the claim of a free address", ...claim },
  { title: "the claim of an address that another has taken", ...claim, given: give },
  { title: "the takeover of an address", ...claimBy("--allow-reassociation"), given: give },
  {
    title: "a claim that is denied",
    ...claim,
    fault: { action: "AssociateAddress", code: "UnauthorizedOperation", status: 403 },
  },
  {
    title: "a claim whose answer is lost",
    ...claim,
    fault: { action: "AssociateAddress", code: "InternalError", answerLost: true },
  },
  {
    title: "the release of an address",
    operation: release,
    options: ({ lab }) => ["--association-id", lab.aws.account.all(EIP_ASSOCIATION)[0]!.id],
    given: give,
  },
  {
    title: "the release of an address that is free",
    operation: release,
    options: () => ["--association-id", `eipassoc-${GONE}`],
  },
];

const object = {
  operation: "s3api get-object",
  options: ({ machine }: Place) => [
    ...["--bucket", "holdfast-config", "--key", "proxy/haproxy.cfg"],
    ...["--query", "Metadata.sha256", machine.file("object")],
  ],
};

const OBJECTS: readonly Call[] = [
  {
    title: "an object",
    ...object,
    given: ({ lab }) => new StoredConfig(lab).put("global\n\n# <é>\n", "a Sum"),
  },
  { title: "no object", ...object, given: ({ lab }) => new StoredConfig(lab) },
  {
    title: "an object that is denied",
    ...object,
    given: ({ lab }) => new StoredConfig(lab).put("global"),
    fault: { action: "GetObject", code: "AccessDenied", status: 403 },
  },
];

const report = {
  operation: "autoscaling set-instance-health",
  options: ({ machine }: Place) => [
    ...["--instance-id", machine.id, "--health-status", "Unhealthy"],
    "--should-respect-grace-period",
  ],
};
const launched = {
  operation: "autoscaling complete-lifecycle-action",
  options: ({ machine }: Place) => [
    ...["--lifecycle-hook-name", "proxy-a1", "--auto-scaling-group-name", "proxy-a1"],
    ...["--instance-id", machine.id, "--lifecycle-action-result", "CONTINUE"],
  ],
};
const metric = (dimensions: (place: Place) => string) => ({
  operation: "cloudwatch put-metric-data",
  options: (place: Place) => [
    ...["--namespace", "Holdfast", "--metric-data"],
    `MetricName=Ready,Value=1,Unit=Count,Dimensions=[${dimensions(place)}]`,
  ],
});

const REPORTS: readonly Call[] = [
  { title: "the report of a node in no group", ...report },
  {
    title: "a report that is throttled",
    ...report,
    fault: { action: "SetInstanceHealth", code: "Throttling" },
  },
  { title: "the end of the launch of a node in no group", ...launched },
  {
    title: "the end of a launch",
    ...launched,
    fault: { action: "CompleteLifecycleAction", code: "InternalFailure", answerLost: true },
  },
  { title: "a metric of a group", ...metric(() => "{Name=AutoScalingGroupName,Value=proxy-a1}") },
  {
    title: "a metric of a node of a pair",
    ...metric(({ machine }) => `{Name=Pair,Value=main},{Name=InstanceId,Value=${machine.id}}`),
  },
  {
    title: "a metric, with an internal error",
    ...metric(() => "{Name=Pair,Value=main}"),
    fault: { action: "PutMetricData", code: "InternalFailure" },
  },
];

function makeZone({ lab }: Place): string {
  const { id } = lab.aws.make(HOSTED_ZONE, { name: "shop.test" });
  const record = { name: "jumpbox.shop.test", type: "A", ttl: 60, records: ["192.0.2.2"] };
  lab.aws.make(DNS_RECORD, { zoneId: id, ...record });
  return id;
}
const changeIn = (zone: (place: Place) => string) => ({
  operation: "route53 change-resource-record-sets",
  options: (place: Place) => [
    ...["--hosted-zone-id", zone(place), "--query", "ChangeInfo.Status", "--change-batch"],
    `{"Changes": [{"Action": "UPSERT",
      "ResourceRecordSet": {"Name": "jumpbox.shop.test", "Type": "A",
        "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}}]}`,
  ],
});

const RECORDS: readonly Call[] = [
  { title: "the change of a record", ...changeIn(makeZone) },
  { title: "the change of a record of no zone", ...changeIn(() => "Z0123456789ABCDEFGHI") },
  {
    title: "the change of a record, throttled",
    ...changeIn(makeZone),
    fault: { action: "ChangeResourceRecordSets", code: "Throttling", status: 400 },
  },
];

/** Every call that the programs of a node make, and what can come of it. */
export const NODE_CALLS: readonly Call[] = [
  ...READS,
  ...INSTANCES,
  ...GROUPS,
  ...CLAIMS,
  ...OBJECTS,
  ...REPORTS,
  ...RECORDS,
];
