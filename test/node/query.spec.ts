import assert from "node:assert/strict";
import { type IncomingHttpHeaders, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { SignatureV4 } from "@smithy/signature-v4";
import { output } from "../../bench/labs/node/proxy-lab";

const LIB = join(__dirname, "../../node/instance/lib");

describe("query, a call to AWS by curl", () => {
  it("has the signature that AWS's own SDK computes for it", async () => {
    let headers: IncomingHttpHeaders = {};
    let body = "";
    const server = createServer((request, response) => {
      headers = request.headers;
      void text(request).then((all) => {
        body = all;
        response.end("<return>true</return>");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const script = `
        PROGRAM=test; . ${LIB}/common.sh; . ${LIB}/query.sh
        AWS_REGION=eu-central-1 AWS_ENDPOINT_URL=http://127.0.0.1:${port}
        ACCESS_KEY=ASIAEXAMPLE SECRET_KEY=se/cr+et SESSION_TOKEN='to/k+en==' CREDENTIALS_SINCE=$SECONDS
        query ec2 ReplaceRoute RouteTableId rtb-1 DestinationCidrBlock 172.31.255.10/32 && echo "$REPLY"`;
      assert.equal(await output("bash", ["-c", script]), "<return>true</return>\n");
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
});
