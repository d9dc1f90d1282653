import { join } from "node:path";
import { log, runtime } from "@pulumi/pulumi";
import { poolOf } from "./components/addresses/pool";
import { StaticAddresses } from "./components/addresses/static-addresses";
import { blueGreenArgs } from "./components/backend/blue-green-args";
import { BlueGreen } from "./components/backend/blue-green";
import { readConfig } from "./components/config/read-config";
import { nameFrontDoor } from "./components/dns/name-front-door";
import { chooseFrontDoor } from "./components/front-door/kinds";
import { BuiltImage } from "./components/image/built-image";
import { imageArgs } from "./components/image/image-args";
import { HOSTS, internalHostsArgs } from "./components/internal-host/internal-hosts-args";
import { InternalHosts } from "./components/internal-host/internal-hosts";
import { jumpboxArgs } from "./components/jumpbox/jumpbox-args";
import { Jumpbox } from "./components/jumpbox/jumpbox";
import { createNetwork } from "./components/network/create-network";
import { scriptCredentials } from "./components/scripts/script-credentials";
import { stackOutputs } from "./components/stack-outputs";
import { stackReadme } from "./components/stack-readme";

export = async () => {
  const config = await readConfig();
  const { region, network, addresses, entry, backend, dns, tags } = config;
  const { protect } = addresses;
  if (Object.keys(config.credentials).length > 0) {
    runtime.registerStackTransformation(scriptCredentials(config.credentials));
  }
  for (const notice of addresses.notices) void log.warn(notice);

  const inventory = new StaticAddresses("addresses", {
    addresses: addresses.addresses,
    external: addresses.external,
    listed: addresses.listed,
    protect,
    pool: addresses.pool === undefined ? undefined : poolOf(addresses.pool, addresses.blocks),
    block: addresses.block,
    accelerator: addresses.accelerator,
    tags,
  });

  const chosen = chooseFrontDoor(entry);
  const vpc = createNetwork("network", {
    network,
    addresses: inventory.addresses,
    handover: addresses.handover,
    frontDoor: chosen?.kind.network?.(chosen.entry, network.egress),
    tags,
  });

  const access = backend && chosen?.kind.backend(chosen.entry, backend);
  const blueGreen =
    access &&
    new BlueGreen(
      "backend",
      blueGreenArgs(backend, access, {
        frontDoor: vpc,
        addresses: inventory.addresses,
        protect,
        flowLogs: network.existing ? undefined : network.flowLogs,
        tags,
      }),
    );

  const nodes = chosen?.kind.nodes?.(chosen.entry);
  const image =
    config.image &&
    nodes &&
    new BuiltImage("image", imageArgs(config.image, { region, ...nodes, vpc, tags }));

  // While its addresses move to another holder, there is no front door.
  const isHandedOver = addresses.handover.some((key) => key.startsWith("entry-"));
  const frontDoor = isHandedOver
    ? undefined
    : chosen?.kind.create(chosen.entry, {
        region,
        vpc,
        addresses: inventory.addresses,
        claims: addresses.claims,
        pool: inventory.pool,
        accelerator: inventory.accelerator,
        backend,
        blueGreen,
        image: image?.imageId,
        protect,
        tags,
      });

  const isNamed = chosen?.kind.dns(chosen.entry) !== undefined;
  const record = dns && nameFrontDoor("dns", dns, isNamed ? frontDoor : undefined, tags);
  frontDoor?.move?.moveRest(record ? [record] : []);
  const zone = record && { id: record.zoneId, name: dns.zone };

  const jumpbox =
    config.jumpbox && new Jumpbox("jumpbox", { ...jumpboxArgs(config.jumpbox, vpc, zone), tags });
  const hasHosts = Object.keys(config.internalHosts).length > 0;
  const hosts = hasHosts
    ? new InternalHosts(HOSTS, {
        ...internalHostsArgs(config.internalHosts, vpc, inventory, zone),
        tags,
      })
    : undefined;

  return stackOutputs({
    /** The allow-list for partners: the fewest blocks of all addresses, inbound and outbound. */
    allowList: inventory.allowList,
    allowListText: inventory.allowList.apply((cidrs) => cidrs.join("\n")),
    allowListPrefixListId: inventory.prefixListId,
    addresses: inventory.addresses,
    /** Keys of addresses that this update frees and the next one claims. Until then, they are unavailable. */
    freedAddresses: addresses.handover.length > 0 ? addresses.handover : undefined,
    accelerator: inventory.accelerator,
    egressAddresses: vpc.egressAddresses,
    vpcId: vpc.vpcId,
    publicSubnets: vpc.publicSubnets,
    privateSubnets: vpc.privateSubnets,
    entryAddresses: frontDoor?.component.addresses,
    alarmTopics: frontDoor?.alarmTopics,
    pairs: frontDoor?.pairs,
    image: image?.imageId,
    hostname: isNamed ? record?.fqdn : undefined,
    /** Name servers for the delegation in the parent zone, if the stack created the zone. */
    nameServers: dns?.createZone ? record?.nameServers : undefined,
    backendName: blueGreen?.host,
    backendAdmits: backend?.existing && (frontDoor?.targetsAdmit ?? blueGreen?.admits),
    jumpbox: jumpbox?.endpoint,
    internalHosts: hosts?.names,
    readme: stackReadme(join(__dirname, "Pulumi.README.md")),
  });
};
