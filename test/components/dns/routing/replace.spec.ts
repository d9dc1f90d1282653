import assert from "node:assert/strict";
import { associateAddress } from "../../../../simulator/api/associate-address";
import {
  DNS_RECORD,
  EIP,
  EIP_ASSOCIATION,
  HEALTH_CHECK,
  HOSTED_ZONE,
} from "../../../../simulator/model/tokens";
import type { Stored } from "../../../../simulator/model/resource";
import { nlb, twoZones } from "../../../simulator/model/balancing-lab";
import { ApiLab } from "../../../simulator/api/api-lab";
import { runScript } from "../../image/run-script";

const KEYS = ["entry-a1", "entry-b1"];

describe("replace.mjs", () => {
  let lab: ApiLab;
  let zone: Stored;
  let addresses: Stored[];
  let checks: Stored[];
  beforeEach(async () => {
    lab = await ApiLab.open();
    const place = twoZones(lab.aws);
    zone = lab.aws.make(HOSTED_ZONE, { name: "shop.test" });
    const { dnsName, zoneId } = lab.aws.state(nlb(lab.aws, place, { name: "entry" }));
    lab.aws.make(DNS_RECORD, {
      zoneId: zone.id,
      name: "static.shop.test",
      type: "A",
      setIdentifier: "dns",
      aliases: [{ name: dnsName!, zoneId: zoneId!, evaluateTargetHealth: false }],
      weightedRoutingPolicies: [{ weight: 100 }],
    });
    addresses = KEYS.map(() => lab.aws.eip());
    checks = addresses.map(({ outputs }) =>
      lab.aws.make(HEALTH_CHECK, {
        type: "HTTP",
        ipAddress: outputs["publicIp"]!,
        port: 9001,
        requestInterval: 10,
      }),
    );
    const { id: instanceId } = lab.instance(place.subnets[0]);
    const { id: allocationId } = addresses[1]!;
    associateAddress(lab.aws.account, "us-east-1", { allocationId, instanceId });
  });
  afterEach(() => lab.api.close());

  const replace = (environment = {}) =>
    runScript(lab, "../dns/routing/replace.mjs", {
      RECORDS_ZONE: zone.id,
      RECORDS_NAME: "static.shop.test",
      RECORDS_OWNER: "dns",
      RECORDS: JSON.stringify(
        addresses.map(({ id }, index) => ({
          SetIdentifier: `dns/${KEYS[index]}`,
          MultiValueAnswer: true,
          TTL: 60,
          ResourceRecords: [
            { Value: lab.aws.account.require(EIP, id, "us-east-1").outputs["publicIp"] },
          ],
          HealthCheckId: checks[index]!.id,
        })),
      ),
      RECORDS_POLL_SECONDS: "0.05",
      ALIAS_TTL_SECONDS: "0",
      ...environment,
    });
  const identifiers = () =>
    lab.aws.account.all(DNS_RECORD).map(({ inputs }) => inputs["setIdentifier"]);

  it("replaces the alias when one address is healthy, and does nothing in a second run", async () => {
    const { status, stdout, stderr } = await replace();
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^static\.shop\.test: dns\/entry-a1, dns\/entry-b1 in place of 1 records/);
    assert.deepEqual(identifiers(), ["dns/entry-a1", "dns/entry-b1"]);
    const again = await replace();
    assert.match(again.stdout, /^static\.shop\.test: no record to replace/, again.stderr);
  });

  it("keeps the alias while no address is healthy", async () => {
    for (const one of lab.aws.account.all(EIP_ASSOCIATION)) lab.aws.account.remove(one);
    const { status, stderr } = await replace({ RECORDS_TIMEOUT_SECONDS: "1" });
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^static\.shop\.test keeps its records: Route 53 finds no address of the new records healthy\nThe old front door was not deleted/,
    );
    assert.deepEqual(identifiers(), ["dns"]);
  });
});
