import type { Problem } from "../settings/problem";
import type { DnsSettings } from "./settings";
import type { EntrySettings } from "../front-door/settings";
import { validateCount, validateName } from "../settings/validate-value";

type Migration = NonNullable<DnsSettings["migration"]>;

/** Finds what is wrong with the `dns` section in itself. */
export function validateDns({ zone, name, ttlSeconds, migration }: DnsSettings): Problem[] {
  const full = name === "" ? zone : `${name}.${zone}`;
  const wrongZone = validateName("dns.zone", zone);
  return [
    ...wrongZone,
    ...(wrongZone.length === 0 ? validateName("dns.name", full, name) : []),
    ...validateCount("dns.ttlSeconds", ttlSeconds, 1, 86_400),
    ...(migration ? validateMigration(migration, full, name === "") : []),
  ];
}

function validateMigration({ from, percent }: Migration, own: string, apex: boolean): Problem[] {
  const path = "dns.migration";
  const plain = typeof from === "string";
  const old = plain ? from : from.name;
  const problems = [
    ...validateCount(`${path}.percent`, percent, 0, 100),
    ...validateName(plain ? `${path}.from` : `${path}.from.name`, old),
  ];
  if (old === own) {
    problems.push({
      path: `${path}.from`,
      given: old,
      problem: "is the public name itself, which would lead to itself",
      remedy: "write the name that the old endpoint has of its own",
    });
  }
  if (plain && apex) {
    problems.push({
      path: `${path}.from`,
      given: from,
      problem: `needs CNAME records, which ${own}, a zone's own name, cannot have`,
      remedy: "write from: {name, hostedZoneId} of an AWS load balancer, or give dns.name",
    });
  }
  return problems;
}

/** Kinds of front door whose public name is an alias of a name of AWS. */
const ALIASED: readonly EntrySettings["kind"][] = ["nlbAlb", "accelerator"];

/** Finds out that what the public name leads to knows no migration. */
export function validateMigrationEntry(
  { migration }: DnsSettings,
  entry: EntrySettings,
): Problem[] {
  if (migration === undefined || ALIASED.includes(entry.kind)) return [];
  return [
    {
      path: "dns.migration",
      problem: `leads to an NLB or an accelerator step by step, and entry.kind is ${entry.kind}`,
      remedy: "take it out, or write entry.kind: nlbAlb or accelerator",
    },
  ];
}

/** Finds a way of choosing among addresses where the name is an alias, which AWS answers for. */
export function validateAliasRouting(
  dns: DnsSettings | undefined,
  entry: EntrySettings["kind"],
  target: string,
): Problem[] {
  if (dns === undefined || dns.routing === "multivalue") return [];
  return [
    {
      path: "dns.routing",
      given: dns.routing,
      problem: `chooses among addresses, but the name is an alias of the ${target}'s with entry ${entry}`,
      remedy: "take it out",
    },
  ];
}
