import { wellArchitected } from "../model/frameworks";
import { areAlike } from "../model/families";
import { stackPolicy } from "../model/policy";
import { tableOf, tiersOf } from "../model/routing";
import { ROUTE_TABLE, VPC, VPC_ENDPOINT } from "../../stack/types";
import { knownAt, textAt, UNKNOWN } from "../../stack/values";
import type { Resource } from "../../stack/resource";
import { zoneOf } from "../model/zones";

export const awsEc2VpcEndpointRequireEveryTable = stackPolicy({
  name: "aws-ec2-vpc-endpoint-require-every-table",
  displayName: "Gateway endpoints serve every zone",
  what: "A gateway endpoint is in the route table of a private subnet of every zone.",
  why: "A zone without it reaches S3 or DynamoDB through NAT, which is billed by the GB, or not at all.",
  remedy: "Add the route table of each zone to the endpoint, at no cost.",
  severity: "medium",
  framework: wellArchitected("REL10-BP01", "Deploy the workload to multiple locations"),
  check: (stack) => {
    const tiers = tiersOf(stack).filter(({ tier }) => tier === "private");
    return stack.ofType(VPC_ENDPOINT).flatMap((endpoint) => {
      const type = textAt(endpoint.inputs, "vpcEndpointType") ?? "Gateway";
      const vpc = stack.reference(endpoint, "vpcId", VPC);
      // Separate association resources, and tables of other stacks, are not judged.
      const served = stack.references(endpoint, "routeTableIds", ROUTE_TABLE);
      const isWhole = served.length >= knownAt(endpoint.inputs, "routeTableIds").length;
      if (type === UNKNOWN || type !== "Gateway" || !vpc || served.length === 0 || !isWhole) {
        return [];
      }
      const subnets = tiers.filter((each) => each.vpc === vpc).flatMap((each) => each.subnets);
      const isServed = (subnet: Resource) =>
        served.some((table) => table === tableOf(stack, subnet));
      // If one table of a zone is served, the zone's other tables may lack any egress, such as a database's.
      const zones = new Set(subnets.filter(isServed).map((subnet) => zoneOf(subnet)));
      const others = subnets.filter((subnet) => !zones.has(zoneOf(subnet)));
      const tables = new Set(others.flatMap((subnet) => tableOf(stack, subnet) ?? []));
      const alike = [...tables].filter((table) => served.some((one) => areAlike(one, table)));
      return (alike.length > 0 ? alike : [...tables]).map((table) => ({
        resource: endpoint,
        message:
          `endpoint ${endpoint.name} should be in a private route table of each zone of ${vpc.name}, ` +
          `got ${served.map(({ name }) => name).join(", ")}; add ${table.name}`,
      }));
    });
  },
});
