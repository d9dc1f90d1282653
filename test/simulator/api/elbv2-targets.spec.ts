import assert from "node:assert/strict";
import { TARGET_GROUP_ATTACHMENT } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import { listener, nlb, targets, twoZones } from "../model/balancing-lab";
import { ApiLab, all } from "./api-lab";

describe("Targets by the Elastic Load Balancing API", () => {
  let lab: ApiLab;
  let group: Stored;
  beforeEach(async () => {
    lab = await ApiLab.open();
    const place = twoZones(lab.aws);
    group = targets(lab.aws, place, { protocol: "TCP", port: 443, targetType: "ip" });
    listener(lab.aws, nlb(lab.aws, place), group, { port: 443 });
  });
  afterEach(() => lab.api.close());

  const change = (action: string, ...addresses: [id: string, zone?: string][]): Promise<string> =>
    lab.call(
      "elbv2",
      action,
      Object.fromEntries([
        ["TargetGroupArn", group.id],
        ...addresses.flatMap(([id, zone], index) => [
          [`Targets.member.${index + 1}.Id`, id],
          ...(zone ? [[`Targets.member.${index + 1}.AvailabilityZone`, zone]] : []),
        ]),
      ]) as Record<string, string>,
    );
  const health = async (): Promise<Record<string, string>> => {
    const xml = await lab.call("elbv2", "DescribeTargetHealth", { TargetGroupArn: group.id });
    const states = all(xml, "State");
    return Object.fromEntries(all(xml, "Id").map((id, index) => [id, states[index]!]));
  };

  it("are registered once, with the port of their group, and keep their zone", async () => {
    for (let times = 0; times < 2; times++) {
      await change("RegisterTargets", ["10.0.0.9"], ["10.9.0.9", "all"]);
    }
    assert.deepEqual(await health(), { "10.0.0.9": "healthy", "10.9.0.9": "healthy" });
    const xml = await lab.call("elbv2", "DescribeTargetHealth", { TargetGroupArn: group.id });
    assert.deepEqual(all(xml, "Port"), ["443", "443"]);
    assert.deepEqual(all(xml, "AvailabilityZone"), ["all"]);
  });

  it("are draining in the first answer after they were deregistered, then gone", async () => {
    await change("RegisterTargets", ["10.0.0.9"], ["10.0.0.10"]);
    await change("DeregisterTargets", ["10.0.0.9"], ["10.0.0.77"]);
    assert.deepEqual(await health(), { "10.0.0.10": "healthy", "10.0.0.9": "draining" });
    assert.deepEqual(await health(), { "10.0.0.10": "healthy" });
  });

  it("no longer drain once they are registered again", async () => {
    await change("RegisterTargets", ["10.0.0.9"]);
    await change("DeregisterTargets", ["10.0.0.9"]);
    await change("RegisterTargets", ["10.0.0.9"]);
    assert.deepEqual(await health(), { "10.0.0.9": "healthy" });
  });

  it("are of the group that policies see", async () => {
    await change("RegisterTargets", ["10.0.0.9"]);
    const { action, resources } = lab.api.calls.at(-1)!;
    assert.deepEqual([action, resources], ["elasticloadbalancing:RegisterTargets", [group.id]]);
  });

  it("fails when an address outside the VPC has no zone, and registers none of the call's", async () => {
    const answer = await change("RegisterTargets", ["10.0.0.9"], ["10.9.0.9"]);
    assert.deepEqual(all(answer, "Code"), ["ValidationError"]);
    assert.deepEqual(lab.aws.account.all(TARGET_GROUP_ATTACHMENT), []);
  });

  it("fails when an address is of the internet, or inside the VPC and for all zones", async () => {
    const codes = async (...one: [string, string?]) =>
      all(await change("RegisterTargets", one), "Code");
    assert.deepEqual(await codes("203.0.113.9", "all"), ["InvalidTarget"]);
    assert.deepEqual(await codes("10.0.0.9", "all"), ["ValidationError"]);
  });

  it("fails when no target or no group is named", async () => {
    assert.deepEqual(all(await change("RegisterTargets"), "Code"), ["ValidationError"]);
    group = { ...group, id: "arn:x" };
    assert.deepEqual(all(await change("DeregisterTargets", ["10.0.0.9"]), "Code"), [
      "TargetGroupNotFound",
    ]);
  });
});
