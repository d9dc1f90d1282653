import type { Framework } from "./policy";

/** A control of AWS Foundational Security Best Practices, the standard that AWS Security Hub checks. */
export const bestPractice = (reference: string, specification: string): Framework => ({
  name: "AWS Foundational Security Best Practices",
  version: "1.0.0",
  reference,
  specification,
});

/** A best practice of the AWS Well-Architected Framework. */
export const wellArchitected = (reference: string, specification: string): Framework => ({
  name: "AWS Well-Architected Framework",
  version: "2024-06-27",
  reference,
  specification,
});

/** For mistakes that AWS would reject in the middle of an update. */
export const VALIDATED = wellArchitected("OPS05-BP02", "Test and validate changes");
