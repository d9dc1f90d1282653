import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../settings/problem";
import { dnsProblem } from "./problems";

/**
 * Domains that RFC 2606 reserves, with all names below them. For `example.com` and names below, Route 53's
 * CreateHostedZone answers InvalidDomainName, "is reserved by AWS!"; it takes `cdk.test`, to which no name server on the
 * internet leads.
 */
const RESERVED = /(^|\.)(example\.(com|net|org)|(example|invalid|localhost|test))$/;

/** Whether a public zone of this name cannot be created, or cannot be delegated. */
export const isReserved = (zone: string): boolean => RESERVED.test(zone);

/** A whole name: that of a record in a zone; an empty one is the zone's own. */
export const nameInZone = (record: string, zone: pulumi.Input<string>): pulumi.Output<string> =>
  pulumi.interpolate`${record === "" ? "" : `${record}.`}${zone}`;

/** Finds a name that has its zone at its end. */
export function validateNameInZone(path: string, given: string, zone: string): Problem[] {
  if (given !== zone && !given.endsWith(`.${zone}`)) return [];
  const name = given.slice(0, -zone.length).replace(/\.$/, "");
  return [dnsProblem("name-with-zone", { path, given }, { zone, name })];
}
