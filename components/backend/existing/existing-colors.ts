import type { Network } from "../../network/network";
import type { BackendAccess } from "../access";
import { backendFrom } from "../color-backend";
import type { ExistingColor } from "../args";
import type { Color } from "../plan-blue-green";
import type { BackendConfig, ExistingTarget } from "./resolve";

type Targets = NonNullable<BackendConfig["targets"]>;

/** Builds the existing targets for `BlueGreen`. */
export function existingColors(
  targets: Targets,
  access: BackendAccess,
  network: Network,
): Partial<Record<Color, ExistingColor>> {
  const colors = Object.entries(targets).map(([color, target]) => [
    color,
    existingColor(target, access, network),
  ]);
  return Object.fromEntries(colors) as Partial<Record<Color, ExistingColor>>;
}

function existingColor(
  target: ExistingTarget,
  access: BackendAccess,
  network: Network,
): ExistingColor {
  const { given, port, healthPath } = target;
  const loadBalancer = { kind: access.loadBalancer.kind === "none" ? "none" : "nlb" } as const;
  switch (target.kind) {
    case "host":
      return backendFrom({ dnsName: given, port, healthPath });
    case "loadBalancerArn": {
      const { dnsName, hasSecurityGroups, listener } = target;
      const isAlb = given.includes(":loadbalancer/app/");
      return backendFrom({
        dnsName,
        loadBalancerArn: given,
        loadBalancerType: isAlb ? "alb" : "nlb",
        hasSecurityGroups: isAlb || hasSecurityGroups,
        targetGroupArn: "value" in listener ? listener.value.targetGroupArn : undefined,
        port,
        healthPath,
      });
    }
    case "autoScalingGroup": {
      const { vpcId, cidrs, subnetIds } = target;
      const targets = { kind: "autoScalingGroup", name: given } as const;
      return { targets, vpcId, cidrs, subnetIds, port, healthPath, loadBalancer };
    }
    case "targetGroupArn": {
      const { vpcId, cidrs, ports } = target;
      if (loadBalancer.kind === "none") {
        return backendFrom({ dnsName: "", targetGroupArn: given, port: ports[0], healthPath });
      }
      const subnetIds = Object.values(network.privateSubnets).map(({ id }) => id);
      const targets = { kind: "targetGroup", arn: given } as const;
      const own = { targets, vpcId, cidrs, subnetIds, targetPorts: ports };
      return { ...own, port, healthPath, loadBalancer };
    }
  }
}

/** All private IPv4 addresses, for names that resolve to any of them. */
const PRIVATE_BLOCKS = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/** IPv4 blocks of the targets, without duplicates: of their VPCs, or all private addresses for a name. */
export function existingBlocks(targets: Targets): Record<string, string> {
  const all = Object.values(targets).flatMap((target) =>
    target.kind === "host" ? PRIVATE_BLOCKS : target.cidrs,
  );
  return Object.fromEntries(all.map((cidr) => [cidr.replace(/[./]/g, "-"), cidr]));
}
