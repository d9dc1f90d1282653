import assert from "node:assert/strict";
import { PREFIX_LIST } from "../../simulator/model/tokens";
import { acceleratedDoor, frontDoor } from "../support/program";
import { TestStack, changes } from "../support/test-stack";
import { lines } from "./nlb-view";

const REGION = "us-east-1";

describe("a front door that named clients may connect to", () => {
  let stack: TestStack;
  let list: string;
  const config = (...allowFrom: readonly string[]) =>
    frontDoor({ entry: { kind: "haproxy", nodesPerAz: 1, allowFrom } });

  before(async () => {
    stack = await TestStack.open(config("198.51.100.0/24"));
    const partners = { name: "partners", addressFamily: "IPv4", maxEntries: 5 };
    list = stack.session.account.create(PREFIX_LIST, REGION, partners).id;
    await stack.up();
  });
  after(() => stack.close());

  it("gets and loses a rule with each client, and nothing else changes", async () => {
    stack.configure(config("198.51.100.0/24", list));
    assert.deepEqual(lines((await stack.up()).steps), [`create entry-port-443-${list}`]);
    stack.configure(config(list));
    assert.deepEqual(lines((await stack.up()).steps), ["delete entry-port-443-198-51-100-0-24"]);
    assert.deepEqual(changes(await stack.preview()), []);
  });

  it("opens to the internet by one rule", async () => {
    stack.configure(frontDoor({ entry: { kind: "haproxy", nodesPerAz: 1 } }));
    assert.deepEqual(lines((await stack.up()).steps), [
      "create entry-port-443",
      `delete entry-port-443-${list}`,
    ]);
  });
});

describe("an accelerator that named clients may connect to", () => {
  it("has rules for them at the load balancers, without another gate", async () => {
    const stack = await TestStack.open(acceleratedDoor());
    try {
      await stack.up();
      const entry = { kind: "accelerator", allowFrom: ["198.51.100.0/24"] };
      stack.configure(acceleratedDoor({ entry }));
      const rules = (client: string) =>
        ["blue", "green"].map((color) => `backend-${color}-nlb-from-${client}-443`);
      assert.deepEqual(lines((await stack.up()).steps), [
        ...rules("198-51-100-0-24").map((rule) => `create ${rule}`),
        ...rules("anywhere").map((rule) => `delete ${rule}`),
      ]);
    } finally {
      await stack.close();
    }
  });
});
