import type { Problem } from "../settings/problem";
import { DOMAIN_NAME } from "../settings/values";
import { dnsProblem } from "./problems";
import type { DnsSettings } from "./settings";
import { isReserved, validateNameInZone } from "./zone-names";

type Migration = NonNullable<DnsSettings["migration"]>;

interface PublicName extends Pick<DnsSettings, "zone" | "name" | "createZone"> {
  readonly acceleratedRecovery?: boolean | undefined;
  readonly migration?: Migration | undefined;
}

/** Finds problems of the section `dns` itself. */
export function validateDns(dns: PublicName): Problem[] {
  const { zone, createZone, acceleratedRecovery, name, migration } = dns;
  const full = name === "" ? zone : `${name}.${zone}`;
  const recovery = { path: "dns.acceleratedRecovery", given: acceleratedRecovery };
  return [
    ...(createZone && isReserved(zone)
      ? [dnsProblem("public-zone-reserved", { path: "dns.zone", given: zone })]
      : []),
    ...(acceleratedRecovery === undefined || createZone
      ? []
      : [dnsProblem("recovery-of-existing-zone", recovery)]),
    ...(DOMAIN_NAME.test(full)
      ? validateNameInZone("dns.name", name, zone)
      : [dnsProblem("not-a-dns-name", { path: "dns.name", given: name })]),
    ...(migration ? validateMigration(migration, full, name === "") : []),
  ];
}

function validateMigration({ from }: Migration, own: string, apex: boolean): Problem[] {
  if (from === undefined) return [];
  const path = "dns.migration.from";
  const plain = typeof from === "string";
  const old = plain ? from : from.name;
  const problems: Problem[] = [];
  if (old === own) problems.push(dnsProblem("migration-from-itself", { path, given: old }));
  if (plain && apex) {
    problems.push(dnsProblem("migration-at-apex", { path, given: from }, { name: own }));
  }
  return problems;
}

/**
 * Finds a migration that needs a CNAME, where the name has address records.
 *
 * @param path of the migration
 */
export function validateMigrationOfAddresses(
  migration: { readonly from?: unknown } | undefined,
  path = "dns.migration",
): Problem[] {
  if (typeof migration?.from !== "string") return [];
  return [dnsProblem("migration-by-cname", { path: `${path}.from`, given: migration.from })];
}

/** Finds a way of choosing among addresses where the name is an alias, which AWS answers for. */
export function validateAliasRouting(dns: DnsSettings | undefined, kind: string): Problem[] {
  if (dns === undefined || dns.routing === "multivalue") return [];
  const at = { path: "dns.routing", given: dns.routing };
  return [dnsProblem("routing-of-alias", at, { kind })];
}
