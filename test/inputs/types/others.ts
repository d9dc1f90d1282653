import {
  type Translate,
  type Values,
  both,
  cloudFormation,
  entries,
  nothing,
  parsed,
  pascal,
  request,
} from "../translate";

const dimensions = (map: unknown): Values[] | undefined =>
  map === undefined ? undefined : entries(map, "Name", "Value");

const query = ({ metric, ...own }: Values): Values => {
  const { period, stat, unit, dimensions: map, ...which } = (metric ?? {}) as Values;
  return {
    ...(pascal(own) as Values),
    ...(metric !== undefined && {
      MetricStat: {
        Metric: { ...(pascal(which) as Values), Dimensions: dimensions(map) },
        Period: period,
        Stat: stat,
        ...(unit !== undefined && { Unit: unit }),
      },
    }),
  };
};

const policyOf = (key: string) => (inputs: Values) => ({ PolicyDocument: parsed(inputs[key]) });

/** Tags as SSM and Lambda take them, by key. */
const tagMap = ({ tags }: Values): Values => ({ Tags: tags });

const schedule = cloudFormation("AWS::Scheduler::Schedule", {
  name: "name",
  operation: "scheduler:CreateSchedule",
});

export const OTHERS: Readonly<Record<string, Translate>> = {
  "aws:cloudwatch/dashboard:Dashboard": cloudFormation("AWS::CloudWatch::Dashboard"),
  "aws:cloudwatch/logGroup:LogGroup": cloudFormation("AWS::Logs::LogGroup", {
    name: "name",
    names: { name: "LogGroupName", skipDestroy: null },
    operation: "logs:CreateLogGroup",
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": cloudFormation("AWS::CloudWatch::Alarm", {
    name: "name",
    names: {
      name: "AlarmName",
      dimensions: null,
      metricQueries: null,
      okActions: "OKActions",
    },
    made: ({ dimensions: map, metricQueries }) => ({
      Dimensions: dimensions(map),
      Metrics: (metricQueries as Values[] | undefined)?.map(query),
    }),
    operation: "cloudwatch:PutMetricAlarm",
  }),
  "aws:iam/instanceProfile:InstanceProfile": cloudFormation("AWS::IAM::InstanceProfile", {
    name: "name",
    names: { name: "InstanceProfileName", role: null, tags: null },
    made: ({ role }) => ({ Roles: [role] }),
    operation: "iam:CreateInstanceProfile",
  }),
  "aws:iam/role:Role": cloudFormation("AWS::IAM::Role", {
    name: "name",
    names: { name: "RoleName", assumeRolePolicy: null, forceDetachPolicies: null },
    made: ({ assumeRolePolicy }) => ({ AssumeRolePolicyDocument: parsed(assumeRolePolicy) }),
    operation: "iam:CreateRole",
  }),
  "aws:iam/rolePolicy:RolePolicy": cloudFormation("AWS::IAM::RolePolicy", {
    name: "name",
    names: { name: "PolicyName", policy: null, role: "RoleName" },
    made: policyOf("policy"),
    operation: "iam:PutRolePolicy",
  }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": request(
    "iam:AttachRolePolicy",
    ({ role, policyArn }) => ({ RoleName: role, PolicyArn: policyArn }),
  ),
  "aws:s3/bucket:Bucket": cloudFormation("AWS::S3::Bucket", {
    name: "bucket",
    names: { bucket: "BucketName", forceDestroy: null },
  }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": request(
    "s3:PutBucketLifecycleConfiguration",
    ({ bucket, rules }) => ({
      Bucket: bucket,
      LifecycleConfiguration: {
        Rules: (rules as Values[]).map(({ id, ...rule }) => ({
          ID: id,
          ...(pascal(rule) as Values),
        })),
      },
    }),
  ),
  "aws:s3/bucketObjectv2:BucketObjectv2": both(
    request("s3:PutObject", ({ bucket, key, contentType, metadata }) => ({
      Bucket: bucket,
      Key: key,
      ContentType: contentType ?? "binary/octet-stream",
      Metadata: metadata ?? {},
    })),
    request("s3:PutObjectTagging", ({ bucket, key, tags }) => ({
      Bucket: bucket,
      Key: key,
      Tagging: { TagSet: entries(tags) },
    })),
  ),
  "aws:s3/bucketPolicy:BucketPolicy": cloudFormation("AWS::S3::BucketPolicy", {
    names: { policy: null },
    made: policyOf("policy"),
  }),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": request(
    "s3:PutPublicAccessBlock",
    ({ bucket, blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets }) => ({
      Bucket: bucket,
      PublicAccessBlockConfiguration: pascal({
        blockPublicAcls,
        blockPublicPolicy,
        ignorePublicAcls,
        restrictPublicBuckets,
      }),
    }),
  ),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": request(
    "s3:PutBucketEncryption",
    ({ bucket, rules }) => ({
      Bucket: bucket,
      ServerSideEncryptionConfiguration: {
        Rules: (rules as Values[]).map((rule) => {
          const { sseAlgorithm } = rule["applyServerSideEncryptionByDefault"] as Values;
          return { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: sseAlgorithm } };
        }),
      },
    }),
  ),
  "aws:s3/bucketVersioning:BucketVersioning": request(
    "s3:PutBucketVersioning",
    ({ bucket, versioningConfiguration }) => ({
      Bucket: bucket,
      VersioningConfiguration: pascal(versioningConfiguration),
    }),
  ),
  // Its format is that of the rules of EventBridge, which cfn-lint checks; times have no such rule.
  "aws:scheduler/schedule:Schedule": (inputs, resource) => {
    const { resources, requests } = schedule(inputs, resource);
    const expression = String(inputs["scheduleExpression"]);
    return {
      resources: expression.startsWith("at(")
        ? resources
        : [
            ...resources,
            { Type: "AWS::Events::Rule", Properties: { ScheduleExpression: expression } },
          ],
      requests,
    };
  },
  "aws:sns/topic:Topic": cloudFormation("AWS::SNS::Topic", {
    name: "name",
    names: { name: "TopicName" },
  }),
  "aws:sns/topicSubscription:TopicSubscription": cloudFormation("AWS::SNS::Subscription", {
    names: { topic: "TopicArn" },
  }),
  "aws:sqs/queue:Queue": cloudFormation("AWS::SQS::Queue", {
    name: "name",
    names: {
      name: "QueueName",
      messageRetentionSeconds: "MessageRetentionPeriod",
      sqsManagedSseEnabled: "SqsManagedSseEnabled",
    },
  }),
  "aws:ssm/parameter:Parameter": cloudFormation("AWS::SSM::Parameter", {
    names: { insecureValue: "Value", overwrite: null },
    made: tagMap,
    operation: "ssm:PutParameter",
  }),
  "aws:lambda/permission:Permission": cloudFormation("AWS::Lambda::Permission", {
    names: { function: "FunctionName", statementId: null },
  }),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": nothing,
};
