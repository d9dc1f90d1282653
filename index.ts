import { log } from "@pulumi/pulumi";
import { StaticAddresses } from "./components/addresses/static-addresses";
import { readConfig } from "./components/config/read-config";
import { equipEgress } from "./components/network/egress";
import { Vpc } from "./components/network/vpc";

export = async () => {
  const { network, addresses, tags } = await readConfig();

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

  return {
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
};
