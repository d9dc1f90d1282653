import assert from "node:assert/strict";
import { INSTANCE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { Values } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";

const ask = (lab: Lab, name: string, inputs: Values): Values =>
  lab.account.lookUp(`aws:ec2/${name}:${name}`, lab.region, inputs);

const instance = (lab: Lab, subnet: Stored, Name: string): Stored =>
  lab.make(INSTANCE, {
    ami: "ami-0123456789abcdef0",
    instanceType: "t3.small",
    subnetId: subnet.id,
    tags: { Name },
  });

describe("getInstance and getSubnet", () => {
  it("tell an instance's state, addresses and VPC", () => {
    const lab = new Lab();
    const vpc = lab.vpc();
    const made = instance(lab, lab.subnet(vpc), "db");
    const found = ask(lab, "getInstance", { instanceId: made.id });
    assert.equal(found["instanceState"], "running");
    assert.equal(found["privateIp"], made.outputs["privateIp"]);
    assert.equal(found["networkInterfaceId"], made.outputs["primaryNetworkInterfaceId"]);
    assert.equal(ask(lab, "getSubnet", { id: found["subnetId"]! })["vpcId"], vpc.id);
  });

  it("fails when there is no such instance", () => {
    assert.throws(
      () => ask(new Lab(), "getInstance", { instanceId: "i-0123456789abcdef0" }),
      /InvalidInstanceID\.NotFound/,
    );
  });
});

describe("getInstances", () => {
  it("finds those that run, or are in the states named, by their tags", () => {
    const lab = new Lab();
    const subnet = lab.subnet(lab.vpc());
    const [one, other] = [instance(lab, subnet, "db"), instance(lab, subnet, "db")];
    instance(lab, subnet, "web");
    Object.assign(other.outputs, { instanceState: "stopped" });
    const ids = (inputs: Values) =>
      ask(lab, "getInstances", { instanceTags: { Name: "db" }, ...inputs })["ids"];
    assert.deepEqual(ids({}), [one.id]);
    assert.deepEqual(ids({ instanceStateNames: ["running", "stopped"] }), [one.id, other.id]);
  });
});
