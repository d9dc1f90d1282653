import assert from "node:assert/strict";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { execFile } from "node:child_process";

const GATE = join(__dirname, "../../../../components/backend/gate/gate.mjs");
const GROUP =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/0123456789abcdef";

const HEALTHY = `<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
  <DescribeTargetHealthResult><TargetHealthDescriptions><member>
    <Target><Id>10.30.0.4</Id></Target><TargetHealth><State>healthy</State></TargetHealth>
  </member></TargetHealthDescriptions></DescribeTargetHealthResult>
</DescribeTargetHealthResponse>`;

/** What Lambda answers to one invocation. */
interface Answer {
  /** 0: it never answers. */
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

const done: Answer = { status: 200, body: "null" };
const busy: Answer = {
  status: 429,
  headers: { "x-amzn-errortype": "TooManyRequestsException" },
  body: `{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","message":"Rate Exceeded."}`,
};
const failed: Answer = {
  status: 200,
  headers: { "x-amz-function-error": "Unhandled" },
  body: `{"errorType":"Error","errorMessage":"1 failure(s): blue.example.net: no address in 1 lookup(s): ENOTFOUND"}`,
};

describe("gate with a function that registers targets", () => {
  let server: Server;
  let answers: Answer[];
  let requests: string[];

  before((ready) => {
    server = createServer((request, response) => {
      const path = request.url ?? "";
      const isInvocation = path.includes("/functions/");
      requests.push(isInvocation ? decodeURIComponent(path.split("/").at(-2)!) : "health");
      // The last answer stays.
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
      request.resume().on("end", () => {
        if (!isInvocation) {
          response.setHeader("Content-Type", "text/xml").end(HEALTHY);
        } else if (answer.status > 0) {
          response.writeHead(answer.status, answer.headers).end(answer.body);
        }
      });
    }).listen(0, "127.0.0.1", ready);
  });
  after((closed) => {
    server.closeAllConnections();
    server.close(closed);
  });
  beforeEach(() => {
    requests = [];
  });

  const run = (script: Answer[], timeoutSeconds = 60) => {
    answers = [...script];
    const env = {
      PATH: process.env["PATH"],
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      GATE_TARGET_GROUPS: JSON.stringify({ blue: GROUP }),
      GATE_FUNCTION: "follower",
      GATE_TIMEOUT_SECONDS: `${timeoutSeconds}`,
      GATE_POLL_SECONDS: "0.05",
    };
    return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, [GATE], { env }, (error, stdout, stderr) =>
        resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
      );
    });
  };

  it("runs the function once, and then asks about targets", async () => {
    const { status, stderr } = await run([done]);
    assert.equal(status, 0, stderr);
    assert.deepEqual(requests, ["follower", "health"]);
  });

  it("waits its turn while another run is under way", async () => {
    const { status, stdout } = await run([busy, busy, done]);
    assert.equal(status, 0);
    assert.deepEqual(requests, ["follower", "follower", "follower", "health"]);
    assert.equal(stdout.match(/function follower is still running/g)?.length, 1);
  });

  it("runs a function again that does not find the addresses at first", async () => {
    const { status, stdout } = await run([failed, done]);
    assert.equal(status, 0);
    assert.match(stdout, /function follower failed: .* no address in 1 lookup/);
  });

  it("fails when the function keeps finding none, with its message, and reads no targets", async () => {
    const { status, stderr } = await run([failed], 1);
    assert.equal(status, 1);
    assert.match(stderr, /blue does not go live: function follower failed: .*ENOTFOUND/);
    assert.match(stderr, /Nothing was switched/);
    assert.ok(requests.length > 1);
    assert.ok(!requests.includes("health"));
  });

  it("fails when the function fails for another reason, at once", async () => {
    const denied = {
      ...failed,
      body: `{"errorType":"Error","errorMessage":"AccessDenied: not authorized to RegisterTargets"}`,
    };
    const { status, stderr } = await run([denied]);
    assert.equal(status, 1);
    assert.match(stderr, /blue does not go live: function follower failed: AccessDenied/);
    assert.deepEqual(requests, ["follower"]);
  });

  it("fails when the function does not answer within the time", async () => {
    const { status, stderr } = await run([{ ...done, status: 0 }], 1);
    assert.equal(status, 1);
    assert.match(stderr, /blue does not go live: function follower did not answer in 1 s/);
  });

  it("fails when there is no such function, at once", async () => {
    const missing = {
      status: 404,
      headers: { "x-amzn-errortype": "ResourceNotFoundException" },
      body: `{"Message":"Function not found: follower"}`,
    };
    const { status, stderr } = await run([missing]);
    assert.equal(status, 1);
    assert.match(stderr, /blue does not go live: Function not found: follower/);
    assert.deepEqual(requests, ["follower"]);
  });
});
