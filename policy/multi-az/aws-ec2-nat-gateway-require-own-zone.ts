import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { ANYWHERE, routesOf, tableOf } from "../model/routing";
import { SUBNET } from "../../stack/types";
import { textAt } from "../../stack/values";
import { zoneOf, zonesOf } from "../model/zones";

export const awsEc2NatGatewayRequireOwnZone = stackPolicy({
  name: "aws-ec2-nat-gateway-require-own-zone",
  displayName: "Private subnets use a NAT gateway of their own zone",
  what: "A subnet's way out is a NAT gateway in its own availability zone, or a regional one.",
  why:
    "A gateway in another zone takes this zone's way out down with it, and each GB that crosses " +
    "zones is paid for.",
  remedy: "Give each zone a NAT gateway and a route table of its own, or use a regional one.",
  severity: "high",
  framework: wellArchitected(
    "REL02-BP01",
    "Use highly available network connectivity for your workload public endpoints",
  ),
  check: (stack) =>
    stack.ofType(SUBNET).flatMap((subnet) => {
      const table = tableOf(stack, subnet);
      const zone = zoneOf(subnet);
      if (!table || !zone) return [];
      const gateways = routesOf(stack, table)
        .filter(({ destination, via }) => via === "natGatewayId" && ANYWHERE.includes(destination))
        .flatMap(({ targets }) => (targets.length === 1 ? targets : []));
      return gateways.flatMap((gateway) => {
        if (textAt(gateway.inputs, "availabilityMode") === "regional") return [];
        const [other] = zonesOf(stack, gateway, "subnetId") ?? [];
        if (other === undefined || other === zone) return [];
        const message =
          `subnet ${subnet.name} in ${zone} should use a NAT gateway of its own zone, ` +
          `got ${gateway.name} in ${other}; create one in ${zone}, or a regional one`;
        return [{ resource: subnet, message }];
      });
    }),
});
