import assert from "node:assert/strict";
import { ofType, valueOf } from "../../backend/backends";
import { declared } from "../../backend/declared";
import { ZONES, recordDoor, toAlb, toNames } from "./doors";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

const longest = { "twelve-chars": { dnsName: "old.example.net", weight: 100 } };

describe("NlbAlb", () => {
  it("gives its addresses, its ports and the name that its public name is an alias of", async () => {
    const { recording, door } = await recordDoor(toAlb());
    const nlb = recording.find("entry-nlb", BALANCER).outputs;
    assert.equal(await valueOf(door.alias.dnsName), nlb["dnsName"]);
    assert.equal(await valueOf(door.alias.zoneId), nlb["zoneId"]);
    assert.deepEqual(door.ports, [443, 80]);
    assert.deepEqual(Object.keys(door.addresses), ["entry-a1", "entry-b1"]);
    assert.equal(
      await valueOf(door.addresses["entry-b1"]!),
      recording.find("addresses-entry-b1", "aws:ec2/eip:Eip").outputs["publicIp"],
    );
  });

  it("has a function to run by hand only if it follows names", async () => {
    assert.equal((await recordDoor(toAlb())).door.followerName, undefined);
    const { recording, door } = await recordDoor(toNames(longest));
    assert.equal(
      await valueOf(door.followerName!),
      recording.find("entry-follower", "aws:lambda/function:Function").outputs["name"],
    );
  });

  it("changes nothing but the load balancers when a zone is added", async () => {
    const two = declared(await recordDoor(toAlb()));
    const three = declared(await recordDoor(toAlb(), [...ZONES, "us-east-1c"]));
    const changed = [...two].filter(([key, inputs]) => inputs !== three.get(key));
    assert.deepEqual(
      changed.map(([key]) => key).filter((key) => / entry/.test(key)),
      [`${BALANCER} entry-alb`, `${BALANCER} entry-nlb`],
    );
    const added = [...three.keys()].filter((key) => !two.has(key) && / entry/.test(key));
    assert.deepEqual(added, []);
  });

  it("has names that leave room for what AWS adds to them", async () => {
    for (const describe of [toAlb(), toNames(longest, [65535])]) {
      const { recording } = await recordDoor(describe);
      for (const type of [BALANCER, "aws:lb/targetGroup:TargetGroup"]) {
        for (const { name, outputs } of ofType(recording, type)) {
          assert.ok((outputs["name"] as string).startsWith(name), name);
          assert.ok((outputs["name"] as string).length <= 32, name);
        }
      }
    }
  });
});
