import assert from "node:assert/strict";
import { type ApiCall } from "../../simulator/api/call";
import { DNS_RECORD, HOSTED_ZONE } from "../../simulator/model/tokens";
import type { Stored } from "../../simulator/model/resource";
import type { NodeMachine } from "../../bench/labs/node/machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";

const PLACEHOLDER = "192.0.2.1";

describe("holdfast-name", () => {
  let lab: ProxyLab;
  let machine: NodeMachine;
  let zone: Stored;
  beforeEach(async () => {
    lab = await ProxyLab.open();
    zone = lab.aws.make(HOSTED_ZONE, { name: "shop.test" });
    for (const name of ["jumpbox", "static"]) {
      const record = { name: `${name}.shop.test`, type: "A", ttl: 60, records: [PLACEHOLDER] };
      lab.aws.make(DNS_RECORD, { zoneId: zone.id, ...record });
    }
    machine = await lab.launch({ associatePublicIpAddress: true });
    Object.assign(machine.settings, {
      AWS_REGION: "us-east-1",
      HOLDFAST_NODE: "jumpbox",
      HOLDFAST_ZONE_ID: zone.id,
      HOLDFAST_RECORD: "jumpbox.shop.test",
      HOLDFAST_TTL: "60",
    });
  });
  afterEach(() => lab.close());

  const recordsOf = (name: string): unknown =>
    lab.aws.account
      .referring(zone.id, DNS_RECORD)
      .find(({ inputs }) => inputs["name"] === `${name}.shop.test`)?.inputs["records"];
  const address = (): unknown => lab.aws.account.state(machine.instance)["publicIp"];
  const changes = (): ApiCall[] =>
    lab.api.calls.filter(({ action }) => action === "route53:ChangeResourceRecordSets");

  it("points the name to the machine's public address by one change of one record", async () => {
    const { status, log } = await machine.run("holdfast-name");
    assert.equal(status, 0, log);
    assert.deepEqual(recordsOf("jumpbox"), [address()]);
    assert.deepEqual(recordsOf("static"), [PLACEHOLDER]);
    assert.deepEqual(
      lab.api.calls.map(({ action, resources, conditions }) => ({ action, resources, conditions })),
      [
        {
          action: "route53:ChangeResourceRecordSets",
          resources: [`arn:aws:route53:::hostedzone/${zone.id}`],
          conditions: {
            "route53:ChangeResourceRecordSetsNormalizedRecordNames": "jumpbox.shop.test",
            "route53:ChangeResourceRecordSetsRecordTypes": "A",
            "route53:ChangeResourceRecordSetsActions": "UPSERT",
          },
        },
      ],
    );
  });

  it("points it to a placeholder when the machine is stopped, and back at the next boot", async () => {
    await machine.run("holdfast-name");
    assert.equal((await machine.run("holdfast-name", "--park")).status, 0);
    assert.deepEqual(recordsOf("jumpbox"), [PLACEHOLDER]);
    assert.equal((await machine.run("holdfast-name")).status, 0);
    assert.deepEqual(recordsOf("jumpbox"), [address()]);
  });

  it("tries again when Route 53 is busy, and when metadata's token has expired", async () => {
    lab.api.faults.add({ action: "ChangeResourceRecordSets", code: "Throttling", status: 400 });
    machine.imds.expireTokens();
    const { status, log } = await machine.run("holdfast-name");
    assert.equal(status, 0, log);
    assert.match(log, /action=point attempt=1 error=Throttling/);
    assert.equal(changes().length, 2);
    assert.deepEqual(recordsOf("jumpbox"), [address()]);
  });

  it("fails when the machine has no public address, and leaves the record alone", async () => {
    const other = await lab.launch({ associatePublicIpAddress: false });
    Object.assign(other.settings, machine.settings);
    const { status, log } = await other.run("holdfast-name");
    assert.equal(status, 1, log);
    assert.match(log, /remedy="see that the machine has a public address/);
    assert.deepEqual(recordsOf("jumpbox"), [PLACEHOLDER]);
    assert.deepEqual(changes(), []);
  });

  it("fails when a setting is missing, and says which", async () => {
    delete machine.settings["HOLDFAST_RECORD"];
    const { status, log } = await machine.run("holdfast-name");
    assert.equal(status, 2, log);
    assert.match(log, /missing=HOLDFAST_RECORD/);
  });
});
