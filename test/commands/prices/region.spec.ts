import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { main } from "../../../commands/prices/command";
import { type PriceBook, bookSchema, indexBook } from "../../../cost/price-book";
import { type ListedProduct, asStream, priceList } from "../../cost/price-list";
import { runWith } from "../cost/run-with";

const ROOT = join(__dirname, "../../..");
const REGION = "eu-central-1";
const LISTS = "/offers/v1.0/aws";

const listed = (usagetype: string, usd: string, operation = ""): ListedProduct => ({
  sku: `${usagetype}${operation}`.replaceAll(/\W/g, ""),
  usagetype,
  operation,
  regionCode: REGION,
  ranges: [["0", usd]],
});

const SERVICES: Readonly<Record<string, readonly ListedProduct[]>> = {
  AmazonEC2: [
    listed("EUC1-NatGateway-Hours", "0.052"),
    listed("EUC1-BoxUsage:c7g.4xlarge", "0.66", "RunInstances"),
  ],
  AWSELB: [listed("EUC1-LoadBalancerUsage", "0.027", "LoadBalancing:Network")],
};

type Answer = (response: ServerResponse) => void;

/** Price lists in AWS's layout, of two services, with an index of four regions. */
function answerTo({ url = "" }: IncomingMessage): Answer | undefined {
  const [, service = "", place = ""] =
    /^\/offers\/v1\.0\/aws\/(\w+)\/current\/(.+)$/.exec(url) ?? [];
  if (service === "AmazonEC2" && place === "region_index.json") {
    const names = [REGION, "eu-central-2", "eu-west-1", "ap-southeast-1"];
    const regions = names.map((regionCode) => [
      regionCode,
      {
        regionCode,
        currentVersionUrl: `${LISTS}/AmazonEC2/20261101000000/${regionCode}/index.json`,
      },
    ]);
    const index = { formatVersion: "v1.0", regions: Object.fromEntries(regions) as object };
    return (response) => response.end(JSON.stringify(index));
  }
  const products = SERVICES[service];
  return products && place === `${REGION}/index.json`
    ? (response) => void asStream(priceList(service, products, 10)).pipe(response)
    : undefined;
}

describe("npm run prices -- --region", () => {
  let folder = "";
  let book = "";
  let server: Server;
  let from = "";
  let answer: (request: IncomingMessage) => Answer | undefined;
  before(async () => {
    server = createServer((request, response) => {
      const found = answer(request);
      if (!found) response.statusCode = 404;
      if (found) found(response);
      else response.end();
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    from = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    answer = answerTo;
    folder = mkdtempSync(join(tmpdir(), "prices-"));
    book = join(folder, "book.json");
    copyFileSync(join(ROOT, "cost/price-book.json"), book);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const logged: string[] = [];
  const run = (...args: string[]) =>
    runWith(
      (argv, terminal) => main(argv, terminal, (line) => void logged.push(line)),
      ["--book", book, "--from", from, ...args],
    );
  const written = (): PriceBook => v.parse(bookSchema, JSON.parse(readFileSync(book, "utf8")));
  const usd = (key: string) => indexBook(written())(key, REGION)?.usd;

  it("fetches the lists of all services, and writes what it finds into the book", async () => {
    const { out, err, code } = await run("--region", REGION);
    assert.deepEqual([err, code], ["", 0]);
    assert.deepEqual(["nat-hour", "instance:c7g.4xlarge", "nlb-hour", "alb-hour"].map(usd), [
      "0.052",
      "0.66",
      "0.027",
      undefined,
    ]);
    assert.match(
      out,
      /\/AmazonEC2\/current\/eu-central-1\/index\.json:\n {2}1 prices found, 0 changed, 1 new, and 1 instance types\n/,
    );
    assert.match(out, /\/AmazonRoute53\/current\/index\.json:\n {2}no such list/);
    assert.ok(logged.some((line) => /^Reading .*AmazonEC2.*: done in \d+ s$/.test(line)));
  });

  it("says which services a region has no list of, and fails when there is none", async () => {
    const before = readFileSync(book, "utf8");
    const { err, code } = await run("--region", "eu-west-1");
    assert.deepEqual(
      { err, code },
      { err: `error: ${from} has no price list for eu-west-1\n`, code: 1 },
    );
    assert.equal(readFileSync(book, "utf8"), before);
  });

  it("fails for a region that there is not, with the nearest names", async () => {
    assert.deepEqual(await run("--region", "eu-centrall-1"), {
      out: "",
      err: 'error: AWS has no price list for a region "eu-centrall-1"; the nearest names are eu-central-1, eu-central-2, eu-west-1\n',
      code: 1,
    });
  });

  it("fails when an answer breaks off, and leaves the book as it was", async () => {
    const before = readFileSync(book, "utf8");
    const whole = [...priceList("AWSELB", SERVICES["AWSELB"]!)].join("");
    const half = whole.slice(0, whole.indexOf('"terms"') + 20);
    const cuts: Answer[] = [
      (response) => response.end(half),
      (response) => {
        response.setHeader("content-length", whole.length);
        response.write(half, () => response.destroy());
      },
    ];
    for (const cut of cuts) {
      answer = (request) => (request.url?.includes("AWSELB") ? cut : answerTo(request));
      const { err, code } = await run("--region", REGION);
      assert.equal(code, 1);
      assert.match(
        err,
        /^error: .*\/AWSELB\/.*, after 0( of 0)? MB: .+; the price book is unchanged\n$/,
      );
      assert.equal(readFileSync(book, "utf8"), before);
    }
  });

  it("fails with a message when no server answers", async () => {
    const { err, code } = await run("--from", "http://127.0.0.1:1", "--region", REGION);
    assert.equal(code, 1);
    assert.match(err, /^error: http:\/\/127\.0\.0\.1:1\/.* cannot be read: [^\n]+\n$/);
  });

  it("reads a list that is larger than its memory", async () => {
    let sent = 0;
    function* large(): Generator<string> {
      for (const piece of priceList("AmazonEC2", SERVICES["AmazonEC2"]!, 130_000)) {
        sent += piece.length;
        yield piece;
      }
    }
    answer = (request) =>
      request.url?.includes(`AmazonEC2/current/${REGION}`)
        ? (response) => void asStream(large()).pipe(response)
        : answerTo(request);
    const command = ["commands/prices/main.ts", "--book", book, "--from", from, "--region", REGION];
    const child = spawn(
      process.execPath,
      ["--max-old-space-size=48", "--import", "tsx", ...command],
      // Coverage data would use some of the memory.
      { cwd: ROOT, env: { ...process.env, NODE_V8_COVERAGE: "" } },
    );
    let err = "";
    child.stderr.on("data", (data) => (err += String(data)));
    const code = await new Promise((ended) => child.on("close", ended));
    assert.equal(code, 0, err);
    assert.equal(usd("instance:c7g.4xlarge"), "0.66");
    assert.ok(sent > 48e6, `the list had ${sent} bytes only`);
  });
});
