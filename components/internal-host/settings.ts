import * as v from "valibot";
import { domainName, instanceType, machineImage, ports } from "../settings/values";
import type { HostMachineArgs } from "./host-machines";
import type { HostInstance } from "./args";

/* The shape of the section `internalHosts`: machines with a fixed name, which can move between them. */

export const machineSchema = v.strictObject({
  zone: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("Availability zone. Default: the first of the stack."),
      v.examples(["us-east-1a"]),
    ),
  ),
  instanceType: v.optional(instanceType("Instance type of the machine."), "t4g.small"),
  image: v.exactOptional(machineImage()),
});

export const hostSchema = v.strictObject({
  instance: v.pipe(
    v.string(),
    v.description(
      "The instance that the name resolves to: one of `machines`, or the id of an existing instance.",
    ),
    v.examples(["i-0123456789abcdef0"]),
  ),
  record: v.optional(
    v.pipe(
      v.picklist(["public", "private"]),
      v.description(
        "public: a name in dns.zone that resolves to an Elastic IP, and inside the VPC to the instance's private address. private: a name in a private zone of the VPC.",
      ),
    ),
    "public",
  ),
  zone: v.exactOptional(
    domainName(
      "With record private: the zone, which the stack creates. Default: hosts.internal.",
      "hosts.internal",
    ),
  ),
  machines: v.optional(
    v.pipe(
      v.record(v.string(), machineSchema),
      v.description("Instances to create, by name, in private subnets."),
    ),
    {},
  ),
  ports: v.optional(ports("TCP ports that the machines allow from the VPC.", [5432]), []),
});

export const hostsSchema = v.pipe(
  v.record(v.string(), hostSchema),
  v.description(
    "Machines inside the VPC with a fixed name, by the name's first label. See docs/internal-host.md.",
  ),
);

export type HostsSettings = v.InferOutput<typeof hostsSchema>;
export type HostSettings = HostsSettings[string];

/** Default zone of private records. */
export const PRIVATE_ZONE = "hosts.internal";

/** A host with its instance, as looked up. */
export interface HostConfig {
  readonly record:
    { readonly kind: "public" } | { readonly kind: "private"; readonly zone: string };
  /** A key of `machines`, or an existing instance. */
  readonly instance: string | HostInstance;
  readonly machines: Readonly<Record<string, HostMachineArgs>>;
  readonly ports: readonly number[];
}
