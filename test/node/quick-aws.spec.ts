import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Place, ask, see } from "./compare-aws";
import { NODE_CALLS, holder, holderOf } from "./node-calls";
import { ProxyLab, output } from "../../bench/labs/node/proxy-lab";

const INSTANCE = join(__dirname, "../../node/instance");

/** Calls that differ from those of the programs in one thing. */
const UNKNOWN: Readonly<Record<string, readonly string[]>> = {
  "an operation": ["ec2", "describe-tags"],
  "an option": ["ec2", "describe-addresses", "--dry-run", ...holderOf("eipalloc-1")],
  "an option that is missing": ["ec2", "describe-addresses", "--allocation-ids", "eipalloc-1"],
  "a query": ["ec2", "describe-addresses", ...holderOf("eipalloc-1"), "--query", "Addresses"],
  "a filter": ["ec2", "describe-instances", "--filters", "Name=image-id,Values=ami-1"],
  "a form of output": ["ec2", "describe-addresses", ...holderOf("eipalloc-1"), "--output", "json"],
};

describe("quick-aws", () => {
  for (const call of NODE_CALLS) {
    it(`does as the real AWS command line: ${call.title}`, async () => {
      const [quick, real] = await Promise.all([see(call, false), see(call, true)]);
      assert.deepEqual(quick, real);
    });
  }

  it("is compared with another program, the real one", async () => {
    const lab = await ProxyLab.open();
    try {
      const machine = await lab.launch();
      machine.useRealAws();
      assert.match(await ask(machine, ["--version"]), /said=aws-cli\//);
    } finally {
      await lab.close();
    }
  });

  it("is compared in every operation that the programs of a node call", () => {
    const scripts = ["bin", "lib"].flatMap((folder) =>
      readdirSync(join(INSTANCE, folder)).map((name) => join(INSTANCE, folder, name)),
    );
    const called = scripts.flatMap((script) =>
      [...readFileSync(script, "utf8").matchAll(/\bask_aws ([a-z0-9]+ [a-z-]+)/g)].map(
        ([, one]) => one!,
      ),
    );
    const compared = NODE_CALLS.map(({ operation }) => operation);
    assert.deepEqual([...new Set(compared)].sort(), [...new Set(called)].sort());
  });

  it("does as the real AWS command line: an answer that is not from AWS", async () => {
    const page = createServer((_, response) => response.writeHead(503).end("<html>no </p></html>"));
    await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
    const { port } = page.address() as AddressInfo;
    const given = ({ machine }: Place) =>
      (machine.settings["AWS_ENDPOINT_URL"] = `http://127.0.0.1:${port}`);
    const call = { title: "", ...holder, given };
    try {
      assert.deepEqual(await see(call, false), await see(call, true));
    } finally {
      page.close();
    }
  });

  for (const [what, args] of Object.entries(UNKNOWN)) {
    it(`refuses ${what} that it does not know, without a request, and fails the test`, async () => {
      const lab = await ProxyLab.open();
      const said = await ask(await lab.launch(), args).catch(String);
      await assert.rejects(lab.close(), /quick-aws does not know/);
      assert.match(said, /^status=252 error=NoAnswer said=\s*quick-aws does not know .*: add it$/m);
      assert.deepEqual(lab.api.calls, []);
    });
  }

  it("gives shellcheck nothing to say", async () => {
    const args = ["--external-sources", "--check-sourced", "--source-path=SCRIPTDIR"];
    assert.equal(
      await output("shellcheck", [...args, join(__dirname, "../../bench/labs/node/quick-aws/aws")]),
      "",
    );
  });
});
