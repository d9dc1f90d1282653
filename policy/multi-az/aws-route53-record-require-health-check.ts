import { wellArchitected } from "../model/frameworks";
import { stackPolicy } from "../model/policy";
import { addressRecords, isOurs, setsOf } from "../model/records";
import { flagAt, given, knownAt, textAt } from "../../stack/values";

export const awsRoute53RecordRequireHealthCheck = stackPolicy({
  name: "aws-route53-record-require-health-check",
  displayName: "Addresses in public names have health checks",
  what:
    "A public record with an address of the stack has a health check. If a name has several aliases, each evaluates the " +
    "health of its target. Machines with a schedule are exempt.",
  why: "Without a health check, Route 53 keeps returning the address of a failed target.",
  remedy:
    "Give each address its own record (multivalue or weighted) with a health check, or set " +
    "evaluateTargetHealth of the alias. The first 50 checks of AWS endpoints are free.",
  severity: "high",
  framework: wellArchitected(
    "REL11-BP01",
    "Monitor all components of the workload to detect failures",
  ),
  check: (stack) => {
    const records = addressRecords(stack);
    const several = new Set(
      setsOf(stack, records)
        .filter(({ length }) => length > 1)
        .flat(),
    );
    return records
      .filter((record) => isOurs(stack, record))
      .flatMap((record) => {
        const name = String(textAt(record.inputs, "name") ?? record.name);
        const [alias] = knownAt(record.inputs, "aliases");
        if (alias !== undefined) {
          // Route 53 returns the only record of a name regardless of its health.
          const isOnly = !several.has(record);
          if (isOnly || flagAt(alias, "evaluateTargetHealth") !== false) return [];
          const message =
            `alias ${record.name} of ${name} should evaluate the health of its target, got false; ` +
            "set evaluateTargetHealth";
          return [{ resource: record, message }];
        }
        if (given(record.inputs, "aliases") || given(record.inputs, "healthCheckId")) return [];
        const message =
          `record ${record.name} of ${name} should have a health check, got none; ` +
          "set healthCheckId, on a record for each address";
        return [{ resource: record, message }];
      });
  },
});
