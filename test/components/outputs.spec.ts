import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createExistingTargets } from "../../commands/shared/existing-targets";
import * as library from "../../components";
import * as ecs from "../../components/front-door/ecs";
import { Account } from "../../simulator/account";
import { PROGRAM_VARIANTS, frontDoor, recordProgram } from "../support/program";

type Register = (this: pulumi.ComponentResource, outputs?: object) => void;

/** Resources are in the state themselves. */
const hasResources = (value: unknown): boolean =>
  pulumi.Resource.isInstance(value) ||
  (typeof value === "object" &&
    value !== null &&
    !pulumi.Output.isInstance(value) &&
    Object.values(value).some(hasResources));

/** Fields with steps of an update, which a state cannot have. */
const STEPS = ["move"];

/** The public fields of a component, without those of every Pulumi resource. */
const fieldsOf = (component: pulumi.ComponentResource): string[] =>
  Object.entries(component)
    .filter(([name, value]) => !name.startsWith("__") && name !== "urn" && !hasResources(value))
    .filter(([name]) => !STEPS.includes(name))
    .map(([name]) => name)
    .sort();

const classes = Object.entries({ ...library, ...ecs })
  .filter(([, one]) => "prototype" in one && one.prototype instanceof pulumi.ComponentResource)
  .map(([name]) => name)
  .sort();

/** No variant of the program has a backend that exists. */
const EXISTING = { autoScalingGroup: "shop" };
function accountWithTargets(): Account {
  const account = Account.inMemory();
  createExistingTargets(account, "us-east-1", { existing: EXISTING, reach: "private" });
  return account;
}

describe("components", () => {
  const fields: Record<string, string[]> = {};
  const registered: Record<string, string[]> = {};
  before(async () => {
    const prototype = pulumi.ComponentResource.prototype as unknown as {
      registerOutputs: Register;
    };
    const { registerOutputs } = prototype;
    prototype.registerOutputs = function (outputs) {
      const { name } = this.constructor;
      // The SDK calls it without any, too, when the constructor is done.
      if (outputs && classes.includes(name)) {
        fields[name] = fieldsOf(this);
        registered[name] = Object.keys(outputs).sort();
      }
      registerOutputs.call(this, outputs);
    };
    try {
      for (const variant of Object.values(PROGRAM_VARIANTS)) await recordProgram(variant);
      await recordProgram(
        { ...frontDoor(), backend: { existing: EXISTING } },
        accountWithTargets(),
      );
    } finally {
      prototype.registerOutputs = registerOutputs;
    }
  });

  it("are all in some program", () => {
    assert.ok(classes.length > 10);
    assert.deepEqual(Object.keys(fields).sort(), classes);
  });

  it("register the outputs that their classes have", () => assert.deepEqual(registered, fields));
});
