import { wellArchitected } from "../model/frameworks";
import { resourcePolicy, texts } from "../model/policy";
import { tagKeys } from "../model/tags";
import { TAGGABLE } from "../model/taggable";

export const awsAccountResourceRequireTags = resourcePolicy({
  name: "aws-account-resource-require-tags",
  displayName: "Resources have the required tags",
  what: "Each taggable resource has the configured tags, from its own inputs or from the provider.",
  why: "Cost allocation and ownership depend on tags, and only work if all resources have them.",
  remedy: "Set the tags, or the provider's defaultTags.",
  severity: "low",
  framework: wellArchitected("COST03-BP02", "Add organization information to cost and usage"),
  types: TAGGABLE,
  settings: {
    keys: texts([], "Tags that each resource must have; without any, none is required."),
  },
  check: ({ name, inputs, defaultTags = [] }, { keys }) => {
    const own = tagKeys(inputs);
    if (!own) return [];
    return keys
      .filter((key) => !own.has(key) && !defaultTags.includes(key))
      .map((key) => `${name} should have the tag ${key}, got none; set it`);
  },
});
