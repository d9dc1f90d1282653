import type { Problem } from "../settings/problem";
import { DOMAIN_NAME } from "../settings/values";
import type { DnsSettings } from "./settings";

type Migration = NonNullable<DnsSettings["migration"]>;

/** Finds problems of the section `dns` itself. */
export function validateDns({ zone, name, migration }: DnsSettings): Problem[] {
  const full = name === "" ? zone : `${name}.${zone}`;
  return [
    ...(DOMAIN_NAME.test(full) ? [] : [notAName(name)]),
    ...(migration ? validateMigration(migration, full, name === "") : []),
  ];
}

const notAName = (given: string): Problem => ({
  path: "dns.name",
  given,
  problem: "is not a domain name in lower case, without a dot at its end",
  remedy: 'write a name such as static, or "" for the zone itself',
});

function validateMigration({ from }: Migration, own: string, apex: boolean): Problem[] {
  const path = "dns.migration";
  const plain = typeof from === "string";
  const old = plain ? from : from.name;
  const problems: Problem[] = [];
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

/** Finds a migration where the public name has no alias. */
export function validateMigrationTarget(dns: DnsSettings | undefined, kind: string): Problem[] {
  if (dns?.migration === undefined) return [];
  return [
    {
      path: "dns.migration",
      problem: `needs a public name that is an alias, and the one of entry.kind ${kind} has addresses`,
      remedy:
        "take it out, or choose a front door whose name is an alias of an NLB or an accelerator",
    },
  ];
}

/** Finds a way of choosing among addresses where the name is an alias, which AWS answers for. */
export function validateAliasRouting(dns: DnsSettings | undefined, kind: string): Problem[] {
  if (dns === undefined || dns.routing === "multivalue") return [];
  return [
    {
      path: "dns.routing",
      given: dns.routing,
      problem: `chooses among addresses, but the public name of entry.kind ${kind} is an alias here`,
      remedy: "take it out",
    },
  ];
}
