import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { serviceRole } from "../parts";
import type { ForeignProgram } from "../program";

/** An HTTP API of functions with a table of DynamoDB. */
export const lambdaApi: ForeignProgram = {
  title: "an API on Lambda",
  declare: (wrong) => {
    const table = new aws.dynamodb.Table("orders", {
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
    });
    const role = serviceRole("orders", "lambda.amazonaws.com");
    new aws.iam.RolePolicyAttachment("orders", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    });
    new aws.iam.RolePolicy("orders", {
      role: role.id,
      policy: table.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: ["dynamodb:*Item"], Resource: arn }],
        }),
      ),
    });
    const handler = new aws.lambda.Function("orders", {
      role: role.arn,
      runtime: wrong ? "nodejs16.x" : "nodejs22.x",
      handler: "index.handler",
      code: new pulumi.asset.AssetArchive({
        "index.js": new pulumi.asset.StringAsset("exports.handler = async () => ({});"),
      }),
      environment: { variables: { TABLE: table.name, ...(wrong && { AWS_REGION: "us-east-1" }) } },
    });
    new aws.cloudwatch.LogGroup("orders", {
      name: pulumi.interpolate`/aws/lambda/${handler.name}`,
      retentionInDays: wrong ? 0 : 30,
    });
    const api = new aws.apigatewayv2.Api("orders", { protocolType: "HTTP" });
    const integration = new aws.apigatewayv2.Integration("orders", {
      apiId: api.id,
      integrationType: "AWS_PROXY",
      integrationUri: handler.arn,
      payloadFormatVersion: "2.0",
    });
    new aws.apigatewayv2.Route("orders", {
      apiId: api.id,
      routeKey: "GET /orders/{id}",
      target: pulumi.interpolate`integrations/${integration.id}`,
    });
    new aws.apigatewayv2.Stage("orders", { apiId: api.id, name: "$default", autoDeploy: true });
    new aws.lambda.Permission("orders", {
      action: "lambda:InvokeFunction",
      function: handler.name,
      principal: "apigateway.amazonaws.com",
      sourceArn: pulumi.interpolate`${api.executionArn}/*/*`,
    });
  },
  mistakes: {
    "aws-lambda-function-require-supported-runtime": [
      "runtime of function orders should be supported, got nodejs16.x; use nodejs24.x",
    ],
    "aws-lambda-function-require-variable-names": [
      "variables of function orders should have valid names, got AWS_REGION, which is Lambda's own; rename it",
    ],
    "aws-cloudwatch-log-group-require-retention": [
      "log group orders should have a retention, got 0, which is forever; set retentionInDays",
    ],
  },
};
