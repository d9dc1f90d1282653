import assert from "node:assert/strict";
import {
  AUTO_SCALING_GROUP,
  IMAGE,
  INSTANCE,
  LAUNCH_TEMPLATE,
} from "../../../../simulator/model/tokens";
import type { Stored } from "../../../../simulator/model/resource";
import { ApiLab } from "../../../simulator/api/api-lab";
import { type Result, runScript } from "../run-script";

const LONG_AGO = "2020-01-01T00:00:00Z";

describe("retire.mjs", () => {
  let lab: ApiLab;
  beforeEach(async () => (lab = await ApiLab.open()));
  afterEach(() => lab.api.close());

  /** The next generation, later than all those before. */
  async function generation(inputs = {}): Promise<Stored> {
    await new Promise((resolve) => setTimeout(resolve, 2));
    const tags = { "holdfast:image": "edge" };
    return lab.aws.make(IMAGE, {
      name: `edge-${lab.aws.account.all(IMAGE).length}`,
      tags,
      ...inputs,
    });
  }
  const retire = (current: string, keep = 1): Promise<Result> =>
    runScript(lab, "retire/retire.mjs", {
      IMAGE_CURRENT: current,
      IMAGE_KEEP: `${keep}`,
      IMAGE_GRACE_DAYS: "7",
    });
  const left = (): string[] => lab.aws.account.all(IMAGE).map(({ id }) => id);
  const template = (imageId: string, name = "proxy"): Stored =>
    lab.aws.make(LAUNCH_TEMPLATE, { name, imageId, instanceType: "t3.small" });

  it("deprecates what is old, and deregisters it with its snapshot when that is long ago", async () => {
    const old = await generation({ deprecationTime: LONG_AGO });
    const middle = await generation();
    const current = await generation();
    const { status, stdout, stderr } = await retire(current.id);
    assert.equal(status, 0, stderr);
    assert.match(stdout, new RegExp(`${current.id}: kept, current`));
    assert.match(stdout, new RegExp(`${middle.id}: deprecated`));
    assert.match(stdout, new RegExp(`${old.id}: deregistered`));
    assert.deepEqual(left().sort(), [middle.id, current.id].sort());
    const deprecated = lab.aws.account.find(IMAGE, middle.id, "us-east-1");
    assert.ok(Date.parse(deprecated!.inputs["deprecationTime"] as string) > Date.now());
    const changes = lab.api.calls
      .filter(({ action }) => !action.includes("Describe"))
      .map(({ action }) => action);
    assert.deepEqual(changes, [
      "ec2:EnableImageDeprecation",
      "ec2:DisableImageDeregistrationProtection",
      "ec2:DeregisterImage",
      "ec2:DeleteSnapshot",
    ]);
  });

  it("touches nothing of another name, and nothing twice", async () => {
    const other = await generation({
      deprecationTime: LONG_AGO,
      tags: { "holdfast:image": "another" },
    });
    const current = await generation();
    await retire(current.id);
    await retire(current.id);
    assert.deepEqual(left().sort(), [other.id, current.id].sort());
  });

  describe("leaves an image alone, however old, that", () => {
    let old: Stored;
    let current: Stored;
    beforeEach(async () => {
      old = await generation({ deprecationTime: LONG_AGO });
      current = await generation();
    });
    const staysInUse = async (): Promise<void> => {
      const { stdout, stderr } = await retire(current.id);
      assert.match(stdout, new RegExp(`${old.id}: kept, in use`), stderr);
      assert.deepEqual(left().sort(), [old.id, current.id].sort());
    };

    it("an instance runs", async () => {
      lab.instance(undefined, { ami: old.id });
      await staysInUse();
    });

    it("the default version of a launch template has", async () => {
      const own = template(old.id);
      lab.aws.change(own, { imageId: current.id });
      await staysInUse();
    });

    it("the latest version of a launch template has", async () => {
      const own = template(current.id);
      lab.aws.change(own, { imageId: old.id });
      await staysInUse();
    });

    it("a version has that a group launches, though it has no instance now", async () => {
      const own = template(current.id);
      lab.aws.change(own, { imageId: old.id });
      lab.aws.change(own, { imageId: current.id, updateDefaultVersion: true });
      lab.aws.make(AUTO_SCALING_GROUP, {
        name: "proxy-a1",
        minSize: 0,
        maxSize: 1,
        desiredCapacity: 0,
        launchTemplate: { id: own.id, version: "2" },
        vpcZoneIdentifiers: [lab.aws.subnet(lab.aws.vpc()).id],
      });
      assert.deepEqual(lab.aws.account.all(INSTANCE), []);
      await staysInUse();
    });
  });

  it("lets one go that only an old version of a launch template has, which launches nothing", async () => {
    const old = await generation({ deprecationTime: LONG_AGO });
    const current = await generation();
    lab.aws.change(template(old.id), { imageId: current.id, updateDefaultVersion: true });
    await retire(current.id);
    assert.deepEqual(left(), [current.id]);
  });

  it("deletes all unused ones, on request", async () => {
    const used = await generation();
    await generation();
    lab.instance(undefined, { ami: used.id });
    const { status, stderr } = await runScript(lab, "retire/retire.mjs", {}, ["--all"]);
    assert.equal(status, 0, stderr);
    assert.deepEqual(left(), [used.id]);
  });

  it("fails when AWS refuses, reports that no node is touched, and continues the next time", async () => {
    const old = await generation({ deprecationTime: LONG_AGO });
    const current = await generation();
    lab.api.faults.add({ action: "DeregisterImage", code: "UnauthorizedOperation", status: 403 });
    const failed = await retire(current.id);
    assert.equal(failed.status, 1);
    assert.match(failed.stderr, /^UnauthorizedOperation: /);
    assert.match(failed.stderr, /Nodes are unaffected\. The next update tries again\./);
    assert.ok(left().includes(old.id));
    assert.equal((await retire(current.id)).status, 0);
    assert.deepEqual(left(), [current.id]);
  });
});
