import assert from "node:assert/strict";
import type { Resource } from "../../../stack/resource";
import { EIP, GROUP, INSTANCE, SUBNET, TEMPLATE, bill, priced, resource } from "../resources";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const disk = { ebs: { volumeType: "gp3", volumeSize: 20 } };

const template = (name: string, inputs: object = {}, more: Partial<Resource> = {}) =>
  resource(
    TEMPLATE,
    name,
    { instanceType: "t4g.small", blockDeviceMappings: [disk], ...inputs },
    more,
  );

const group = (name: string, inputs: object = {}, more: Partial<Resource> = {}) =>
  resource(
    GROUP,
    name,
    { minSize: 2, maxSize: 2, launchTemplate: { id: UNKNOWN }, ...inputs },
    more,
  );

describe("pricing of instances", () => {
  it("prices as many instances and disks as a group wants", () => {
    const all = [template("web"), group("web", { minSize: 1, maxSize: 5, desiredCapacity: 3 })];
    assert.deepEqual(bill(priced(all)), [
      "3 t4g.small instances: 2190 x 0.0168 = 36.792",
      "gp3 disks: 60 x 0.08 = 4.8",
    ]);
  });

  it("takes a group that scales at its smallest size, and says so", () => {
    const { lines } = priced([template("web"), group("web", { minSize: 2, maxSize: 6 })]);
    assert.equal(lines[0]?.quantity, "1460");
    assert.equal(lines[0]?.assumption, "groups that scale have their minimum size");
  });

  it("finds the launch template by its id, by what the engine notes, and by its name", () => {
    const big = template("big", { instanceType: "c7g.large" }, { id: "lt-1" });
    const byId = group("web", { launchTemplate: { id: "lt-1", version: "1" } });
    const byNote = group("web", {}, { references: { launchTemplate: [big.urn] } });
    const byName = group("big");
    for (const one of [byId, byNote, byName]) {
      assert.match(bill(priced([big, template("other"), one]))[0] ?? "", /c7g\.large/);
    }
  });

  it("names a group whose template is nowhere, and a type without a price", () => {
    const nowhere = group("web", { launchTemplate: { id: "lt-of-others" } });
    assert.deepEqual(priced([nowhere]).unpriced, [{ name: "unknown-launch-template", count: 1 }]);
    const web = template("web", { instanceType: "x9.huge" });
    assert.deepEqual(priced([web, group("web", { desiredCapacity: 18 })]).unpriced, [
      { name: "x9.huge", region: "us-east-1", count: 18 },
    ]);
  });

  it("says what a preview cannot tell yet", () => {
    const pending = (name: string) => [{ name, count: 1, isPending: true }];
    const web = template("web", { instanceType: UNKNOWN });
    assert.deepEqual(
      priced([group("web", { launchTemplate: { id: UNKNOWN } })]).unpriced,
      pending("unknown-launch-template"),
    );
    assert.deepEqual(priced([web, group("web")]).unpriced, pending("unknown-instance-type"));
    assert.deepEqual(
      priced([resource("aws:ebs/volume:Volume", "data", { type: "gp3", size: UNKNOWN })]).unpriced,
      pending("unknown-volume"),
    );
    assert.deepEqual(
      priced([resource("aws:ebs/volume:Volume", "data", { type: "gp3" })]).unpriced,
      [{ name: "unknown-volume", count: 1 }],
    );
  });

  it("prices groups with a launch configuration, and volumes by their type", () => {
    const configuration = resource(
      "aws:ec2/launchConfiguration:LaunchConfiguration",
      "old",
      { instanceType: "t4g.small" },
      { id: "old-1" },
    );
    const old = group("web", { launchConfiguration: "old-1" });
    delete (old.inputs as Record<string, unknown>)["launchTemplate"];
    assert.match(bill(priced([configuration, old]))[0] ?? "", /t4g\.small/);
    const data = resource("aws:ebs/volume:Volume", "data", { type: "gp3", size: 20 });
    assert.equal(priced([data]).total, "1.6");
  });

  it("prices addresses assigned at launch, unless the instances claim an Elastic IP of the stack", () => {
    const open = template("web", { networkInterfaces: [{ associatePublicIpAddress: "true" }] });
    const hasAddress = (one: Resource) =>
      bill(priced([open, one])).includes(
        "public IPv4 addresses assigned at launch: 1460 x 0.005 = 7.3",
      );
    assert.equal(hasAddress(group("web")), true);
    const tags = [{ key: "holdfast-allocation-id", value: UNKNOWN }];
    assert.equal(hasAddress(group("web", { tags })), false);
  });

  it("prices an instance with its public address, by request or by its subnet", () => {
    const subnet = resource(SUBNET, "public", { mapPublicIpOnLaunch: true }, { id: "subnet-1" });
    const asked = { instanceType: "t4g.nano", associatePublicIpAddress: true };
    const placed = { instanceType: "t4g.nano", subnetId: "subnet-1" };
    for (const inputs of [asked, placed]) {
      // 730 x 0.0042 + 8 x 0.08 + 730 x 0.005
      assert.equal(priced([subnet, resource(INSTANCE, "jump", inputs)]).total, "7.356");
    }
    const refused = { ...placed, associatePublicIpAddress: false };
    assert.equal(priced([subnet, resource(INSTANCE, "jump", refused)]).total, "3.706");
  });

  it("does not price the address that an Elastic IP takes the place of", () => {
    const inputs = { instanceType: "t4g.nano", associatePublicIpAddress: true };
    const jump = resource(INSTANCE, "jump", inputs, { id: "i-0123456789" });
    const eip = resource(EIP, "jump", { instance: "i-0123456789" });
    assert.equal(priced([jump, eip]).total, "7.356");
  });

  it("prices a jumpbox for the hours of its schedule, its disk for all of them", () => {
    const parent = "urn:pulumi:dev::p::acme:net:Jumpbox::jump";
    const jump = resource(INSTANCE, "jump", { instanceType: "t4g.nano" }, { parent });
    const schedule = (what: string, hour: number) =>
      resource(
        "aws:scheduler/schedule:Schedule",
        `jump-${what}`,
        {
          scheduleExpression: `cron(0 ${hour} ? * SUN-THU *)`,
          target: { arn: `arn:aws:scheduler:::aws-sdk:ec2:${what}Instances`, input: UNKNOWN },
        },
        { parent },
      );
    assert.deepEqual(bill(priced([jump, schedule("start", 8), schedule("stop", 18)])).slice(0, 2), [
      "t4g.nano instance: 217.261905 x 0.0042 = 0.912500001",
      "gp3 disks: 8 x 0.08 = 0.64",
    ]);
    assert.match(bill(priced([jump]))[0] ?? "", /: 730 x /);
  });

  it("prices a group for the hours that scheduled actions leave it", () => {
    const action = (name: string, desiredCapacity: number, recurrence: string) =>
      resource("aws:autoscaling/schedule:Schedule", name, {
        autoscalingGroupName: "web-1",
        desiredCapacity,
        recurrence,
      });
    const all = [
      template("web"),
      group("web", {}, { id: "web-1" }),
      action("on", 2, "0 8 * * *"),
      action("off", 0, "0 20 * * *"),
    ];
    assert.match(bill(priced(all))[0] ?? "", /: 730 x 0\.0168/);
  });

  it("tells machines apart by the ids in a schedule, also where one begins like another", () => {
    const schedule = (what: string, hour: number, ids: readonly string[]) =>
      resource("aws:scheduler/schedule:Schedule", what, {
        scheduleExpression: `cron(0 ${hour} ? * * *)`,
        target: {
          arn: `arn:aws:scheduler:::aws-sdk:ec2:${what}Instances`,
          input: JSON.stringify({ InstanceIds: ids }),
        },
      });
    const machine = (id: string) => resource(INSTANCE, id, { instanceType: "t4g.nano" }, { id });
    const ids = ["i-01234567", "i-0123456789", "i-89abcdef"];
    const scheduled = [ids[1]!, ids[2]!];
    const { lines } = priced([
      ...ids.map(machine),
      ...[schedule("start", 8, scheduled), schedule("stop", 20, scheduled)],
    ]);
    assert.deepEqual(
      lines.filter(({ unit }) => unit === "hour").map(({ quantity }) => quantity),
      ["730", "365", "365"],
    );
  });
});
