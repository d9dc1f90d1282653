import { PolicyPack } from "@pulumi/policy";
import { packPolicies } from "./pack";
import { ALL_POLICIES } from "./policies";
import { readPropertiesOnce } from "./read-once";

readPropertiesOnce();

new PolicyPack("holdfast", {
  displayName: "Holdfast",
  description:
    "Multi-AZ, cost, address and security rules for systems with fixed addresses on AWS.",
  provider: "aws",
  policies: packPolicies(ALL_POLICIES),
});
