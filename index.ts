import { log } from "@pulumi/pulumi";
import { StaticAddresses } from "./components/addresses/static-addresses";
import { describeBackend } from "./components/backend/describe-backend";
import { BlueGreen } from "./components/backend/blue-green";
import { readConfig } from "./components/config/read-config";
import { nameEntry } from "./components/dns/name-entry";
import { createFrontDoor, planPlace } from "./components/entry/front-door";
import { equipEgress } from "./components/network/egress";
import { Vpc } from "./components/network/vpc";

export = async () => {
  const config = await readConfig();
  const { network, addresses, backend, dns, tags } = config;
  for (const notice of addresses.notices) void log.warn(notice);

  const inventory = new StaticAddresses("addresses", {
    addresses: addresses.addresses,
    protect: addresses.protect,
    ...(addresses.accelerator && { accelerator: addresses.accelerator }),
    tags,
  });

  const vpc = new Vpc("network", {
    ...network,
    egress: equipEgress(network.egress, inventory.addresses, addresses.handover),
    ...planPlace(config),
    tags,
  });

  const outputs = {
    /** What partners allow-list: a /32 for each address, of both directions. */
    allowList: inventory.allowList,
    allowListText: inventory.allowList.apply((cidrs) => cidrs.join("\n")),
    allowListPrefixListId: inventory.prefixListId,
    addresses: inventory.addresses,
    ...(inventory.accelerator && { accelerator: inventory.accelerator }),
    egressAddresses: vpc.egressAddresses,
    vpcId: vpc.vpcId,
    publicSubnets: vpc.publicSubnets,
    privateSubnets: vpc.privateSubnets,
  };
  if (config.entry.kind === "none") return outputs;

  const blueGreen =
    backend &&
    new BlueGreen("backend", {
      ...describeBackend(backend, config.entry, vpc, inventory.addresses),
      tags,
    });
  const { addresses: held, accelerator } = inventory;
  const door = createFrontDoor(config, { vpc, addresses: held, accelerator, blueGreen });
  const record = dns && nameEntry("dns", dns, door, tags);
  return {
    ...outputs,
    ...(door && { entryAddresses: door.entry.addresses, alarmTopics: door.alarmTopics }),
    ...(door?.pairs && { pairs: door.pairs }),
    ...(record && { hostname: record.fqdn }),
    ...(blueGreen?.host && { backendName: blueGreen.host }),
  };
};
