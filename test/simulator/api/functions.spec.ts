import assert from "node:assert/strict";
import { Functions, functionOfKey } from "../../../simulator/api/functions";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { archive, lambda } from "../model/serverless-lab";

describe("Functions", () => {
  const lab = (): { aws: Lab; functions: Functions } => {
    const aws = new Lab();
    return { aws, functions: new Functions(aws.account, () => ({ DNS_SERVERS: "127.0.0.1:1" })) };
  };

  /** The result of a function with this code and these settings. */
  async function outcome(code: string, inputs: Values = {}): Promise<[boolean, unknown]> {
    const { aws, functions } = lab();
    const made = lambda(aws, { code: archive(code), ...inputs });
    const { failed, payload } = await functions.invoke(made, null);
    return [failed, JSON.parse(payload)];
  }

  it("get what Lambda gives, the way to the simulated AWS, and nothing else", async () => {
    const names =
      "export const handler = () => Object.keys(process.env).filter((name) => !/^(__CF_USER_TEXT_ENCODING|NODE_V8_COVERAGE)$/.test(name)).sort();";
    const [, keys] = await outcome(names, { environment: { variables: { OWN: "1" } } });
    assert.deepEqual(keys, [
      "AWS_ACCESS_KEY_ID",
      "AWS_DEFAULT_REGION",
      "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
      "AWS_LAMBDA_FUNCTION_NAME",
      "AWS_LAMBDA_FUNCTION_VERSION",
      "AWS_REGION",
      "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_SESSION_TOKEN",
      "DNS_SERVERS",
      "OWN",
      "PATH",
    ]);
  });

  it("answer null when they return nothing", async () => {
    assert.deepEqual(await outcome("export const handler = () => undefined;"), [false, null]);
  });

  it("are known by their key", () => {
    assert.equal(functionOfKey("ASIALAMBDA-follower_1-a"), "follower_1-a");
    assert.equal(functionOfKey("AKIA"), undefined);
  });

  it("are ended with the account", async () => {
    const { aws, functions } = lab();
    const endless = "export const handler = () => new Promise(() => setInterval(() => 1, 1000));";
    const running = functions.invoke(lambda(aws, { code: archive(endless), timeout: 60 }), {});
    functions.close();
    assert.equal((await running).failed, true);
  });

  it("run where they are told to", async () => {
    const aws = new Lab();
    const node = ["env", "PLACE=there", process.execPath];
    const functions = new Functions(aws.account, () => ({}), node);
    const code = archive("export const handler = () => process.env.PLACE;");
    const { payload } = await functions.invoke(lambda(aws, { code }), null);
    assert.equal(payload, '"there"');
  });

  const errors: [title: string, code: string, inputs: Values, error: RegExp][] = [
    [
      "it takes longer than its limit",
      "export const handler = () => new Promise(() => setInterval(() => 1, 1000));",
      { timeout: 1 },
      /Task timed out after 1\.00 seconds/,
    ],
    [
      "it ends its process",
      "export const handler = () => process.exit(3);",
      {},
      /Runtime exited with error: exit status 3/,
    ],
    ["its file is missing", "1;", { handler: "main.handler" }, /Cannot find module 'main'/],
    ["its handler is missing", "1;", {}, /index\.handler is undefined or not exported/],
  ];
  for (const [title, code, inputs, error] of errors) {
    it(`fails when ${title}`, async () => {
      const [failed, answer] = await outcome(code, inputs);
      assert.equal(failed, true);
      assert.match((answer as { errorMessage: string }).errorMessage, error);
    });
  }

  it("fails when a function is not of Node.js, or has a file outside its folder", async () => {
    await assert.rejects(
      outcome("1;", { runtime: "python3.13" }),
      /runs functions of Node.js only/,
    );
    await assert.rejects(
      outcome("", { code: archive("1;", "../x") }),
      /outside the function's folder/,
    );
  });
});
