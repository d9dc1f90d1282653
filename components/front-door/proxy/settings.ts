import * as v from "valibot";
import { instanceType, machineImage } from "../../settings/values";

/** What every front door with nodes of its own lets people choose about them. */
export const nodeFields = (instances: string) => ({
  instanceType: v.optional(instanceType(instances), "c7g.large"),
  image: v.exactOptional(machineImage()),
  configSource: v.optional(
    v.pipe(
      v.picklist(["userData", "s3"]),
      v.description(
        "userData: a change of HAProxy's configuration replaces nodes. s3: running nodes pick it up.",
      ),
    ),
    "userData",
  ),
});
