import assert from "node:assert/strict";
import { readSettings } from "../../../lambda/follow-addresses/settings";

const arn = (name: string): string =>
  `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/0123456789abcdef`;

const LEAST = {
  ALB_DNS_NAME: "internal-blue-1.us-east-1.elb.amazonaws.com",
  ALB_LISTENER: "443",
  NLB_TG_ARN: arn("blue"),
  S3_BUCKET: "states",
};

describe("readSettings", () => {
  it("needs a name, its port, its target group and a bucket, and has defaults for the rest", () => {
    assert.deepEqual(readSettings(LEAST), {
      followed: [{ dnsName: LEAST.ALB_DNS_NAME, port: 443, targetGroupArn: arn("blue") }],
      vpcCidrs: [],
      bucket: "states",
      maxLookups: 50,
      invocationsBeforeDeregistration: 3,
      countAddresses: true,
      metricNamespace: "Holdfast",
      functionName: "follow-addresses",
      dnsServers: [],
    });
  });

  it("takes every setting, and several names", () => {
    const settings = readSettings({
      ALB_DNS_NAME: "blue.example.com, green.example.com",
      ALB_LISTENER: "443,80",
      NLB_TG_ARN: `${arn("blue")},${arn("green")}`,
      TARGET_VPC_CIDR: "10.0.0.0/16,100.64.0.0/16",
      S3_BUCKET: "states",
      MAX_LOOKUP_PER_INVOCATION: "20",
      INVOCATIONS_BEFORE_DEREGISTRATION: "5",
      CW_METRIC_FLAG_IP_COUNT: "False",
      METRIC_NAMESPACE: "Other",
      DNS_SERVERS: "10.0.0.2:53,[fd00::2]:53",
      AWS_LAMBDA_FUNCTION_NAME: "follower",
    });
    assert.deepEqual(settings, {
      followed: [
        { dnsName: "blue.example.com", port: 443, targetGroupArn: arn("blue") },
        { dnsName: "green.example.com", port: 80, targetGroupArn: arn("green") },
      ],
      vpcCidrs: ["10.0.0.0/16", "100.64.0.0/16"],
      bucket: "states",
      maxLookups: 20,
      invocationsBeforeDeregistration: 5,
      countAddresses: false,
      metricNamespace: "Other",
      functionName: "follower",
      dnsServers: ["10.0.0.2:53", "[fd00::2]:53"],
    });
  });

  it("fails when nothing is set, with all problems at once", () => {
    assert.throws(() => readSettings({}), {
      message:
        "the environment of the function has 4 wrong setting(s); fix them in its configuration:\n" +
        '  ALB_DNS_NAME: got "", allowed: DNS names, separated by commas\n' +
        '  ALB_LISTENER: got "", allowed: ports, 1 to 65535\n' +
        '  NLB_TG_ARN: got "", allowed: ARNs of target groups, separated by commas\n' +
        '  S3_BUCKET: got "", allowed: the name of a bucket',
    });
  });

  it("fails when the lists differ in length", () => {
    assert.throws(
      () => readSettings({ ...LEAST, ALB_DNS_NAME: "a.example.com,b.example.com" }),
      /got 2, 1, 1 entries, allowed: as many in each/,
    );
  });

  const wrong: readonly (readonly [string, string])[] = [
    ["ALB_DNS_NAME", "no name.example.com"],
    ["ALB_DNS_NAME", "localhost"],
    ["ALB_LISTENER", "0"],
    ["ALB_LISTENER", "65536"],
    ["ALB_LISTENER", "https"],
    ["NLB_TG_ARN", "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/b"],
    ["TARGET_VPC_CIDR", "10.0.0.0"],
    ["TARGET_VPC_CIDR", "10.0.0.0/33"],
    ["TARGET_VPC_CIDR", "fd00::/8"],
    ["MAX_LOOKUP_PER_INVOCATION", "0"],
    ["MAX_LOOKUP_PER_INVOCATION", "1.5"],
    ["INVOCATIONS_BEFORE_DEREGISTRATION", "-1"],
    ["CW_METRIC_FLAG_IP_COUNT", "yes"],
    ["DNS_SERVERS", "10.0.0.2"],
    ["DNS_SERVERS", "ns.example.com:53"],
    ["DNS_SERVERS", "10.0.0.2:0"],
  ];
  for (const [name, value] of wrong) {
    it(`fails when ${name} is "${value}"`, () => {
      assert.throws(
        () => readSettings({ ...LEAST, [name]: value }),
        (error: Error) => error.message.includes(`\n  ${name}: got "${value}", allowed: `),
      );
    });
  }

  it("fails when a target group would follow two names", () => {
    const twice = {
      ALB_DNS_NAME: "a.example.com,b.example.com",
      ALB_LISTENER: "80,80",
      NLB_TG_ARN: `${arn("blue")},${arn("blue")}`,
    };
    assert.throws(() => readSettings({ ...LEAST, ...twice }), /each target group once/);
  });
});
