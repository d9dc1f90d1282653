import { AutoScaling } from "@aws-sdk/client-auto-scaling";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { EC2 } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { Lambda } from "@aws-sdk/client-lambda";
import { ResourceGroupsTaggingAPI } from "@aws-sdk/client-resource-groups-tagging-api";
import { Route53 } from "@aws-sdk/client-route-53";
import { S3 } from "@aws-sdk/client-s3";
import { STS } from "@aws-sdk/client-sts";
import { Fis } from "../../commands/drill/aws/fis";
import { REGION } from "./makers";

// The SDK's warning about Node.js versions is not part of an outcome.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

/** Clients of all services that the project's programs call. */
export interface Apis {
  readonly autoScaling: AutoScaling;
  readonly cloudWatch: CloudWatch;
  readonly ec2: EC2;
  readonly elb: ElasticLoadBalancingV2;
  readonly fis: Fis;
  readonly lambda: Lambda;
  readonly route53: Route53;
  readonly s3: S3;
  readonly sts: STS;
  readonly tagging: ResourceGroupsTaggingAPI;
}

/** Credentials for the simulator and moto, which do not check them. */
export const ANY_CREDENTIALS = { accessKeyId: "AKIACONFORMANCE", secretAccessKey: "secret" };

/** Where calls go. */
export interface Endpoint {
  /** Of all services. @default - AWS's own */
  readonly url?: string | undefined;
  /** @default - those of the environment */
  readonly credentials?: typeof ANY_CREDENTIALS;
}

export function connect({ url, credentials }: Endpoint): Apis {
  const config = {
    region: REGION,
    // Retries against AWS, which may throttle. For the others, an error is an outcome.
    maxAttempts: url === undefined ? 5 : 1,
    ...(url !== undefined && { endpoint: url }),
    ...(credentials && { credentials }),
  };
  const sts = new STS(config);
  return {
    autoScaling: new AutoScaling(config),
    cloudWatch: new CloudWatch(config),
    ec2: new EC2(config),
    elb: new ElasticLoadBalancingV2(config),
    fis: new Fis({
      region: REGION,
      credentials: sts.config.credentials,
      sha256: sts.config.sha256,
      endpoint: url,
    }),
    lambda: new Lambda(config),
    route53: new Route53(config),
    s3: new S3({ ...config, forcePathStyle: true }),
    sts,
    tagging: new ResourceGroupsTaggingAPI(config),
  };
}

export function disconnect(apis: Apis): void {
  for (const client of Object.values(apis) as Apis[keyof Apis][]) {
    if (!(client instanceof Fis)) client.destroy();
  }
}
