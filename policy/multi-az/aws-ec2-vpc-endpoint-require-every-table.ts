import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { tableOf, tiersOf } from "../model/routing";
import { ROUTE_TABLE, VPC, VPC_ENDPOINT } from "../../stack/types";
import { knownAt, textAt, UNKNOWN } from "../../stack/values";

export const awsEc2VpcEndpointRequireEveryTable = stackPolicy({
  name: "aws-ec2-vpc-endpoint-require-every-table",
  displayName: "Gateway endpoints serve every zone",
  what: "A gateway endpoint is in the route tables of the private subnets of every zone.",
  why: "A zone without it reaches S3 or DynamoDB through NAT, which is paid for by the GB, or not at all.",
  remedy: "Add the route table of each zone to the endpoint; it costs nothing.",
  severity: "medium",
  framework: wellArchitected("REL10-BP01", "Deploy the workload to multiple locations"),
  check: (stack) => {
    const tiers = tiersOf(stack).filter(({ tier }) => tier === "private");
    return stack.ofType(VPC_ENDPOINT).flatMap((endpoint) => {
      const type = textAt(endpoint.inputs, "vpcEndpointType") ?? "Gateway";
      const vpc = stack.reference(endpoint, "vpcId", VPC);
      // Associations of their own, and tables of other stacks, are not judged.
      const served = stack.references(endpoint, "routeTableIds", ROUTE_TABLE);
      const isWhole = served.length >= knownAt(endpoint.inputs, "routeTableIds").length;
      if (type === UNKNOWN || type !== "Gateway" || !vpc || served.length === 0 || !isWhole) {
        return [];
      }
      const subnets = tiers.filter((each) => each.vpc === vpc).flatMap((each) => each.subnets);
      const tables = new Set(subnets.flatMap((subnet) => tableOf(stack, subnet) ?? []));
      return [...tables]
        .filter((table) => !served.includes(table))
        .map((table) => ({
          resource: endpoint,
          message:
            `endpoint ${endpoint.name} should be in every private route table of ${vpc.name}, ` +
            `got ${served.map(({ name }) => name).join(", ")}; add ${table.name}`,
        }));
    });
  },
});
