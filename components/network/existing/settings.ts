import * as v from "valibot";
import { resourceId, routeTableIds } from "../../settings/values";

const subnetIds = (tier: string, example: string) =>
  v.exactOptional(
    v.pipe(
      v.array(resourceId("a subnet", "subnet", "describe-subnets", example)),
      v.description(`Ids of ${tier} subnets, one in each zone, in at least two zones.`),
      v.examples([[example]]),
    ),
  );

const tagsOf = (whose: string, instead: string, example: Readonly<Record<string, string>>) =>
  v.exactOptional(
    v.pipe(
      v.record(v.string(), v.string()),
      v.description(`Instead of \`${instead}\`: tags of ${whose}.`),
      v.examples([example]),
    ),
  );

/** The shape of `network.existing`: an existing VPC and its subnets. */
export const existingSchema = v.pipe(
  v.strictObject({
    vpcId: v.exactOptional(
      v.pipe(
        resourceId("a VPC", "vpc", "describe-vpcs", "vpc-0a1b2c3d4e5f60718"),
        v.description("Id of the VPC."),
      ),
    ),
    vpcTags: tagsOf("the VPC", "vpcId", { Name: "shop" }),
    publicSubnets: subnetIds("public", "subnet-0a1b2c3d4e5f60001"),
    publicSubnetTags: tagsOf("each public subnet", "publicSubnets", { tier: "public" }),
    privateSubnets: subnetIds("private", "subnet-0a1b2c3d4e5f60002"),
    privateSubnetTags: tagsOf("each private subnet", "privateSubnets", {
      tier: "private",
    }),
    routeTables: routeTableIds(
      "Ids of route tables that the stack may add routes to, even if the routes also affect other subnets. The routes go to the colours' VPCs and to the addresses of pairs.",
    ),
  }),
  v.description(
    "An existing VPC, instead of `cidr`, `availabilityZones` and `flowLogs`. The stack changes only what it creates itself. See docs/network.md.",
  ),
);

export type ExistingSettings = v.InferOutput<typeof existingSchema>;
