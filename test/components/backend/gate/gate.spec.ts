import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const FILE = join(__dirname, "../../../../components/backend/gate/gate.mjs");

const BLUE =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/0123456789abcdef";
const GREEN =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/green/0123456789abcdef";

interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** States of a target group's targets: of the first answer, the second, …; the last one stays. */
type Script = readonly (readonly string[])[];

function answer(states: readonly string[]): string {
  const members = states.map(
    (state, index) => `<member>
      <Target><Id>i-${index + 1}</Id><Port>443</Port></Target>
      <TargetHealth><State>${state}</State>${
        state === "healthy" ? "" : "<Reason>Target.FailedHealthChecks</Reason>"
      }</TargetHealth>
    </member>`,
  );
  return `<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
  <DescribeTargetHealthResult><TargetHealthDescriptions>${members.join("")}</TargetHealthDescriptions></DescribeTargetHealthResult>
  <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
</DescribeTargetHealthResponse>`;
}

describe("gate", () => {
  let server: Server;
  let endpoint: string;
  let scripts: Record<string, Script>;
  let asked: Record<string, number>;
  let failures: number;

  before((done) => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const query = new URLSearchParams(body);
        const arn = query.get("TargetGroupArn") ?? "";
        const script = scripts[arn];
        response.setHeader("Content-Type", "text/xml");
        if (failures > 0) {
          failures -= 1;
          response.statusCode = 503;
          response.end(
            "<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>",
          );
        } else if (query.get("Action") !== "DescribeTargetHealth" || !script) {
          response.statusCode = 400;
          response.end(
            "<ErrorResponse><Error><Type>Sender</Type><Code>TargetGroupNotFound</Code><Message>no such target group</Message></Error></ErrorResponse>",
          );
        } else {
          const turn = asked[arn] ?? 0;
          asked[arn] = turn + 1;
          response.end(answer(script[Math.min(turn, script.length - 1)]!));
        }
      });
    }).listen(0, "127.0.0.1", () => {
      endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after((done) => {
    server.closeAllConnections();
    server.close(done);
  });
  beforeEach(() => {
    scripts = {};
    asked = {};
    failures = 0;
  });

  /** Runs the gate as the engine does: a process of its own, told everything by its environment. */
  const run = (groups: object, timeoutSeconds = 60): Promise<Result> =>
    new Promise((resolve) => {
      const env = {
        PATH: process.env["PATH"],
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_ENDPOINT_URL: endpoint,
        GATE_TARGET_GROUPS: JSON.stringify(groups),
        GATE_TIMEOUT_SECONDS: `${timeoutSeconds}`,
        GATE_POLL_SECONDS: "0.05",
      };
      execFile(process.execPath, [FILE], { env }, (error, stdout, stderr) => {
        resolve({ status: Number(error?.code ?? 0), stdout, stderr });
      });
    });

  it("lets a colour with healthy targets through at once", async () => {
    scripts[BLUE] = [["healthy", "healthy"]];
    const { status, stdout } = await run({ blue: BLUE });
    assert.equal(status, 0);
    assert.equal(stdout, "blue: 2 of 2 targets are healthy\n");
    assert.deepEqual(asked, { [BLUE]: 1 });
  });

  it("waits for targets that come up", async () => {
    scripts[BLUE] = [[], ["initial", "initial"], ["healthy", "initial"], ["healthy", "healthy"]];
    const { status, stdout } = await run({ blue: BLUE });
    assert.equal(status, 0);
    assert.equal(asked[BLUE], 4);
    assert.match(stdout, /no targets.*\n.*0 of 2.*\n.*1 of 2.*\n.*2 of 2/);
  });

  it("asks about every colour that gets clients", async () => {
    scripts[BLUE] = [["healthy"]];
    scripts[GREEN] = [["unhealthy"], ["healthy"]];
    const { status } = await run({ blue: BLUE, green: GREEN });
    assert.equal(status, 0);
    assert.deepEqual(asked, { [BLUE]: 1, [GREEN]: 2 });
  });

  it("survives errors of AWS that pass", async () => {
    scripts[BLUE] = [["healthy"]];
    failures = 2;
    assert.equal((await run({ blue: BLUE })).status, 0);
  });

  it("fails when a colour's targets stay unhealthy, with counts and reasons", async () => {
    scripts[BLUE] = [["healthy"]];
    scripts[GREEN] = [["healthy", "unhealthy", "unhealthy"]];
    const { status, stderr } = await run({ blue: BLUE, green: GREEN }, 2);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /green does not go live: 1 of 3 targets are healthy; 2 unhealthy, Target\.FailedHealthChecks \(i-2 i-3\)/,
    );
    assert.match(stderr, /Nothing was switched/);
    assert.doesNotMatch(stderr, /Warning/);
    assert.doesNotMatch(stderr, /blue does not/);
    assert.ok(asked[GREEN]! > 1);
  });

  it("fails when the target group does not exist", async () => {
    const { status, stderr } = await run({ blue: BLUE });
    assert.equal(status, 1);
    assert.match(stderr, /blue does not go live: no such target group/);
  });
});
