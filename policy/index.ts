import { PolicyPack } from "@pulumi/policy";
import { watchEngine } from "./engine-requests";
import { packPolicies } from "./pack";
import { ALL_POLICIES } from "./policies";
import { readPropertiesOnce } from "./read-once";

readPropertiesOnce();
const stack = watchEngine(ALL_POLICIES);

new PolicyPack("holdfast", {
  displayName: "Holdfast",
  description:
    "Multi-AZ, cost, address and security rules for systems with fixed addresses on AWS.",
  provider: "aws",
  policies: packPolicies(ALL_POLICIES, stack),
});
