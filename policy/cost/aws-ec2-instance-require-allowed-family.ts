import { wellArchitected } from "../model/frameworks";
import { instanceTypeOf, WITH_INSTANCE_TYPE } from "../model/instance-types";
import { resourcePolicy, texts } from "../model/policy";

export const awsEc2InstanceRequireAllowedFamily = resourcePolicy({
  name: "aws-ec2-instance-require-allowed-family",
  displayName: "Instances are of allowed families",
  what: "Instances and launch templates have a type of an allowed family.",
  why: "A single large instance, started by mistake, can cost more than all others together.",
  remedy: "Use a type of an allowed family, or allow the family.",
  severity: "medium",
  framework: wellArchitected(
    "COST02-BP01",
    "Develop policies based on your organization requirements",
  ),
  types: WITH_INSTANCE_TYPE,
  settings: {
    families: texts([], "Allowed families, such as c7g and t4g; without any, all are allowed."),
  },
  check: (resource, { families }) => {
    const found = instanceTypeOf(resource);
    if (!found || families.length === 0 || families.includes(found.family)) return [];
    return [
      `instance type of ${resource.name} should be of the families ${families.join(", ")}, ` +
        `got ${found.instanceType}; change it, or allow ${found.family}`,
    ];
  },
});
