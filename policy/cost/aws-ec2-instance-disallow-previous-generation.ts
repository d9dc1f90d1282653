import { wellArchitected } from "../model/frameworks";
import { instanceTypeOf, WITH_INSTANCE_TYPE } from "../model/instance-types";
import { resourcePolicy } from "../model/policy";

/** Families that AWS lists as previous generation, with a current family that does the same at lower cost. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  a1: "c7g",
  c1: "c7g",
  c3: "c7g",
  c4: "c7g",
  cc2: "c7g",
  cr1: "r7g",
  d2: "d3",
  g2: "g5",
  g3: "g5",
  hs1: "d3",
  i2: "i4g",
  i3: "i4g",
  m1: "m7g",
  m2: "r7g",
  m3: "m7g",
  m4: "m7g",
  p2: "p4",
  p3: "p4",
  r3: "r7g",
  r4: "r7g",
  t1: "t4g",
  t2: "t4g",
};

export const awsEc2InstanceDisallowPreviousGeneration = resourcePolicy({
  name: "aws-ec2-instance-disallow-previous-generation",
  displayName: "Instances are of a current generation",
  what: "Instances and launch templates have a type of a current generation.",
  why: "A c4.xlarge costs $0.199 an hour, a c7g.large with the same performance $0.0725 (us-east-1).",
  remedy: "Use the current family that the message names, and an image of its architecture.",
  severity: "medium",
  framework: wellArchitected("COST06-BP02", "Select resource type, size, and number based on data"),
  types: WITH_INSTANCE_TYPE,
  check: (resource) => {
    const found = instanceTypeOf(resource);
    const successor = found && SUCCESSORS[found.family];
    if (!successor) return [];
    return [
      `instance type of ${resource.name} should be of a current generation, ` +
        `got ${found.instanceType}; use one of ${successor}`,
    ];
  },
});
