import assert from "node:assert/strict";
import {
  arnPrefix,
  endpointServiceName,
  partitionOf,
} from "../../../components/settings/partition";
import {
  dnsSuffixOf,
  partitionOf as modelled,
  regionNames,
} from "../../../simulator/model/partitions";
import { endpointServicesOf } from "../../../simulator/model/endpoint-services";
import { Account } from "../../../simulator/account";
import { PROGRAM_VARIANTS, type ProgramConfig, recordProgram } from "../../support/program";

describe("partitionOf", () => {
  it("is the one that AWS publishes for every region", () => {
    for (const region of regionNames) {
      const { id, dnsSuffix, route53Region } = partitionOf(region);
      assert.deepEqual([id, dnsSuffix], [modelled(region), dnsSuffixOf(region)], region);
      assert.equal(modelled(route53Region), id);
    }
    assert.equal(arnPrefix("cn-north-1"), "arn:aws-cn");
  });

  it("has names of endpoint services that every region knows", () => {
    const services = ["ssm", "ssmmessages", "ec2messages", "kms", "monitoring", "logs", "ec2"];
    for (const region of ["eu-west-1", "us-gov-west-1", "cn-north-1"]) {
      const known = endpointServicesOf(region).map(({ name }) => name);
      for (const service of [...services, "ecr.api", "ecr.dkr", "cloudformation"]) {
        const name = endpointServiceName(region, service, "Interface");
        assert.ok(known.includes(name), name);
      }
      for (const service of ["s3", "dynamodb"]) {
        assert.ok(known.includes(endpointServiceName(region, service, "Gateway")), service);
      }
    }
  });
});

/** What the program cannot have in a partition. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  "us-gov-west-1": /Global Accelerator|only private ones|traffic policies/,
  "cn-north-1": /Global Accelerator|traffic policies/,
};

/** In another region, and in GovCloud without the public name. */
function moved(config: ProgramConfig, region: string): ProgramConfig {
  const { dns, ...others } = config;
  const hasJumpbox = (config["jumpbox"] as { kind?: string } | undefined)?.kind === "public";
  const kept = region.startsWith("us-gov-") && !hasJumpbox ? others : { ...others, dns };
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return JSON.parse(
    JSON.stringify(kept)
      .replaceAll("us-east-1.amazonaws.com", `${region}.${suffix}`)
      .replaceAll("us-east-1", region),
  ) as ProgramConfig;
}

describe("a stack in another partition", () => {
  for (const region of ["us-gov-west-1", "cn-north-1"]) {
    it(`names nothing of the commercial one in ${region}`, async () => {
      let stacks = 0;
      for (const [name, config] of Object.entries(PROGRAM_VARIANTS)) {
        const account = Account.inMemory();
        const made = await recordProgram(moved(config, region), account, {
          "aws:region": region,
        }).catch((error: Error) => {
          assert.match(error.message, REFUSED[region]!, `${name}: ${error.message}`);
        });
        if (!made) continue;
        stacks += 1;
        for (const { urn, inputs } of made.resources) {
          const text = JSON.stringify(inputs).replace(/"[a-z0-9.-]+\.amazonaws\.com\\?"/g, "");
          assert.doesNotMatch(text, /arn:aws:|us-east-1|us-west-2/, `${name}: ${urn}`);
          if (region.startsWith("cn-")) {
            const names = text.replaceAll("com.amazonaws.", "");
            assert.doesNotMatch(names, /amazonaws\.com(?!\.cn)/, `${name}: ${urn}`);
          }
        }
      }
      assert.ok(stacks >= 20, String(stacks));
    });
  }
});
