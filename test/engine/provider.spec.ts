import assert from "node:assert/strict";
import { join } from "node:path";
import type { Deployment } from "@pulumi/pulumi/automation";
import { DNS_RECORD } from "../../simulator/model/tokens";
import type { Values } from "../../simulator/model/values";
import { seedZone } from "../../simulator/seed";
import { OtherProgram } from "../support/other-program";
import { changes } from "../support/test-stack";

describe("the component provider, in a program that knows it by its schema", () => {
  let program: OtherProgram;
  before(async () => {
    program = await OtherProgram.open(join(__dirname, "../support/remote-program"));
    const create = (type: string, inputs: Values) =>
      program.session.account.create(type, "us-east-1", inputs).id;
    create(DNS_RECORD, {
      zoneId: seedZone(program.session.account, "example.net").id,
      name: "app.example.net",
      type: "A",
      ttl: 60,
      records: ["10.20.200.1"],
    });
  });
  after(() => program?.close());

  it("creates each component, with outputs of one as inputs of another", async () => {
    const { steps, outputs } = await program.up();
    const created = steps.filter(({ op }) => op === "create");
    const count = (type: string) => created.filter((step) => step.type === type).length;
    assert.deepEqual(
      created
        .map(({ type }) => type)
        .filter((type) => type.startsWith("holdfast:index:"))
        .sort(),
      ["FixedEgressVpc", "FixedFrontDoor", "NlbToAlb", "StaticAddresses"].map(
        (name) => `holdfast:index:${name}`,
      ),
    );
    assert.equal(count("aws:ec2/eip:Eip"), 2 + 2 + 2 + 2);
    assert.equal(count("aws:autoscaling/group:Group"), 2);
    assert.equal(count("aws:route53/healthCheck:HealthCheck"), 2);
    assert.equal(count("aws:lb/loadBalancer:LoadBalancer"), 1);
    assert.equal(count("aws:route53/record:Record"), 2 + 1);
    assert.deepEqual(Object.keys(outputs["allocationIds"] as object), ["api", "nat-a"]);
    assert.deepEqual(Object.keys(outputs["door"] as object), ["entry-a1", "entry-b1"]);
    assert.ok((outputs["egress"] as string[]).length > 0);
    assert.match(String(outputs["nlbName"]), /elb\.us-east-1\.amazonaws\.com$/);
  });

  it("has nothing to change afterwards", async () => {
    const { steps } = await program.preview();
    assert.deepEqual(
      changes(steps).filter(({ op }) => op !== "read"),
      [],
    );
  });

  it("refuses an output where a value decides how many resources there are", async () => {
    program.configure({ "app:wrong": true });
    await assert.rejects(program.preview(), /property availabilityZones[^]*must be a plain value/);
  });

  it("protects addresses unless told otherwise", async () => {
    const state = JSON.parse(await program.run("stack", "export")) as Deployment;
    const { resources = [] } = state.deployment as { resources?: ResourceState[] };
    const isProtected = resources.filter(({ protect }) => protect).map(({ urn }) => urn);
    assert.deepEqual(isProtected.map((urn) => urn.split("::").at(-1)).sort(), [
      "partners-api",
      "partners-nat-a",
    ]);
  });
});

interface ResourceState {
  readonly urn: string;
  readonly protect?: boolean;
}
