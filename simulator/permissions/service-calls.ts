import * as token from "../model/tokens";
import { type ProviderCalls, actions } from "./provider-calls";

export const serviceCalls: Readonly<Record<string, ProviderCalls>> = {
  [token.LAMBDA_FUNCTION]: {
    source: "lambda/function.go",
    create: actions(
      "lambda: CreateFunction TagResource PutFunctionConcurrency?reservedConcurrentExecutions",
      "ec2: DescribeVpcs?vpcConfig DescribeSubnets?vpcConfig DescribeSecurityGroups?vpcConfig",
    ),
    read: actions(
      "lambda: GetFunction GetFunctionConfiguration ListVersionsByFunction GetFunctionCodeSigningConfig",
    ),
    update: actions(
      "lambda: UpdateFunctionCode UpdateFunctionConfiguration TagResource UntagResource",
      "lambda: PutFunctionConcurrency?reservedConcurrentExecutions DeleteFunctionConcurrency?reservedConcurrentExecutions",
    ),
    remove: actions("lambda: DeleteFunction"),
    passes: { role: "lambda.amazonaws.com" },
  },
  [token.LAMBDA_INVOKE_CONFIG]: {
    source: "lambda/function_event_invoke_config.go",
    create: actions("lambda: PutFunctionEventInvokeConfig"),
    read: actions("lambda: GetFunctionEventInvokeConfig"),
    update: actions("lambda: PutFunctionEventInvokeConfig"),
    remove: actions("lambda: DeleteFunctionEventInvokeConfig"),
  },
  [token.LAMBDA_PERMISSION]: {
    source: "lambda/permission.go",
    create: actions("lambda: AddPermission"),
    read: actions("lambda: GetPolicy"),
    update: [],
    remove: actions("lambda: RemovePermission"),
  },
  [token.SCHEDULE]: {
    source: "scheduler/schedule.go",
    create: actions("scheduler: CreateSchedule"),
    read: actions("scheduler: GetSchedule"),
    update: actions("scheduler: UpdateSchedule"),
    remove: actions("scheduler: DeleteSchedule"),
    passes: { "target.roleArn": "scheduler.amazonaws.com" },
  },
  // An alarm that stops or reboots an instance does so by a role of CloudWatch's own.
  [token.METRIC_ALARM]: {
    source: "cloudwatch/metric_alarm.go",
    create: actions("cloudwatch: PutMetricAlarm TagResource"),
    read: actions("cloudwatch: DescribeAlarms ListTagsForResource"),
    update: actions("cloudwatch: PutMetricAlarm TagResource UntagResource"),
    remove: actions("cloudwatch: DeleteAlarms"),
    links: "events.amazonaws.com",
  },
  [token.DASHBOARD]: {
    source: "cloudwatch/dashboard.go",
    create: actions("cloudwatch: PutDashboard"),
    read: actions("cloudwatch: GetDashboard"),
    update: actions("cloudwatch: PutDashboard"),
    remove: actions("cloudwatch: DeleteDashboards"),
  },
  [token.LOG_GROUP]: {
    source: "logs/group.go",
    create: actions("logs: CreateLogGroup TagResource PutRetentionPolicy?retentionInDays"),
    read: actions("logs: DescribeLogGroups ListTagsForResource"),
    update: actions(
      "logs: PutRetentionPolicy?retentionInDays DeleteRetentionPolicy TagResource UntagResource",
    ),
    remove: actions("logs: DeleteLogGroup"),
  },
  [token.TOPIC]: {
    source: "sns/topic.go",
    create: actions("sns: CreateTopic TagResource SetTopicAttributes"),
    read: actions("sns: GetTopicAttributes ListTagsForResource"),
    update: actions("sns: SetTopicAttributes TagResource UntagResource"),
    remove: actions("sns: DeleteTopic"),
  },
  [token.TOPIC_SUBSCRIPTION]: {
    source: "sns/topic_subscription.go",
    create: actions("sns: Subscribe SetSubscriptionAttributes"),
    read: actions("sns: GetSubscriptionAttributes"),
    update: actions("sns: SetSubscriptionAttributes"),
    remove: actions("sns: Unsubscribe"),
  },
  [token.QUEUE]: {
    source: "sqs/queue.go",
    create: actions("sqs: CreateQueue TagQueue"),
    read: actions("sqs: GetQueueAttributes ListQueueTags"),
    update: actions("sqs: SetQueueAttributes TagQueue UntagQueue"),
    remove: actions("sqs: DeleteQueue"),
  },
  // An image's id is checked by EC2 with the caller's permissions: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-ec2-aliases.html
  [token.SSM_PARAMETER]: {
    source: "ssm/parameter.go",
    create: actions("ssm: PutParameter AddTagsToResource", "ec2: DescribeImages?dataType"),
    read: actions("ssm: GetParameter DescribeParameters ListTagsForResource"),
    update: actions(
      "ssm: PutParameter AddTagsToResource RemoveTagsFromResource",
      "ec2: DescribeImages?dataType",
    ),
    remove: actions("ssm: DeleteParameter"),
  },
};
