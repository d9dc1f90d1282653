import assert from "node:assert/strict";
import { StaticAddresses } from "../../../components/addresses/static-addresses";
import { InternalHosts } from "../../../components/internal-host/internal-hosts";
import type { HostArgs } from "../../../components/internal-host/args";
import { Account } from "../../../simulator/account";
import {
  DNS_RECORD,
  EIP_ASSOCIATION,
  HOSTED_ZONE,
  INGRESS_RULE,
  INSTANCE,
  SUBNET,
  VPC,
} from "../../../simulator/model/tokens";
import { type Recording, record } from "../../support/recorder";
import { ofType, vpcNamed } from "../backend/backends";

const MACHINES = { one: { zone: "us-east-1a" }, two: { zone: "us-east-1b" } };

type Described = Omit<HostArgs, "record">;

/** A host `db` with an Elastic IP, in a zone that exists. */
async function recordPublic(host: Described): Promise<Recording> {
  const account = Account.inMemory();
  const { id } = account.create(HOSTED_ZONE, "global", { name: "shop.test" });
  return record(
    () => {
      const vpc = vpcNamed("network", "10.20.0.0/16");
      const { addresses, publicNames } = new StaticAddresses("addresses", {
        addresses: { "host-db": { role: "ingress", holder: "host-db" } },
      });
      const zone = { id, name: "shop.test" };
      const own = { address: addresses["host-db"]!, publicName: publicNames["host-db"]! };
      new InternalHosts("host", {
        vpc,
        hosts: { db: { ...host, record: { kind: "public", zone, ...own } } },
      });
    },
    { account },
  );
}

const recordPrivate = (hosts: Readonly<Record<string, Described>>): Promise<Recording> =>
  record(() => {
    const zone = "hosts.internal";
    new InternalHosts("host", {
      vpc: vpcNamed("network", "10.20.0.0/16"),
      hosts: Object.fromEntries(
        Object.entries(hosts).map(([name, host]) => [
          name,
          { ...host, record: { kind: "private", zone } },
        ]),
      ),
    });
  });

describe("InternalHosts", () => {
  it("permanently resolves a public name to the Elastic IP's name, and associates the address with the instance", async () => {
    const records = [];
    for (const instance of ["one", "two"]) {
      const recording = await recordPublic({ instance, machines: MACHINES });
      const { inputs } = recording.find("host-db", EIP_ASSOCIATION);
      assert.equal(
        inputs["instanceId"],
        recording.find(`host-db-${instance}`, INSTANCE).outputs["id"],
      );
      assert.equal(inputs["allowReassociation"], true);
      const { name, type, records: values } = recording.find("host-db", DNS_RECORD).inputs;
      records.push({ name, type, values });
    }
    // The simulated address follows from the name.
    const values = ["ec2-203-0-113-150.compute-1.amazonaws.com"];
    const cname = { name: "db.shop.test", type: "CNAME", values };
    assert.deepEqual(records, [cname, cname]);
  });

  it("creates machines in private subnets of their zones, which admit the VPC on the ports named", async () => {
    const recording = await recordPublic({ instance: "one", machines: MACHINES, ports: [5432] });
    const subnets = ["a", "b"].map(
      (zone) => recording.find(`network-private-${zone}`, SUBNET).outputs["id"],
    );
    const machines = ofType(recording, INSTANCE);
    assert.deepEqual(
      machines.map(({ inputs }) => inputs["subnetId"]),
      subnets,
    );
    assert.deepEqual(
      ofType(recording, INGRESS_RULE).map(({ name, inputs }) => [name, inputs["cidrIpv4"]]),
      [["host-db-port-5432", "10.20.0.0/16"]],
    );
  });

  it("creates no machine, group or role for an instance that exists", async () => {
    const recording = await recordPrivate({
      db: { instance: { instanceId: "i-0123456789abcdef0", privateIp: "10.20.0.5" } },
    });
    const own = recording.resources.filter(({ name }) => name.startsWith("host-"));
    assert.deepEqual(
      own.map(({ name }) => name),
      ["host-zone-hosts.internal", "host-db"],
    );
    assert.deepEqual(recording.find("host-db").inputs["records"], ["10.20.0.5"]);
  });

  it("has private names of one zone in one zone, of the VPC only", async () => {
    const instance = { instanceId: "i-0123456789abcdef0", privateIp: "10.20.0.5" };
    const recording = await recordPrivate({ db: { instance }, "db-2": { instance } });
    const zones = ofType(recording, HOSTED_ZONE);
    assert.equal(zones.length, 1);
    assert.deepEqual(zones[0]!.inputs["vpcs"], [
      { vpcId: recording.find("network", VPC).outputs["id"] },
    ]);
    assert.deepEqual(
      ofType(recording, DNS_RECORD).map(({ inputs }) => inputs["name"]),
      ["db.hosts.internal", "db-2.hosts.internal"],
    );
  });
});
