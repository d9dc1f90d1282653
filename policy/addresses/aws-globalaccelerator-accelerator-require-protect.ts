import { wellArchitected } from "../model/frameworks";
import { stackPolicy, texts } from "../model/policy";
import { ACCELERATOR } from "../../stack/types";

export const awsGlobalacceleratorAcceleratorRequireProtect = stackPolicy({
  name: "aws-globalaccelerator-accelerator-require-protect",
  displayName: "Accelerators are protected",
  what: "Each Global Accelerator has the resource option protect.",
  why: "The addresses of a deleted accelerator cannot be recovered, and partners have them in their allow-lists.",
  remedy: "Set protect: true in the resource's options.",
  severity: "critical",
  framework: wellArchitected("REL08-BP05", "Deploy changes with automation"),
  settings: { releasable: texts([], "Names of accelerators that may be deleted.") },
  check: (stack, { releasable }) =>
    stack
      .ofType(ACCELERATOR)
      .filter(({ protect, name }) => !protect && !releasable.includes(name))
      .map((accelerator) => ({
        resource: accelerator,
        message: `accelerator ${accelerator.name} should be protected, got protect false; set the option`,
      })),
});
