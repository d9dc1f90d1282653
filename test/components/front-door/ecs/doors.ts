import type { EcsArgs } from "../../../../components/front-door/ecs/args";
import { StaticAddresses } from "../../../../components/addresses/static-addresses";
import { Vpc } from "../../../../components/network/vpc";
import { type Recording, record } from "../../../support/recorder";

export const IMAGE = "210987654321.dkr.ecr.us-east-1.amazonaws.com/edge/haproxy:1";

/** Records a front door in two zones, for two tasks. */
export const recordDoor = (
  create: (args: EcsArgs) => unknown,
  overrides: Partial<EcsArgs> = {},
): Promise<Recording> =>
  record(() => {
    const vpc = new Vpc("net", {
      cidr: "10.20.0.0/16",
      availabilityZones: ["us-east-1a", "us-east-1b"],
      egress: { kind: "none" },
    });
    const { addresses } = new StaticAddresses("ips", {
      addresses: {
        "entry-a1": { role: "ingress", holder: "x" },
        "entry-b1": { role: "ingress", holder: "x" },
      },
    });
    create({
      vpc,
      addresses,
      image: IMAGE,
      desiredCount: 2,
      endpoint: "live.holdfast.internal:80",
      healthPath: "/health",
      backendPort: 80,
      backends: { blue: "10.30.0.0/16" },
      tags: { owner: "platform" },
      ...overrides,
    });
  });

export interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: unknown;
}

export function statementsOf(recording: Recording, name: string): Statement[] {
  const { policy } = recording.find(name, "aws:iam/rolePolicy:RolePolicy").inputs;
  return (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
}

/** The container of the task. */
export function containerOf(recording: Recording): Record<string, unknown> {
  const { containerDefinitions } = recording.find(
    "entry-service",
    "aws:ecs/taskDefinition:TaskDefinition",
  ).inputs;
  const [container] = JSON.parse(containerDefinitions as string) as Record<string, unknown>[];
  return container!;
}

/** Rules of a security group: peer and port, sorted. */
export function rulesOf(recording: Recording, type: "Ingress" | "Egress", of: string): string[] {
  const group = recording.find(of, "aws:ec2/securityGroup:SecurityGroup").outputs["id"];
  const name = (id: unknown) =>
    recording.resources.find(({ outputs }) => outputs["id"] === id)?.name ?? "";
  return recording.resources
    .filter(({ type: one }) => one.endsWith(`SecurityGroup${type}Rule`))
    .filter(({ inputs }) => inputs["securityGroupId"] === group)
    .map(({ inputs }) => {
      const { cidrIpv4, prefixListId, referencedSecurityGroupId: other, fromPort, toPort } = inputs;
      const elsewhere = prefixListId === undefined ? name(other) : "checkers";
      const what =
        inputs["ipProtocol"] === "icmp"
          ? `icmp ${String(fromPort)}-${String(toPort)}`
          : String(fromPort);
      return `${typeof cidrIpv4 === "string" ? cidrIpv4 : elsewhere} ${what}`;
    })
    .sort();
}
