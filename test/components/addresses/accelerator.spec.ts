import assert from "node:assert/strict";
import type { AcceleratorArgs } from "../../../components/addresses/accelerator";
import { StaticAddresses } from "../../../components/addresses/static-addresses";
import { Account } from "../../../simulator/account";
import { record } from "../../support/recorder";

const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";

const recordInventory = (accelerator: AcceleratorArgs = {}, protect = true, account?: Account) =>
  record(
    () =>
      void new StaticAddresses("ips", {
        addresses: { "egress-a": { role: "egress", holder: "nat-a" } },
        accelerator,
        protect,
        tags: { owner: "platform" },
      }),
    account ? { account } : {},
  );

describe("createAccelerator", () => {
  it("is protected and retained, unless it may go or nothing is protected", async () => {
    const guarded = async (args: AcceleratorArgs, protect?: boolean) => {
      const recording = await recordInventory(args, protect);
      return recording.find("ips-accelerator", ACCELERATOR).protect;
    };
    assert.equal(await guarded({}), true);
    assert.equal(await guarded({ releaseAllowed: true }), false);
    assert.equal(await guarded({}, false), false);
  });

  it("puts its two addresses on the allow-list by their keys", async () => {
    const recording = await recordInventory();
    const { outputs } = recording.find("ips-accelerator", ACCELERATOR);
    const [{ ipAddresses }] = outputs["ipSets"] as [{ ipAddresses: string[] }];
    const entry = (number: number) =>
      recording.find(`ips-entry-accelerator-${number}`).inputs["cidr"];
    assert.deepEqual(
      [entry(1), entry(2)],
      [...ipAddresses].sort().map((address) => `${address}/32`),
    );
    const { inputs } = recording.find(
      "ips-egress-a",
      "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
    );
    assert.ok(inputs["cidr"]);
  });

  it("has tags to be found by, and says that logs are off", async () => {
    const { inputs } = (await recordInventory()).find("ips-accelerator", ACCELERATOR);
    assert.deepEqual(inputs["tags"], {
      owner: "platform",
      "holdfast:key": "entry-accelerator",
      Name: "ips-accelerator",
    });
    assert.deepEqual(inputs["attributes"], { flowLogsEnabled: false });
    assert.equal(inputs["name"], "ips-accelerator");
  });

  it("takes an existing one in instead of making one", async () => {
    const account = Account.inMemory();
    const first = await recordInventory({}, true, account);
    const { arn, dnsName } = first.find("ips-accelerator", ACCELERATOR).outputs;
    const again = await recordInventory({ arn: arn as string }, true, account);
    assert.equal(again.find("ips-accelerator", ACCELERATOR).outputs["dnsName"], dnsName);
  });

  it("lets the delivery of logs of this account write below their prefix only", async () => {
    const recording = await recordInventory({ flowLogs: { retentionDays: 14 } });
    const { arn, bucket } = recording.find("ips-accelerator-logs", "aws:s3/bucket:Bucket").outputs;
    assert.deepEqual(recording.find("ips-accelerator", ACCELERATOR).inputs["attributes"], {
      flowLogsEnabled: true,
      flowLogsS3Bucket: bucket,
      flowLogsS3Prefix: "flow-logs",
    });
    const { policy } = recording.find(
      "ips-accelerator-logs",
      "aws:s3/bucketPolicy:BucketPolicy",
    ).inputs;
    const { Statement } = JSON.parse(policy as string) as {
      Statement: {
        Effect: string;
        Resource: string;
        Principal: unknown;
        Condition: { StringEquals: Record<string, string> };
      }[];
    };
    const allowed = Statement.filter(({ Effect }) => Effect === "Allow");
    assert.deepEqual(
      allowed.map(({ Resource }) => Resource),
      [`${arn as string}/flow-logs/AWSLogs/123456789012/*`, arn],
    );
    for (const { Principal, Condition } of allowed) {
      assert.deepEqual(Principal, { Service: "delivery.logs.amazonaws.com" });
      assert.equal(Condition.StringEquals["aws:SourceAccount"], "123456789012");
    }
    const [rule] = recording.find(
      "ips-accelerator-logs",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ).inputs["rules"] as Record<string, unknown>[];
    assert.deepEqual(rule!["expiration"], { days: 14 });
  });
});
