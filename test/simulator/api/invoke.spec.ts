import assert from "node:assert/strict";
import { Lambda } from "@aws-sdk/client-lambda";
import type { Values } from "../../../simulator/model/values";
import { archive, lambda } from "../model/serverless-lab";
import { ApiLab } from "./api-lab";

describe("Lambda API", () => {
  let lab: ApiLab;
  let client: Lambda;
  beforeEach(async () => {
    lab = await ApiLab.open();
    client = new Lambda({
      endpoint: lab.api.url,
      region: lab.aws.region,
      maxAttempts: 1,
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
  });
  afterEach(async () => {
    client.destroy();
    await lab.api.close();
  });

  const deploy = (body: string, inputs: Values = {}) =>
    lambda(lab.aws, {
      code: archive(`export const handler = async (event, context) => { ${body} };`),
      ...inputs,
    });
  async function invoke(event: unknown = {}, FunctionName = "follower") {
    const { Payload, FunctionError, LogResult } = await client.invoke({
      FunctionName,
      Payload: JSON.stringify(event),
      LogType: "Tail",
    });
    const result = JSON.parse(Payload!.transformToString()) as unknown;
    return { result, FunctionError, log: Buffer.from(LogResult!, "base64").toString() };
  }

  it("runs the code that is deployed, and answers what it returns and wrote", async () => {
    deploy(
      'console.log("here"); return { event, name: context.functionName, own: process.env.OWN };',
      {
        environment: { variables: { OWN: "1" } },
      },
    );
    assert.deepEqual(await invoke({ a: 1 }), {
      result: { event: { a: 1 }, name: "follower", own: "1" },
      FunctionError: undefined,
      log: "here\n",
    });
    assert.deepEqual(lab.api.calls.at(-1)?.resources, [
      "arn:aws:lambda:us-east-1:123456789012:function:follower",
    ]);
  });

  it("lets functions call the same AWS, under their own name", async () => {
    deploy(`
      const body = new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" });
      const key = process.env.AWS_ACCESS_KEY_ID;
      const headers = { authorization: "AWS4-HMAC-SHA256 Credential=" + key + "/20300101/us-east-1/sts/aws4_request" };
      return (await fetch(process.env.AWS_ENDPOINT_URL, { method: "POST", body, headers })).status;
    `);
    assert.equal((await invoke()).result, 200);
    assert.deepEqual(
      lab.api.calls.map(({ action, caller }) => [action, caller]),
      [
        ["lambda:InvokeFunction", ""],
        ["sts:GetCallerIdentity", "follower"],
      ],
    );
  });

  it("answers the error that a function throws", async () => {
    deploy('throw new TypeError("no");');
    const { result, FunctionError } = await invoke();
    const { errorType, errorMessage } = result as Record<string, string>;
    assert.deepEqual([FunctionError, errorType, errorMessage], ["Unhandled", "TypeError", "no"]);
  });

  it("refuses a call above the reserved concurrency, until the first has ended", async () => {
    deploy("await new Promise((done) => setTimeout(done, event.wait)); return 1;", {
      reservedConcurrentExecutions: 1,
    });
    const first = invoke({ wait: 300 });
    await assert.rejects(invoke(), { name: "TooManyRequestsException" });
    assert.equal((await first).result, 1);
    assert.equal((await invoke({ wait: 0 })).result, 1);
  });

  it("fails as a fault says", async () => {
    deploy("return 1;");
    lab.api.faults.add({ action: "Invoke", code: "TooManyRequestsException", status: 429 });
    await assert.rejects(invoke(), { name: "TooManyRequestsException" });
    assert.equal((await invoke()).result, 1);
  });

  it("fails when there is no such function, or it is to run in the background", async () => {
    await assert.rejects(invoke({}, "other"), { name: "ResourceNotFoundException" });
    deploy("return 1;");
    await assert.rejects(client.invoke({ FunctionName: "follower", InvocationType: "Event" }), {
      name: "InvalidParameterValueException",
    });
  });
});
