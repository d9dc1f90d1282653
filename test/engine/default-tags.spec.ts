import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VPC } from "../../simulator/model/tokens";
import { changes, TestStack } from "../support/test-stack";

describe("a stack with default tags", () => {
  let stack: TestStack;
  before(async () => (stack = await TestStack.open({})));
  after(() => stack.close());

  /** The provider's own setting, beside the program's. */
  const configure = (owner: string) => {
    stack.configure({ network: { cidr: "10.20.0.0/16", egress: { kind: "none" } } });
    const file = join(stack.session.project, "Pulumi.test.yaml");
    const { config } = JSON.parse(readFileSync(file, "utf8")) as { config: object };
    const defaults = { "aws:defaultTags": { tags: { owner } } };
    writeFileSync(file, JSON.stringify({ config: { ...config, ...defaults } }));
  };
  const owner = () => {
    const { account } = stack.session;
    return account.tagsOf(account.all(VPC)[0]!)["owner"];
  };

  it("has them, and nothing left to change", async () => {
    configure("platform");
    await stack.up();
    assert.equal(owner(), "platform");
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("changes them in place", async () => {
    configure("web");
    const { steps } = await stack.up();
    assert.deepEqual([...new Set(changes(steps).map(({ op }) => op))], ["update"]);
    assert.equal(owner(), "web");
  });
});
