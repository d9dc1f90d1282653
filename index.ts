import { log } from "@pulumi/pulumi";
import { StaticAddresses } from "./components/addresses/static-addresses";
import { backendBlocks, describeBackend } from "./components/backend/describe-backend";
import { BlueGreen } from "./components/backend/blue-green";
import { readConfig } from "./components/config/read-config";
import { HealthChecks } from "./components/dns/health-checks";
import { nameEntry } from "./components/dns/name-entry";
import { ProxyAlarms } from "./components/entry/haproxy/proxy-alarms";
import { ProxyTier } from "./components/entry/haproxy/proxy-tier";
import { equipEgress } from "./components/network/egress";
import { Vpc } from "./components/network/vpc";

export = async () => {
  const { region, network, addresses, entry, backend, dns, tags } = await readConfig();
  for (const notice of addresses.notices) void log.warn(notice);

  const inventory = new StaticAddresses("addresses", {
    addresses: addresses.addresses,
    protect: addresses.protect,
    tags,
  });

  const vpc = new Vpc("network", {
    ...network,
    egress: equipEgress(network.egress, inventory.addresses, addresses.handover),
    tags,
  });

  const outputs = {
    /** What partners allow-list: a /32 for each address, of both directions. */
    allowList: inventory.allowList,
    allowListText: inventory.allowList.apply((cidrs) => cidrs.join("\n")),
    allowListPrefixListId: inventory.prefixListId,
    addresses: inventory.addresses,
    egressAddresses: vpc.egressAddresses,
    vpcId: vpc.vpcId,
    publicSubnets: vpc.publicSubnets,
    privateSubnets: vpc.privateSubnets,
  };
  if (entry.kind === "none" || backend === undefined) return outputs;

  const blueGreen = new BlueGreen("backend", {
    ...describeBackend(backend, vpc, inventory.addresses),
    tags,
  });

  const { port, healthPath } = (backend.blue ?? backend.green)!;
  const door = new ProxyTier("entry", {
    vpc,
    addresses: inventory.addresses,
    ...entry,
    haproxy: { ...entry, backend: { host: blueGreen.host, port, healthPath } },
    backends: backendBlocks(backend, vpc),
    tags,
  });

  const checks = new HealthChecks("health", { addresses: door.addresses, ...door.health, tags });
  const alarms = new ProxyAlarms("alarms", {
    region,
    groupNames: door.groupNames,
    healthCheckIds: checks.ids,
    tags,
  });
  const record = dns && nameEntry("dns", dns, door, checks, tags);
  return {
    ...outputs,
    entryAddresses: door.addresses,
    hostname: record?.fqdn,
    backendName: blueGreen.host,
    alarmTopics: [alarms.topicArn, alarms.healthTopicArn],
  };
};
