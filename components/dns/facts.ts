import { getZone } from "@pulumi/aws/route53/getZone";
import type * as pulumi from "@pulumi/pulumi";
import { type Answer, ask } from "../settings/ask";

/** A setting that names a public zone of the account. */
export interface WantedZone {
  readonly path: string;
  readonly zone: string;
  /** The setting that has the stack create the zone; empty where there is none. */
  readonly creates: string;
}

/** What AWS says of a zone: its id. */
export interface AskedZone extends WantedZone {
  readonly id: Answer<string>;
}

/** Asks AWS for the id of a public zone. */
export const askZone = (name: string, options?: pulumi.InvokeOptions): Promise<Answer<string>> =>
  ask(async () => (await getZone({ name, privateZone: false }, options)).zoneId);

/** Asks AWS, all at once, and once for each zone. */
export function askZones(wanted: readonly WantedZone[]): Promise<AskedZone[]> {
  const names = new Set(wanted.map(({ zone }) => zone));
  const answers = new Map([...names].map((name) => [name, askZone(name)]));
  return Promise.all(wanted.map(async (one) => ({ ...one, id: await answers.get(one.zone)! })));
}
