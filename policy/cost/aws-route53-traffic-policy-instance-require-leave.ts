import { wellArchitected } from "../model/frameworks";
import { resourcePolicy, texts } from "../model/policy";
import { TRAFFIC_POLICY_INSTANCE } from "../../stack/types";
import { textAt, UNKNOWN } from "../../stack/values";

export const awsRoute53TrafficPolicyInstanceRequireLeave = resourcePolicy({
  name: "aws-route53-traffic-policy-instance-require-leave",
  displayName: "Traffic policy records are allowed by name",
  what: "Traffic policies answer only for allowed names.",
  why: "Each traffic policy record costs $50 a month; multivalue and weighted records do the same at no cost.",
  remedy: "Use multivalue or weighted records with health checks, or allow the name.",
  severity: "medium",
  framework: wellArchitected(
    "COST02-BP01",
    "Develop policies based on your organization requirements",
  ),
  types: [TRAFFIC_POLICY_INSTANCE],
  settings: { allowedNames: texts([], "Names whose records may be traffic policies.") },
  check: ({ name, inputs }, { allowedNames }) => {
    const record = textAt(inputs, "name");
    if (record === UNKNOWN || (record !== undefined && allowedNames.includes(record))) return [];
    return [
      `traffic policy record ${name} should be allowed, got ${record ?? "no name"} at $50 a month; ` +
        "use multivalue records, or add the name to allowedNames",
    ];
  },
});
