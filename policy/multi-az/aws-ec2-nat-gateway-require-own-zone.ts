import { wellArchitected } from "../model/frameworks";
import { stackPolicy, yesNo } from "../model/policy";
import { ANYWHERE, routesOf, tableOf } from "../model/routing";
import type { StackGraph } from "../../stack/graph";
import type { Resource } from "../../stack/resource";
import { NAT_GATEWAY, SUBNET, VPC } from "../../stack/types";
import { textAt } from "../../stack/values";
import { zoneOf, zonesOf } from "../model/zones";

export const awsEc2NatGatewayRequireOwnZone = stackPolicy({
  name: "aws-ec2-nat-gateway-require-own-zone",
  displayName: "Private subnets use a NAT gateway of their own zone",
  what:
    "A subnet's way out is a NAT gateway in its own availability zone, or a regional one. With allowSingle, it may " +
    "be the only gateway of its VPC.",
  why:
    "A gateway in another zone takes this zone's way out down with it, and each GB that crosses " +
    "zones is paid for.",
  remedy: "Give each zone a NAT gateway and a route table of its own, or use a regional one.",
  severity: "high",
  framework: wellArchitected(
    "REL02-BP01",
    "Use highly available network connectivity for your workload public endpoints",
  ),
  settings: {
    allowSingle: yesNo(
      false,
      "Whether the only NAT gateway of a VPC may serve all of its zones, which go offline with it.",
    ),
  },
  check: (stack, { allowSingle }) =>
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
        const isSingle = isOnly(stack, gateway);
        if (allowSingle && isSingle) return [];
        const message =
          `subnet ${subnet.name} in ${zone} should use a NAT gateway of its own zone, ` +
          `got ${gateway.name} in ${other}; create one in ${zone}, or a regional one` +
          (isSingle ? ", or set allowSingle" : "");
        return [{ resource: subnet, message }];
      });
    }),
});

/** Whether a NAT gateway is the only one of its VPC, which is a VPC of this stack. */
function isOnly(stack: StackGraph, gateway: Resource): boolean {
  const vpcOf = (each: Resource): Resource | undefined => {
    const [subnet] = stack.references(each, "subnetId", SUBNET);
    return subnet && stack.reference(subnet, "vpcId", VPC);
  };
  const vpc = vpcOf(gateway);
  return (
    vpc !== undefined &&
    stack.ofType(NAT_GATEWAY).filter((each) => vpcOf(each) === vpc).length === 1
  );
}
