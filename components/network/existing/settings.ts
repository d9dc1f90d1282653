import * as v from "valibot";

const subnetIds = (tier: string, example: string) =>
  v.exactOptional(
    v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.regex(
            /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/,
            "is not the id of a subnet: subnet- and 8 or 17 hexadecimal digits",
          ),
          v.metadata({ remedy: "look the id up: aws ec2 describe-subnets" }),
          v.examples([example]),
        ),
      ),
      v.description(`Ids of ${tier} subnets, one in each zone, in at least two zones.`),
      v.examples([[example]]),
    ),
  );

const tagsOf = (whose: string, instead: string, example: Readonly<Record<string, string>>) =>
  v.exactOptional(
    v.pipe(
      v.record(v.string(), v.string()),
      v.description(`Instead of \`${instead}\`: tags that ${whose} has.`),
      v.examples([example]),
    ),
  );

/** The shape of `network.existing`: an existing VPC and its subnets. */
export const existingSchema = v.pipe(
  v.strictObject({
    vpcId: v.exactOptional(
      v.pipe(
        v.string(),
        v.regex(
          /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/,
          "is not the id of a VPC: vpc- and 8 or 17 hexadecimal digits",
        ),
        v.metadata({ remedy: "look the id up: aws ec2 describe-vpcs" }),
        v.description("Id of the VPC."),
        v.examples(["vpc-0a1b2c3d4e5f60718"]),
      ),
    ),
    vpcTags: tagsOf("the VPC", "vpcId", { Name: "shop" }),
    publicSubnets: subnetIds("public", "subnet-0a1b2c3d4e5f60001"),
    publicSubnetTags: tagsOf("each public subnet", "publicSubnets", { tier: "public" }),
    privateSubnets: subnetIds("private", "subnet-0a1b2c3d4e5f60002"),
    privateSubnetTags: tagsOf("each private subnet", "privateSubnets", {
      tier: "private",
    }),
    routeTables: v.optional(
      v.pipe(
        v.array(
          v.pipe(
            v.string(),
            v.regex(
              /^rtb-([0-9a-f]{8}|[0-9a-f]{17})$/,
              "is not the id of a route table: rtb- and 8 or 17 hexadecimal digits",
            ),
            v.metadata({ remedy: "look the id up: aws ec2 describe-route-tables" }),
            v.examples(["rtb-0123456789abcdef0"]),
          ),
        ),
        v.description(
          "Ids of route tables that the stack may add routes to, although the routes affect other subnets, too. The routes go to the colours' VPCs and to the addresses of pairs.",
        ),
        v.examples([["rtb-0123456789abcdef0"]]),
      ),
      [],
    ),
  }),
  v.description(
    "An existing VPC, instead of `cidr`, `availabilityZones` and `flowLogs`. The stack changes only what it creates itself. See docs/network.md.",
  ),
);

export type ExistingSettings = v.InferOutput<typeof existingSchema>;
