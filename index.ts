import { log } from "@pulumi/pulumi";
import { StaticAddresses } from "./components/addresses/static-addresses";
import { describeBackend } from "./components/backend/describe-backend";
import { BlueGreen } from "./components/backend/blue-green";
import { readConfig } from "./components/config/read-config";
import { nameEntry } from "./components/dns/name-entry";
import { hasPublicName } from "./components/front-door/address-pair/describe-pairs";
import { createFrontDoor, planPlace } from "./components/front-door/kinds";
import { BuiltImage } from "./components/image/built-image";
import { describeImage } from "./components/image/describe-image";
import { HOSTS, describeHosts } from "./components/internal-host/describe-hosts";
import { InternalHosts } from "./components/internal-host/internal-hosts";
import { describeJumpbox } from "./components/jumpbox/describe-jumpbox";
import { Jumpbox } from "./components/jumpbox/jumpbox";
import { equipEgress } from "./components/network/egress";
import { Vpc } from "./components/network/vpc";

export = async () => {
  const config = await readConfig();
  const { network, addresses, entry, backend, dns, internalHosts, tags } = config;
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

  const blueGreen =
    backend &&
    new BlueGreen("backend", {
      ...describeBackend(backend, entry, vpc, inventory.addresses),
      tags,
    });
  const { addresses: held, accelerator } = inventory;
  const built = describeImage(config, vpc);
  const image = built && new BuiltImage("image", built);
  const door = createFrontDoor(config, {
    ...{ vpc, addresses: held, accelerator, blueGreen },
    ...(image && { image: image.imageId }),
  });
  const isNamed = hasPublicName(entry);
  const record = dns && nameEntry("dns", dns, isNamed ? door : undefined, tags);
  const zone = record && { id: record.zoneId, name: dns.zone };

  const jumpbox =
    config.jumpbox &&
    new Jumpbox("jumpbox", { ...describeJumpbox(config.jumpbox, vpc, zone), tags });
  const hosts =
    Object.keys(internalHosts).length > 0
      ? new InternalHosts(HOSTS, { ...describeHosts(internalHosts, vpc, inventory, zone), tags })
      : undefined;

  return {
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
    ...(door && { entryAddresses: door.entry.addresses, alarmTopics: door.alarmTopics }),
    ...(door?.pairs && { pairs: door.pairs }),
    ...(image && { image: image.imageId }),
    ...(record && isNamed && { hostname: record.fqdn }),
    ...(blueGreen?.host && { backendName: blueGreen.host }),
    ...(jumpbox && { jumpbox: jumpbox.endpoint }),
    ...(hosts && { internalHosts: hosts.names }),
  };
};
