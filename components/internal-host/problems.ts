import { listed, problemTexts } from "../settings/problem";

export const hostProblem = problemTexts({
  "not-a-machine": ({ machines }: { machines: readonly string[] }) => [
    machines.length > 0
      ? `is not one of the machines, ${listed(machines, "and")}`
      : "names a machine, but there are none",
    machines.length > 0
      ? `write ${machines[0]}, or { instanceId, privateIp } of an existing instance`
      : "write { instanceId, privateIp } of an existing instance",
  ],
  "machine-zone-not-in-vpc": ({ zones }: { zones: readonly string[] }) => [
    `is not an availability zone of the VPC's private subnets, ${listed(zones, "and")}`,
    "choose one of these",
  ],
  "not-a-host-name": [
    "is not the first label of a name: up to 30 of a-z, 0-9 and -, from a letter on",
    "write a name such as db",
  ],
  "not-a-host-instance": ({ machines }: { machines: readonly string[] }) =>
    machines.length > 0
      ? [
          `is neither one of the machines, ${listed(machines, "and")}, nor the id of an instance`,
          `write ${machines[0]}`,
        ]
      : [
          "is not the id of an instance: i- and 8 or 17 hexadecimal digits",
          "look the id up: aws ec2 describe-instances",
        ],
  "zone-of-public-record": [
    "is for record: private; with record: public the name is in dns.zone",
    "take zone out, or write record: private",
  ],
  "not-a-machine-name": [
    "is not a name of up to 20 of a-z and 0-9, from a letter on",
    "write a name such as one",
  ],
  "ports-without-machines": [
    "is about machines that the stack creates, and there are none",
    "take ports out: the security groups of an instance that exists are yours",
  ],
  "name-taken": ({ name, owner }: { name: string; owner: string }) => [
    `has the name ${name || "of the zone itself"}, which ${owner} has`,
    "choose another name",
  ],
  "public-record-without-dns": [
    "needs a zone, and there is no dns section",
    "describe holdfast:dns with its zone, or write record: private",
  ],
  "private-zone-taken": ({ owner, free }: { owner: string; free: string }) => [
    `is ${owner}, whose names a second zone in the VPC would hide`,
    `choose another, such as ${free}`,
  ],
  "instance-missing": [
    "does not exist in this region for this account",
    "check the id, the region and the account: aws ec2 describe-instances",
  ],
  "instance-not-running": ({ state, instanceId }: { state: string; instanceId: string }) => [
    `is ${state}, so that the name would lead nowhere`,
    `start it: aws ec2 start-instances --instance-ids ${instanceId}; or leave the name where it is`,
  ],
  "instance-vpc-without-dns": ({ vpc, off }: { vpc: string; off: readonly string[] }) => {
    const options = off.map((key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    const commands = options.map(
      (option) => `aws ec2 modify-vpc-attribute --vpc-id ${vpc} --${option}`,
    );
    return [
      `is in ${vpc}, which has ${listed(off, "and")} off: inside it, the name would not lead to the private address`,
      `turn it on: ${commands.join(" && ")}`,
    ];
  },
  "machine-zone-not-in-stack": ({ zones }: { zones: readonly string[] }) => [
    `is not one of the stack's availability zones, ${listed(zones, "and")}`,
    "choose one of these, or add it to network.availabilityZones",
  ],
});
