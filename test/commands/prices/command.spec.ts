import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../../commands/prices/command";
import { asStream, priceList } from "../../cost/price-list";
import { runWith } from "../cost/run-with";

const NAT = { sku: "NAT", usagetype: "NatGateway-Hours", ranges: [["0", "0.05"]] } as const;

const run = (...args: string[]) =>
  runWith((argv, terminal) => main(argv, terminal, () => undefined), args);

describe("npm run prices", () => {
  let folder = "";
  let book = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "prices-"));
    book = join(folder, "book.json");
    copyFileSync(join(__dirname, "../../../cost/price-book.json"), book);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes the prices of a file into the book", async () => {
    const file = join(folder, "list.json");
    writeFileSync(file, [...priceList("AmazonEC2", [NAT])].join(""));
    const { out, code } = await run("--book", book, file);
    assert.equal(code, 0);
    assert.match(out, /: 0\.045 is 0\.05 now\n/);
    assert.match(
      readFileSync(book, "utf8"),
      /"key": "nat-hour",\s+"region": "us-east-1",\s+"usd": "0\.05"/,
    );
  });

  it("reads what a URL gives", async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/index.json" ? 200 : 404;
      if (response.statusCode === 200) asStream(priceList("AmazonEC2", [NAT])).pipe(response);
      else response.end();
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { out } = await run("--book", book, `${url}/index.json`);
      assert.match(out, /1 prices found, 1 changed/);
      const { err, code } = await run("--book", book, `${url}/other.json`);
      assert.deepEqual(
        { err, code },
        { err: `error: ${url}/other.json: no such price list\n`, code: 1 },
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("leaves the book as it was when a file cannot be read", async () => {
    const before = readFileSync(book, "utf8");
    const file = join(folder, "list.json");
    writeFileSync(file, "<html>");
    const { err, code } = await run("--book", book, file);
    assert.equal(code, 1);
    assert.match(err, /^error: .*list\.json, after 0 of 0 MB: .*; the price book is unchanged\n$/);
    assert.equal(readFileSync(book, "utf8"), before);
  });

  it("says that the file does not exist", async () => {
    const file = join(folder, "nope.json");
    assert.deepEqual(await run("--book", book, file), {
      out: "",
      err: `error: ${file} cannot be read: the file does not exist\n`,
      code: 1,
    });
    assert.match((await run(folder)).err, /^error: .* cannot be read: it is a folder\n$/);
  });
});
