import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { routesOf } from "../model/routing";
import { PEERING, ROUTE_TABLE, VPC } from "../../stack/types";

export const awsEc2VpcPeeringConnectionRequireBothWays = stackPolicy({
  name: "aws-ec2-vpc-peering-connection-require-both-ways",
  displayName: "Peerings have routes in both directions",
  what: "Both VPCs of a peering connection have a route to it.",
  why: "Without the return route, connections time out although both sides are healthy.",
  remedy: "Add a route to the peering connection in the route tables of both VPCs.",
  severity: "high",
  framework: wellArchitected("REL10-BP01", "Deploy the workload to multiple locations"),
  check: (stack) => {
    const joined = new Set<string>();
    for (const table of stack.ofType(ROUTE_TABLE)) {
      const vpc = stack.reference(table, "vpcId", VPC);
      for (const target of vpc ? routesOf(stack, table).flatMap(({ targets }) => targets) : []) {
        if (target.type === PEERING) joined.add(`${target.urn} ${vpc!.urn}`);
      }
    }
    return stack.ofType(PEERING).flatMap((peering) =>
      ["vpcId", "peerVpcId"].flatMap((side) => {
        const vpc = stack.reference(peering, side, VPC);
        if (!vpc || joined.has(`${peering.urn} ${vpc.urn}`)) return [];
        const message =
          `VPC ${vpc.name} should have a route to peering connection ${peering.name}, got none; ` +
          `add one to its route tables`;
        return [{ resource: peering, message }];
      }),
    );
  },
});
