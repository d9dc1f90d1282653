import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { type IncomingHttpHeaders, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { SignatureV4 } from "@smithy/signature-v4";
import { output } from "../../bench/labs/node/proxy-lab";

const LIB = join(__dirname, "../../node/instance/lib");

const ANSWER =
  '<?xml version="1.0"?>\n<ReplaceRouteResponse xmlns="urn:x"><return>true</return></ReplaceRouteResponse>';

describe("query, a call to AWS by curl", () => {
  it("has the signature that AWS's own SDK computes for it", async () => {
    let headers: IncomingHttpHeaders = {};
    let body = "";
    const server = createServer((request, response) => {
      headers = request.headers;
      void text(request).then((all) => {
        body = all;
        response.end(ANSWER);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const script = `
        PROGRAM=test; . ${LIB}/common.sh; . ${LIB}/query.sh
        AWS_REGION=eu-central-1 AWS_ENDPOINT_URL=http://127.0.0.1:${port}
        ACCESS_KEY=ASIAEXAMPLE SECRET_KEY=se/cr+et SESSION_TOKEN='to/k+en=='; clock; CREDENTIALS_SINCE=$NOW
        query ec2 ReplaceRoute RouteTableId rtb-1 DestinationCidrBlock 172.31.255.10/32 && echo "$REPLY"`;
      assert.equal(await output("bash", ["-c", script]), `${ANSWER}\n`);
    } finally {
      server.close();
    }
    const date = String(headers["x-amz-date"]);
    const signer = new SignatureV4({
      service: "ec2",
      region: "eu-central-1",
      credentials: {
        accessKeyId: "ASIAEXAMPLE",
        secretAccessKey: "se/cr+et",
        sessionToken: "to/k+en==",
      },
      sha256: new CloudWatchClient({}).config.sha256,
      applyChecksum: false,
    });
    const signed =
      /SignedHeaders=([^,]+)/.exec(String(headers.authorization))?.[1]?.split(";") ?? [];
    assert.ok(
      ["host", "x-amz-date", "x-amz-security-token"].every((name) => signed.includes(name)),
    );
    const own = signed.filter((name) => name !== "x-amz-date" && name !== "x-amz-security-token");
    const request = await signer.sign(
      {
        method: "POST",
        protocol: "http:",
        hostname: "127.0.0.1",
        port,
        path: "/",
        headers: Object.fromEntries(own.map((name) => [name, String(headers[name])])),
        body,
      },
      { signingDate: new Date(date.replace(/(....)(..)(..T..)(..)(..)Z/, "$1-$2-$3:$4:$5Z")) },
    );
    const signature = (authorization?: string) => /Signature=(\w+)/.exec(authorization ?? "")?.[1];
    assert.equal(
      signature(headers.authorization) ?? "none",
      signature(request.headers["authorization"]),
      `${headers.authorization}\n${request.headers["authorization"]}`,
    );
  });

  const half = ANSWER.slice(0, ANSWER.length / 2);
  const SPOILT: Record<string, (response: ServerResponse) => void> = {
    "half an answer with its right length": (response) => response.end(half),
    "a web page": (response) => response.end("<html>Welcome</html>"),
    "the answer to another call": (response) => response.end("<CreateRouteResponse/>"),
    nothing: (response) => response.end(),
    "an answer whose connection breaks": (response) => {
      response.setHeader("content-length", ANSWER.length + 20);
      response.write(ANSWER, () => response.destroy());
    },
  };
  for (const [what, answer] of Object.entries(SPOILT)) {
    it(`fails when it gets ${what} with the status 200`, async () => {
      const server = createServer((_, response) => answer(response));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const script = `
        PROGRAM=test; . ${LIB}/common.sh; . ${LIB}/query.sh
        AWS_REGION=eu-central-1 AWS_ENDPOINT_URL=http://127.0.0.1:${(server.address() as AddressInfo).port}
        ACCESS_KEY=A SECRET_KEY=s SESSION_TOKEN=t; clock; CREDENTIALS_SINCE=$NOW
        query ec2 ReplaceRoute RouteTableId rtb-1 || echo "failed: $ERROR"`;
      try {
        assert.equal(await output("bash", ["-c", script]), "failed: NoAnswer\n");
      } finally {
        server.close();
      }
    });
  }
});

describe("A wait of the programs", () => {
  it("is not over sooner because the time of day was set", async () => {
    const script = `
      PROGRAM=test; . ${LIB}/common.sh
      tries=0
      third() { SECONDS=$((SECONDS + 3600)); ((++tries >= 3)); }
      HOLDFAST_POLL_MS=1; wait_for 60 third && echo "after $tries"`;
    assert.equal(await output("bash", ["-c", script]), "after 3\n");
  });

  it("ends when its time is over", async () => {
    const script = `PROGRAM=test; . ${LIB}/common.sh; HOLDFAST_POLL_MS=10; wait_for 1 false || echo over`;
    assert.equal(await output("bash", ["-c", script]), "over\n");
  });

  it("goes by no time of day in any program", () => {
    for (const folder of ["bin", "lib"]) {
      for (const name of readdirSync(join(LIB, "..", folder))) {
        const text = readFileSync(join(LIB, "..", folder, name), "utf8").replace(/^ *#.*$/gm, "");
        assert.doesNotMatch(text, /\bSECONDS\b|EPOCHREALTIME|EPOCHSECONDS|\bdate\b/, name);
      }
    }
  });
});
