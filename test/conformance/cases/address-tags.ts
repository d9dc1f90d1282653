import { type Case, type Step, casesOf } from "../case";
import type { World } from "../world";
import { scene } from "./address-scene";

const Key = "holdfast:claimant";

/** Adds or removes a tag of a scene's address, and reads the tag afterwards. */
const tagged =
  (before: string | undefined, change: "createTags" | "deleteTags", Value?: string) =>
  async (world: World): Promise<Step> => {
    const { address } = await scene(world);
    const Resources = [address];
    if (before !== undefined) {
      await world.ec2.createTags({ Resources, Tags: [{ Key, Value: before }] });
    }
    return {
      call: async () => {
        await world.ec2[change]({
          Resources,
          Tags: [{ Key, ...(Value !== undefined && { Value }) }],
        });
        return "done";
      },
      after: async () => {
        const { Addresses = [] } = await world.ec2.describeAddresses({ AllocationIds: Resources });
        return Addresses[0]?.Tags?.find((tag) => tag.Key === Key)?.Value ?? "no tag";
      },
    };
  };

const create = casesOf("ec2:CreateTags");
const remove = casesOf("ec2:DeleteTags");

export const ADDRESS_TAGS: readonly Case[] = [
  create("the address has no such tag", tagged(undefined, "createTags", "a1"), ["done", "a1"]),
  create("the address has the tag with another value", tagged("ecs", "createTags", "a1"), [
    "done",
    "a1",
  ]),
  remove("the address has the tag: by its key", tagged("a1", "deleteTags"), ["done", "no tag"]),
  remove("the address has the tag: by key and value", tagged("a1", "deleteTags", "a1"), [
    "done",
    "no tag",
  ]),
  remove("the address has the tag with another value", tagged("a1", "deleteTags", "ecs"), [
    "done",
    "a1",
  ]),
  remove("the address has no such tag", tagged(undefined, "deleteTags"), ["done", "no tag"]),
];
