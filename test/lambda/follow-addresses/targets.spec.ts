import assert from "node:assert/strict";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  deregisterTargets,
  describeTargets,
  registerTargets,
} from "../../../lambda/follow-addresses/targets";
import { FollowerLab } from "../../../bench/labs/follower/follower-lab";
import { addresses } from "../../../bench/labs/follower/dns-server";

describe("targets", () => {
  let lab: FollowerLab;
  let client: ElasticLoadBalancingV2Client;
  let arn: string;
  beforeEach(async () => {
    lab = await FollowerLab.open();
    arn = lab.arns[0]!;
    client = new ElasticLoadBalancingV2Client({
      endpoint: lab.api.url,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
  });
  afterEach(() => {
    client.destroy();
    return lab.close();
  });

  const targets = (count: number) =>
    addresses(count).map((address) => ({ address, port: 443, availabilityZone: "all" }));

  it("tells the address, the port, the zone and the health of each", async () => {
    await registerTargets(client, arn, targets(2));
    lab.api.faults.unhealthy.add("10.1.0.2");
    assert.deepEqual(await describeTargets(client, arn), [
      { address: "10.1.0.1", port: 443, availabilityZone: "all", state: "healthy" },
      { address: "10.1.0.2", port: 443, availabilityZone: "all", state: "unhealthy" },
    ]);
  });

  it("sends at most a hundred in one call", async () => {
    await registerTargets(client, arn, targets(250));
    assert.equal(lab.registered().length, 250);
    await deregisterTargets(client, arn, targets(201));
    assert.equal(lab.registered().length, 49);
    assert.deepEqual(
      lab.takeCalls(),
      ["DeregisterTargets", "RegisterTargets"].flatMap((action) =>
        [1, 2, 3].map(() => `elasticloadbalancing:${action}`),
      ),
    );
  });

  it("calls nothing for no targets", async () => {
    await registerTargets(client, arn, []);
    await deregisterTargets(client, arn, []);
    assert.deepEqual(lab.takeCalls(), []);
  });
});
