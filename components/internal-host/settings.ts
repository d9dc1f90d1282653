import * as v from "valibot";

/* The shape of the section `internalHosts`: machines that are known by one name, whichever has it. */

const machine = v.strictObject({
  zone: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("Availability zone. Default: the first of the stack."),
      v.examples(["us-east-1a"]),
    ),
  ),
  instanceType: v.optional(v.pipe(v.string(), v.description("Of the machine.")), "t4g.small"),
  image: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("AMI id, or `resolve:ssm:` and a parameter. Default: Amazon Linux 2023."),
      v.examples(["ami-0123456789abcdef0"]),
    ),
  ),
});

const host = v.strictObject({
  instance: v.pipe(
    v.string(),
    v.description("Which instance has the name: one of `machines`, or the id of one that exists."),
    v.examples(["i-0123456789abcdef0"]),
  ),
  record: v.optional(
    v.pipe(
      v.picklist(["public", "private"]),
      v.description(
        "public: a name in dns.zone that leads to an Elastic IP, and inside the VPC to the instance's private address. private: a name in a private zone of the VPC.",
      ),
    ),
    "public",
  ),
  zone: v.exactOptional(
    v.pipe(
      v.string(),
      v.description("With record private: the zone, which is created. Default: hosts.internal."),
      v.examples(["hosts.internal"]),
    ),
  ),
  machines: v.optional(
    v.pipe(
      v.record(v.string(), machine),
      v.description("Instances to create, by name, in private subnets."),
    ),
    {},
  ),
  ports: v.optional(
    v.pipe(
      v.array(v.number()),
      v.description("TCP ports on which the machines admit the VPC."),
      v.examples([[5432]]),
    ),
    [],
  ),
});

export const hostsSchema = v.pipe(
  v.record(v.string(), host),
  v.description(
    "Machines inside the VPC that are known by one name, by the name's first label. See docs/internal-host.md.",
  ),
);

export type HostsSettings = v.InferOutput<typeof hostsSchema>;
export type HostSettings = HostsSettings[string];

/** The zone of hosts with a private record that name none. */
export const PRIVATE_ZONE = "hosts.internal";
