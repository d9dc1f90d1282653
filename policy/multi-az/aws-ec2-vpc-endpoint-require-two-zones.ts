import { wellArchitected } from "../model/frameworks";
import { stackPolicy, whole } from "../model/policy";
import { VPC_ENDPOINT } from "../../stack/types";
import { textAt } from "../../stack/values";
import { zonesOf } from "../model/zones";

export const awsEc2VpcEndpointRequireTwoZones = stackPolicy({
  name: "aws-ec2-vpc-endpoint-require-two-zones",
  displayName: "Interface endpoints span zones",
  what: "An interface endpoint has network interfaces in at least two availability zones.",
  why: "An endpoint in a single zone fails with it, and the service becomes unreachable in all zones.",
  remedy: "Give the endpoint a subnet in each zone that uses it ($0.01 an hour each, us-east-1).",
  severity: "medium",
  framework: wellArchitected("REL10-BP01", "Deploy the workload to multiple locations"),
  settings: { zones: whole(2, "Minimum number of availability zones of each endpoint.") },
  check: (stack, { zones }) =>
    stack.ofType(VPC_ENDPOINT).flatMap((endpoint) => {
      if (textAt(endpoint.inputs, "vpcEndpointType") !== "Interface") return [];
      const found = zonesOf(stack, endpoint, "subnetIds");
      if (!found || found.length >= zones) return [];
      const message =
        `endpoint ${endpoint.name} should be in at least ${zones} availability zones, ` +
        `got ${found.join(", ")}; add a subnet of another zone`;
      return [{ resource: endpoint, message }];
    }),
});
