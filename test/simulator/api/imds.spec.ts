import assert from "node:assert/strict";
import { type Imds, serveImds } from "../../../simulator/api/imds";
import { INSTANCE } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { Lab } from "../../../simulator/lab";

describe("Instance metadata", () => {
  let lab: Lab;
  let instance: Stored;
  let imds: Imds;
  beforeEach(async () => {
    lab = new Lab();
    instance = lab.make(INSTANCE, {
      ami: "ami-0123456789abcdef0",
      instanceType: "t3.small",
      subnetId: lab.subnet(lab.vpc(), { availabilityZone: "us-east-1a" }).id,
      metadataOptions: { instanceMetadataTags: "enabled" },
      tags: { "holdfast-node": "a1" },
    });
    imds = await serveImds(lab.account, instance.id);
  });
  afterEach(() => imds.close());

  const newToken = (seconds = "60"): Promise<Response> =>
    fetch(`${imds.url}/latest/api/token`, {
      method: "PUT",
      headers: { "x-aws-ec2-metadata-token-ttl-seconds": seconds },
    });
  const get = (path: string, token: string): Promise<Response> =>
    fetch(`${imds.url}/latest/meta-data/${path}`, {
      headers: { "x-aws-ec2-metadata-token": token },
    });

  it("tells an instance whether its auto scaling group is about to terminate it", async () => {
    const token = await (await newToken()).text();
    const target = async () => (await get("autoscaling/target-lifecycle-state", token)).text();
    assert.equal(await target(), "InService");
    imds.announceTermination();
    assert.equal(await target(), "Terminated");
  });

  it("tells an instance with a token who and where it is, and its tags", async () => {
    const token = await (await newToken()).text();
    for (const [path, value] of [
      ["instance-id", instance.id],
      ["placement/region", "us-east-1"],
      ["placement/availability-zone", "us-east-1a"],
      ["tags/instance/holdfast-node", "a1"],
      ["tags/instance", "holdfast-node"],
    ] as const) {
      assert.equal(await (await get(path, token)).text(), value, path);
    }
    assert.match(await (await get("mac", token)).text(), /^02(:[0-9a-f]{2}){5}$/);
    assert.equal((await get("tags/instance/other", token)).status, 404);
    assert.equal((await get("iam/security-credentials/", token)).status, 404);
  });

  it("fails without a valid token, or with one that has expired", async () => {
    assert.equal((await get("instance-id", "")).status, 401);
    const token = await (await newToken()).text();
    imds.expireTokens();
    assert.equal((await get("instance-id", token)).status, 401);
    assert.equal((await newToken("0")).status, 400);
    assert.equal((await newToken("21601")).status, 400);
  });

  it("has nothing once the instance is terminated", async () => {
    const token = await (await newToken()).text();
    lab.account.remove(instance);
    assert.equal((await get("instance-id", token)).status, 404);
  });
});
