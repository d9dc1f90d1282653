import type { GetResourcesInput } from "@aws-sdk/client-resource-groups-tagging-api";
import { type Case, casesOf } from "../case";
import { TAGGED_KINDS } from "../simulated-tagged";
import type { World } from "../world";

const get = casesOf("tag:GetResources");

let number = 0;
const stack = (): string => `conformance-${Date.now().toString(36)}-${++number}`;

/** The ARNs that a query finds, as their names. */
async function found({ tagging }: World, request: GetResourcesInput): Promise<string[]> {
  const { ResourceTagMappingList = [] } = await tagging.getResources(request);
  return ResourceTagMappingList.map(({ ResourceARN = "" }) => ResourceARN).sort();
}

const tagsOf = (name: string, of: string) => ({ Name: name, "holdfast:stack": of });

const filters = (name: string, of: string) => [
  { Key: "Name", Values: [name] },
  { Key: "holdfast:stack", Values: [of] },
];

/** Kinds that moto's tagging API does not know. */
const MOTO_LACKS = [
  ...["ec2:launch-template", "ec2:elastic-ip", "ec2:prefix-list", "ec2:vpc-endpoint"],
  "route53:healthcheck",
];

const UNKNOWN_KIND = {
  why: "the tagging API has resources of this kind",
  source:
    "https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html",
};

/** `npm run recover` finds every kind by its name and its stack. */
const KINDS: readonly Case[] = TAGGED_KINDS.map((kind) =>
  get(
    `${kind}, by its tags Name and holdfast:stack`,
    async (world) => {
      const of = stack();
      world.named("resource", await world.makers.tagged(kind, tagsOf("one", of)));
      return {
        call: () => found(world, { ResourceTypeFilters: [kind], TagFilters: filters("one", of) }),
      };
    },
    "[resource]",
    MOTO_LACKS.includes(kind) ? { ...UNKNOWN_KIND, answer: "[]" } : undefined,
  ),
);

const QUERIES: readonly Case[] = [
  get(
    "another resource of the stack has the name, but is of another kind",
    async (world) => {
      const of = stack();
      await world.makers.tagged("ec2:route-table", tagsOf("one", of));
      return {
        call: () =>
          found(world, { ResourceTypeFilters: ["ec2:vpc"], TagFilters: filters("one", of) }),
      };
    },
    "[]",
  ),
  get(
    "another stack has a resource of the name",
    async (world) => {
      const of = stack();
      await world.makers.tagged("ec2:route-table", tagsOf("one", of));
      return {
        call: () =>
          found(world, {
            ResourceTypeFilters: ["ec2:route-table"],
            TagFilters: filters("one", `${of}-other`),
          }),
      };
    },
    "[]",
  ),
  get(
    "two resources of the stack have the name",
    async (world) => {
      const of = stack();
      await world.makers.tagged("ec2:route-table", tagsOf("one", of));
      await world.makers.tagged("ec2:route-table", tagsOf("one", of));
      return {
        call: async () =>
          (
            await found(world, {
              ResourceTypeFilters: ["ec2:route-table"],
              TagFilters: filters("one", of),
            })
          ).length,
      };
    },
    "2",
  ),
  get(
    "all kinds of a service",
    async (world) => {
      const of = stack();
      await world.makers.tagged("ec2:route-table", tagsOf("one", of));
      await world.makers.tagged("ec2:elastic-ip", tagsOf("one", of));
      return {
        call: async () =>
          (await found(world, { ResourceTypeFilters: ["ec2"], TagFilters: filters("one", of) }))
            .length,
      };
    },
    "2",
    { ...UNKNOWN_KIND, answer: "1" },
  ),
  get(
    "a filter without values takes every value",
    async (world) => {
      const of = stack();
      world.named("resource", await world.makers.tagged("ec2:route-table", { [of]: "any" }));
      return {
        call: () =>
          found(world, {
            ResourceTypeFilters: ["ec2:route-table"],
            TagFilters: [{ Key: of }],
          }),
      };
    },
    "[resource]",
  ),
  get(
    "a tag that no resource has",
    (world) =>
      Promise.resolve({ call: () => found(world, { TagFilters: [{ Key: `none-${stack()}` }] }) }),
    "[]",
  ),
  get(
    "the tags of what is found",
    async (world) => {
      const of = stack();
      await world.makers.tagged("ec2:route-table", tagsOf("one", of));
      return {
        call: async () => {
          const { ResourceTagMappingList = [] } = await world.tagging.getResources({
            TagFilters: filters("one", of),
          });
          return ResourceTagMappingList[0]?.Tags?.find(({ Key }) => Key === "Name")?.Value;
        },
      };
    },
    "one",
  ),
];

export const TAG_CASES: readonly Case[] = [...KINDS, ...QUERIES];
