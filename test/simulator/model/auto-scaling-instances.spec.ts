import assert from "node:assert/strict";
import { GROUP_TAG } from "../../../simulator/model/shared";
import { object, text } from "../../../simulator/model/values";
import { Lab } from "../../../simulator/lab";
import { group, instances, template, zones } from "./auto-scaling-lab";

describe("Instances of a Group", () => {
  it("launches its desired capacity, spread over its zones", () => {
    const lab = new Lab();
    const web = group(lab, { desiredCapacity: 3 });
    assert.deepEqual(zones(lab, web), ["a", "a", "b"]);
    const [first, second, third] = instances(lab, web).map((instance) => lab.state(instance));
    assert.deepEqual(
      [first, second, third].map((state) => state?.["privateIp"]),
      ["10.0.0.4", "10.0.1.4", "10.0.0.5"],
    );
    assert.match(text(first?.["publicIp"]), /^203\.0\.113\.\d+$/);
    assert.notEqual(first?.["publicIp"], third?.["publicIp"]);
    assert.deepEqual(lab.state(web)["availabilityZones"], ["us-east-1a", "us-east-1b"]);
  });

  it("gives its instances the tags that propagate, and its name", () => {
    const lab = new Lab();
    const web = group(lab, {
      desiredCapacity: 1,
      tags: [
        { key: "role", value: "web", propagateAtLaunch: true },
        { key: "own", value: "x", propagateAtLaunch: false },
      ],
    });
    const tags = object(instances(lab, web)[0]?.inputs["tags"]);
    assert.deepEqual([tags["role"], tags["own"], tags[GROUP_TAG]], ["web", undefined, "web"]);
  });

  it("has its minimum when no capacity is desired, and follows changed bounds", () => {
    const lab = new Lab();
    const web = group(lab, { desiredCapacity: undefined, minSize: 1 });
    assert.equal(lab.state(web)["desiredCapacity"], 1);
    lab.change(web, { minSize: 3 });
    assert.equal(lab.state(web)["desiredCapacity"], 3);
    lab.change(web, { minSize: 0, maxSize: 2 });
    assert.equal(lab.state(web)["desiredCapacity"], 2);
    assert.deepEqual(zones(lab, web), ["a", "b"]);
  });

  it("keeps the instances that it has when it grows, and ends one of the fullest zone when it shrinks", () => {
    const lab = new Lab();
    const web = group(lab);
    const before = instances(lab, web).map(({ id }) => id);
    lab.change(web, { desiredCapacity: 3 });
    const grown = instances(lab, web).map(({ id }) => id);
    assert.deepEqual(grown.slice(0, 2), before);
    lab.change(web, { desiredCapacity: 2 });
    assert.deepEqual(zones(lab, web), ["a", "b"]);
    lab.change(web, { desiredCapacity: 0 });
    assert.deepEqual(instances(lab, web), []);
  });

  it("replaces an instance that is terminated", () => {
    const lab = new Lab();
    const web = group(lab);
    const [dead, alive] = instances(lab, web);
    lab.account.remove(dead!);
    const now = instances(lab, web);
    assert.equal(now.length, 2);
    assert.ok(now.some(({ id }) => id === alive?.id) && !now.some(({ id }) => id === dead?.id));
    assert.deepEqual(zones(lab, web), ["a", "b"]);
  });

  it("replaces all instances for another version only with an instance refresh", () => {
    const lab = new Lab();
    const launched = template(lab);
    const web = group(lab, {}, launched);
    const ids = () => instances(lab, web).map(({ id }) => id);
    const types = () => instances(lab, web).map(({ inputs }) => inputs["instanceType"]);
    const first = ids();
    lab.change(launched, { instanceType: "t4g.medium" });
    assert.equal(lab.state(launched)["latestVersion"], 2);
    lab.change(web, { launchTemplate: { id: launched.id, version: "2" } });
    assert.deepEqual(ids(), first);
    const refresh = { strategy: "Rolling" };
    lab.change(lab.account.read(web)!, {
      instanceRefresh: refresh,
    });
    assert.deepEqual(ids(), first);
    lab.change(lab.account.read(web)!, { launchTemplate: { id: launched.id, version: "1" } });
    assert.ok(ids().every((id) => !first.includes(id)));
    lab.change(lab.account.read(web)!, { launchTemplate: { id: launched.id, version: "$Latest" } });
    assert.deepEqual(types(), ["t4g.medium", "t4g.medium"]);
    const latest = ids();
    lab.change(lab.account.read(launched)!, { instanceType: "t4g.large" });
    lab.change(lab.account.read(web)!, {});
    assert.deepEqual(ids(), latest);
  });
});
