import { problemTexts } from "../settings/problem";

export const dnsProblem = problemTexts({
  "wrong-interval": [
    "must be 10 or 30 seconds, the intervals of Route 53",
    "write 10, or 30, which costs less",
  ],
  "not-a-dns-name": [
    "must be a domain name in lower case, without a dot at its end",
    'write a name such as static, or "" for the zone itself',
  ],
  "name-with-zone": ({ zone, name }: { zone: string; name: string }, given) => [
    `ends with the zone, which is added to it: the whole name would be ${String(given)}.${zone}`,
    name === "" ? 'write "", which is the zone itself' : `write ${name}`,
  ],
  "public-zone-reserved": [
    "is reserved for documentation and tests by RFC 2606: Route 53 refuses to create example.com, and the others cannot be delegated",
    "write your own domain, or use a zone that exists in the account",
  ],
  "public-zone-missing": ({ zone, creates }: { zone: string; creates: string }) => [
    `this account has no public zone ${zone}`,
    creates === ""
      ? "look yours up: aws route53 list-hosted-zones"
      : `look yours up: aws route53 list-hosted-zones; or ${creates}, and the stack creates it`,
  ],
  "public-zone-ambiguous": ({ zone }: { zone: string }) => [
    `this account has several public zones ${zone}`,
    "delete those that no parent zone delegates to: aws route53 list-hosted-zones",
  ],
  "recovery-of-existing-zone": [
    "is a setting of a zone that the stack creates",
    "remove it, or write createZone: true",
  ],
  "migration-from-itself": [
    "is the public name itself, which would then resolve to itself",
    "write the old endpoint's own name",
  ],
  "migration-at-apex": ({ name }: { name: string }) => [
    `needs CNAME records, which ${name}, a zone's own name, cannot have`,
    "write from: {name, hostedZoneId} of an AWS load balancer, or write dns.name",
  ],
  "migration-by-cname": [
    "needs a CNAME, but this front door's public name has address records, and a name cannot have both",
    "write from: {name, hostedZoneId} of an AWS load balancer or of a name in the same zone; or remove from, and write dns.migration in the old stack, too",
  ],
  "owner-too-long": [
    "is longer than 100 characters: Route 53 allows 128 in the identifier of a record, which also has the key of an address",
    "write a shorter one, such as the stack's name",
  ],
  "routing-of-alias": ({ kind }: { kind: string }) => [
    `chooses among addresses, but the public name of entry.kind ${kind} is an alias here`,
    "remove it",
  ],
});
