import type { Tag } from "@aws-sdk/client-ec2";
import type { Tags } from "./makers";

/** Tags as AWS's calls take them, with one by which leftovers are found. */
export const tagList = (tags: Tags = {}): Tag[] =>
  Object.entries({ ...tags, "holdfast:conformance": "true" }).map(([Key, Value]) => ({
    Key,
    Value,
  }));
