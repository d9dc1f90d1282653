import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Account } from "../../../simulator/account";
import { mocksFor } from "../../../simulator/provider/mocks";
import { EIP, LOG_GROUP, VPC } from "../../../simulator/model/tokens";
import type { Values } from "../../../simulator/model/values";

describe("Mocks", () => {
  beforeEach(() => pulumi.runtime.setAllConfig({ "aws:region": "eu-west-1" }));

  const account = Account.inMemory();
  const mocks = mocksFor(account);
  const register = async (type: string, inputs: Values, more: object = {}) =>
    mocks.newResource({ type, name: "x", inputs, custom: true, ...more });

  it("create resources in the configured region", async () => {
    const { id, state } = await register(VPC, { cidrBlock: "10.0.0.0/16" });
    assert.equal(account.find(VPC, id ?? "", "eu-west-1")?.id, id);
    assert.equal(state["region"], "eu-west-1");
  });

  it("create resources in the region of their provider", async () => {
    const type = "pulumi:providers:aws";
    await mocks.newResource({ type, name: "us", inputs: { region: "us-west-2" }, custom: true });
    const provider = "urn:pulumi:dev::p::pulumi:providers:aws::us::id";
    assert.equal((await register(EIP, {}, { provider })).state["region"], "us-west-2");
    const { names } = await mocks.call({
      token: "aws:index/getAvailabilityZones:getAvailabilityZones",
      inputs: {},
      provider,
    });
    assert.equal((names as string[])[0], "us-west-2a");
  });

  it("make the same name up every time", async () => {
    assert.match((await register(LOG_GROUP, {})).id ?? "", /^x-[0-9a-f]{7}$/);
    const again = await mocksFor(Account.inMemory()).newResource({
      type: LOG_GROUP,
      name: "x",
      inputs: {},
      custom: true,
    });
    assert.equal(again.id, account.all(LOG_GROUP)[0]?.id);
  });

  it("find the resource that a program reads or imports", async () => {
    const eip = account.create(EIP, "eu-west-1", { tags: { a: "b" } });
    const { id, state } = await register(EIP, {}, { id: eip.id });
    assert.equal(id, eip.id);
    assert.deepEqual(state["tags"], { a: "b" });
    await assert.rejects(register(EIP, {}, { id: "eipalloc-x" }), {
      message: "aws:ec2/eip:Eip with id eipalloc-x does not exist",
    });
  });

  it("let components be, and run no command", async () => {
    const component = await register("holdfast:network:Vpc", {}, { custom: false });
    assert.equal(component.id, undefined);
    const command = await register("command:local:Command", { create: "exit 1" });
    assert.deepEqual(command.state, { create: "exit 1", stdout: "", stderr: "" });
  });

  it("fail when inputs are wrong, with all that is wrong", async () => {
    await assert.rejects(register(VPC, { cidr: "x" }), {
      message:
        /^aws:ec2\/vpc:Vpc "x": cidr: the simulator does not model the property "cidr" here, only .*; cidrBlock: Missing required argument "cidrBlock"$/,
    });
  });
});
