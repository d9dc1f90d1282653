import { VALIDATED } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { weightOf } from "../model/records";
import { RECORD } from "../../stack/types";

export const awsRoute53RecordRequireValidWeight = resourcePolicy({
  name: "aws-route53-record-require-valid-weight",
  displayName: "Weights of records are from 0 to 255",
  what: "A record's weight is a whole number from 0 to 255.",
  why: "Route 53 rejects other values in the middle of an update, when some records may already have changed.",
  remedy: "Scale the weights of the name. Only their ratio matters.",
  severity: "high",
  framework: VALIDATED,
  types: [RECORD],
  check: (record) => {
    const weight = weightOf(record);
    if (weight === undefined || (Number.isInteger(weight) && weight >= 0 && weight <= 255))
      return [];
    return [
      `weight of record ${record.name} should be a whole number from 0 to 255, got ${weight}; scale it`,
    ];
  },
});
