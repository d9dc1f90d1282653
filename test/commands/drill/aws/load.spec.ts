import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { AwsLoad } from "../../../../commands/drill/aws/load";

describe("the load of a rehearsal on AWS", () => {
  let connections = 0;
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/moved" ? 301 : 200).end("page");
  }).on("connection", () => connections++);
  let url: string;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  const during = async (target: string) => {
    const load = AwsLoad.start(target, 50);
    await sleep(200);
    return load.stop();
  };

  it("makes a new connection for each request, and waits for every answer", async () => {
    connections = 0;
    const samples = await during(`${url}/`);
    assert.ok(samples.length > 1);
    assert.equal(connections, samples.length);
    assert.ok(samples.every(({ status, error }) => status === 200 && error === ""));
  });

  it("takes a redirect for an answer", async () => {
    const samples = await during(`${url}/moved`);
    assert.ok(samples.every(({ status, error }) => status === 301 && error === ""));
  });

  it("names the error if no server answers", async () => {
    const samples = await during("http://127.0.0.1:9/");
    assert.deepEqual([...new Set(samples.map(({ error }) => error))], ["ECONNREFUSED"]);
  });
});
