import { budgetSection, usageSection } from "../../cost/settings";
import { addressesSchema } from "../addresses/settings";
import { backendSchema } from "../backend/settings";
import { dnsSchema } from "../dns/settings";
import { entrySchema } from "../front-door/kinds";
import { imageSchema } from "../image/settings";
import { hostsSchema } from "../internal-host/settings";
import { jumpboxSchema } from "../jumpbox/settings";
import { networkSchema } from "../network/settings";
import { tagsSchema } from "../settings/tags";

/**
 * The sections of `Pulumi.<stack>.yaml`, each a key `holdfast:<section>`, with the schema of its feature. Messages,
 * the program's types, the reference and the editors' completion (holdfast.schema.json) are generated from these.
 */
export const sections = {
  network: networkSchema,
  addresses: addressesSchema,
  entry: entrySchema,
  image: imageSchema,
  backend: backendSchema,
  dns: dnsSchema,
  jumpbox: jumpboxSchema,
  internalHosts: hostsSchema,
  tags: tagsSchema,
  budget: budgetSection,
  usage: usageSection,
} as const;
