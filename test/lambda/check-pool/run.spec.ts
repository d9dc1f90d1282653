import assert from "node:assert/strict";
import { CloudWatchClient, type PutMetricDataCommandInput } from "@aws-sdk/client-cloudwatch";
import {
  EC2Client,
  GetIpamPoolCidrsCommand,
  type GetIpamPoolCidrsCommandInput,
} from "@aws-sdk/client-ec2";
import { type Clients, checkPool } from "../../../lambda/check-pool/run";
import { readSettings } from "../../../lambda/check-pool/settings";
import type { Note } from "../../../lambda/shared/log";

const SETTINGS = readSettings({
  DNS_NAME: "entry-1234567890.us-east-1.elb.amazonaws.com",
  POOL_ID: "ipam-pool-0123456789abcdef0",
  AWS_LAMBDA_FUNCTION_NAME: "entry-pool-check",
});

/** AWS with a pool of 8 addresses, of which 3 are in use, in two pages; and DNS. */
function aws(addresses: readonly string[]) {
  const put: PutMetricDataCommandInput[] = [];
  const asked: (string | undefined)[] = [];
  const ec2 = new EC2Client({ region: "us-east-1" });
  ec2.send = (command: { input: GetIpamPoolCidrsCommandInput }) => {
    const { IpamPoolId, NextToken } = command.input;
    asked.push(IpamPoolId);
    if (command instanceof GetIpamPoolCidrsCommand) {
      return Promise.resolve({
        IpamPoolCidrs: [
          { Cidr: "203.0.113.8/29", State: "provisioned" },
          { Cidr: "198.51.100.0/29", State: "pending-provision" },
        ],
      });
    }
    return Promise.resolve(
      NextToken === undefined
        ? { IpamPoolAllocations: [{ Cidr: "203.0.113.8/32" }], NextToken: "more" }
        : { IpamPoolAllocations: [{ Cidr: "203.0.113.9/32" }, { Cidr: "203.0.113.10/32" }] },
    );
  };
  const cloudWatch = new CloudWatchClient({ region: "us-east-1" });
  cloudWatch.send = ({ input }: { input: PutMetricDataCommandInput }) => {
    put.push(input);
    return Promise.resolve({});
  };
  const ask = () =>
    addresses.length > 0
      ? Promise.resolve(addresses)
      : Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
  const clients: Clients = { ec2, cloudWatch, ask };
  return { clients, put, asked };
}

const metricsOf = ([input]: readonly PutMetricDataCommandInput[]) =>
  input?.MetricData?.map(({ MetricName, Value, Dimensions }) => [
    MetricName,
    Value,
    Dimensions?.[0]?.Value,
  ]);

describe("checkPool", () => {
  it("measures that all addresses are of the pool, and how many it has left", async () => {
    const { clients, put, asked } = aws(["203.0.113.8", "203.0.113.9"]);
    const notes: Note[] = [];
    const verdict = await checkPool(SETTINGS, clients, (note) => void notes.push(note));
    assert.deepEqual(verdict, { outside: [], free: 5 });
    assert.deepEqual(metricsOf(put), [
      ["AddressesOutsidePool", 0, "entry-pool-check"],
      ["PoolAddressesFree", 5, "entry-pool-check"],
    ]);
    assert.deepEqual(notes, []);
    assert.deepEqual([...new Set(asked)], [SETTINGS.poolId]);
  });

  it("measures and logs an address outside, those of a block that is not provisioned too", async () => {
    const { clients, put } = aws(["203.0.113.8", "3.5.7.9", "198.51.100.1"]);
    const notes: Note[] = [];
    const { outside } = await checkPool(SETTINGS, clients, (note) => void notes.push(note));
    assert.deepEqual([...outside].sort(), ["198.51.100.1", "3.5.7.9"]);
    assert.deepEqual(metricsOf(put)?.[0]?.[1], 2);
    assert.equal(notes[0]?.level, "error");
  });

  it("fails, and measures nothing, when DNS or EC2 does not answer", async () => {
    const silent = aws([]);
    await assert.rejects(
      checkPool(SETTINGS, silent.clients, () => undefined),
      /DNS has no address of entry-1234567890\.us-east-1\.elb\.amazonaws\.com: ENOTFOUND/,
    );
    const down = aws(["203.0.113.8"]);
    down.clients.ec2.send = () => Promise.reject(new Error("throttled"));
    await assert.rejects(
      checkPool(SETTINGS, down.clients, () => undefined),
      /throttled/,
    );
    assert.deepEqual([silent.put, down.put], [[], []]);
  });
});

describe("readSettings of check-pool", () => {
  it("has the name servers that are given, and else none: the runtime has its own", () => {
    const given = { DNS_NAME: "x", POOL_ID: "y", DNS_SERVERS: "192.0.2.1:53,192.0.2.2:53" };
    assert.deepEqual(readSettings(given).dnsServers, ["192.0.2.1:53", "192.0.2.2:53"]);
    assert.deepEqual(SETTINGS.dnsServers, []);
  });

  it("names all that is missing", () => {
    assert.throws(() => readSettings({}), /lacks DNS_NAME and POOL_ID; set them/);
    assert.throws(() => readSettings({ POOL_ID: "x", DNS_NAME: " " }), /lacks DNS_NAME; set it/);
  });
});
