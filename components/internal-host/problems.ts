import { listed, problemTexts } from "../settings/problem";

export const hostProblem = problemTexts({
  "not-a-machine": ({ machines }: { machines: readonly string[] }) => [
    machines.length > 0
      ? `must be one of the machines, ${listed(machines, "and")}`
      : "must not be the name of a machine: the host has no machines",
    machines.length > 0
      ? `write ${machines[0]}, or { instanceId, privateIp } of an existing instance`
      : "write { instanceId, privateIp } of an existing instance",
  ],
  "machine-zone-not-in-vpc": ({ zones }: { zones: readonly string[] }) => [
    `must be an availability zone of the VPC's private subnets, ${listed(zones, "and")}`,
    "choose one of these",
  ],
  "not-a-host-name": [
    "must be a DNS label: 1 to 30 characters, a-z, 0-9 or -, starting with a letter",
    "write a name such as db",
  ],
  "not-a-host-instance": ({ machines }: { machines: readonly string[] }) =>
    machines.length > 0
      ? [
          `must be one of the machines, ${listed(machines, "and")}, or the id of an instance`,
          `write ${machines[0]}`,
        ]
      : [
          "must be the id of an instance: i- and 8 or 17 hexadecimal digits",
          "look the id up: aws ec2 describe-instances",
        ],
  "zone-of-public-record": [
    "requires record: private. With record: public, the name is in dns.zone",
    "remove zone, or write record: private",
  ],
  "not-a-machine-name": [
    "must be a name of 1 to 20 characters, a-z or 0-9, starting with a letter",
    "write a name such as one",
  ],
  "ports-without-machines": [
    "has no effect without machines that the stack creates",
    "remove ports, and add rules to the existing instance's security group yourself",
  ],
  "name-taken": ({ name, owner }: { name: string; owner: string }) => [
    `has the name ${name || "of the zone itself"}, which ${owner} already has`,
    "choose another name",
  ],
  "public-record-without-dns": [
    "needs a zone, but the dns section is missing",
    "describe holdfast:dns with its zone, or write record: private",
  ],
  "private-zone-taken": ({ owner, free }: { owner: string; free: string }) => [
    `is ${owner}: a second zone with this name in the VPC would hide its records`,
    `choose another, such as ${free}`,
  ],
  "instance-missing": [
    "does not exist in this region for this account",
    "check the id, the region and the account: aws ec2 describe-instances",
  ],
  "instance-not-running": ({ state, instanceId }: { state: string; instanceId: string }) => [
    `is ${state}, so the name would resolve to an unreachable address`,
    `start it: aws ec2 start-instances --instance-ids ${instanceId}; or keep the current instance`,
  ],
  "instance-vpc-without-dns": ({ vpc, off }: { vpc: string; off: readonly string[] }) => {
    const options = off.map((key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    const commands = options.map(
      (option) => `aws ec2 modify-vpc-attribute --vpc-id ${vpc} --${option}`,
    );
    return [
      `is in ${vpc}, which has ${listed(off, "and")} turned off: inside the VPC, the name would not resolve to the private address`,
      `enable it: ${commands.join(" && ")}`,
    ];
  },
  "machine-zone-not-in-stack": ({ zones }: { zones: readonly string[] }) => [
    `must be one of the stack's availability zones, ${listed(zones, "and")}`,
    "write one of these, or add it to network.availabilityZones",
  ],
});
