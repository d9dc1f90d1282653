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
  displayName: "Private subnets use a NAT gateway in the same zone",
  what:
    "A private subnet's egress uses a NAT gateway in its availability zone, or a regional one. With allowSingle, it may " +
    "use the only gateway of its VPC.",
  why:
    "If the gateway is in another zone, a failure of that zone also ends this zone's egress, and AWS bills " +
    "each GB between zones.",
  remedy: "Give each zone its own NAT gateway and route table, or use a regional NAT gateway.",
  severity: "high",
  framework: wellArchitected(
    "REL02-BP01",
    "Use highly available network connectivity for your workload public endpoints",
  ),
  settings: {
    allowSingle: yesNo(
      false,
      "Whether the only NAT gateway of a VPC may serve all zones, which then lose egress with it.",
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
          `subnet ${subnet.name} in ${zone} should use a NAT gateway in the same zone, ` +
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
