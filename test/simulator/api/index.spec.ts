import assert from "node:assert/strict";
import { ApiLab, all } from "./api-lab";

describe("AWS API", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  const json = (target: string, body: string, key = "AKIALOCAL"): Promise<Response> =>
    fetch(lab.api.url, {
      method: "POST",
      headers: {
        "x-amz-target": target,
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/x/aws4_request`,
      },
      body,
    });

  it("says whose account it is", async () => {
    assert.deepEqual(all(await lab.call("sts", "GetCallerIdentity"), "Account"), ["123456789012"]);
  });

  it("records every call with what a policy sees of it, and who made it", async () => {
    const metric = JSON.stringify({
      Namespace: "Holdfast",
      MetricData: [{ MetricName: "ClaimFailed", Value: 1 }],
    });
    const target = "GraniteServiceVersion20100801.PutMetricData";
    await json(target, metric, "ASIA0123456789ABCDEF0");
    assert.deepEqual(
      lab.api.calls.map(({ action, resources, conditions, caller }) => ({
        action,
        resources,
        conditions,
        caller,
      })),
      [
        {
          action: "cloudwatch:PutMetricData",
          resources: ["*"],
          conditions: { "cloudwatch:namespace": "Holdfast" },
          caller: "i-0123456789abcdef0",
        },
      ],
    );
    assert.deepEqual(lab.api.metrics, [
      { namespace: "Holdfast", name: "ClaimFailed", value: 1, dimensions: {} },
    ]);
  });

  it("fails with the fault that is due, before the call is carried out or with its answer lost", async () => {
    const eip = lab.aws.eip();
    const instance = lab.instance();
    const associate = () =>
      lab.call("ec2", "AssociateAddress", { AllocationId: eip.id, InstanceId: instance.id });
    lab.api.faults.add({ action: "AssociateAddress", code: "RequestLimitExceeded" });
    assert.deepEqual(all(await associate(), "Code"), ["RequestLimitExceeded"]);
    assert.equal(lab.aws.state(eip)["instance"], "");
    lab.api.faults.add({ action: "AssociateAddress", code: "InternalError", answerLost: true });
    assert.deepEqual(all(await associate(), "Code"), ["InternalError"]);
    assert.equal(lab.aws.state(eip)["instance"], instance.id);
    assert.deepEqual(all(await associate(), "return"), ["true"]);
  });

  it("lets a watcher hold a call before it is carried out and before it is answered", async () => {
    const seen: string[] = [];
    lab.api.faults.watch = async ({ action, when }) => {
      await Promise.resolve();
      seen.push(`${when} ${action} ${lab.api.calls.length}`);
    };
    await lab.call("ec2", "DescribeAddresses");
    assert.deepEqual(seen, ["before DescribeAddresses 0", "after DescribeAddresses 1"]);
  });

  it("fails when a call is not modelled, and names the place to add it", async () => {
    const unknown = await json("ResourceGroupsTaggingAPI_20170126.TagResources", "{}");
    assert.equal(unknown.status, 400);
    assert.deepEqual(await unknown.json(), {
      __type: "UnknownOperationException",
      message:
        "ResourceGroupsTaggingAPI_20170126.TagResources is not modelled by the simulator: add it to simulator/api/",
    });
    assert.match(
      await lab.call("ec2", "DescribeVpcs"),
      /<Code>InvalidAction<\/Code><Message>DescribeVpcs is not modelled by the simulator: add it to simulator\/api\/</,
    );
  });

  it("fails when a request is no JSON", async () => {
    const broken = await json("ResourceGroupsTaggingAPI_20170126.GetResources", "{");
    assert.equal(broken.status, 400);
    assert.equal(((await broken.json()) as { __type: string }).__type, "SerializationException");
  });
});
