import { isIPv4, isIPv6 } from "node:net";
import { VALIDATED } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { RECORD } from "../../stack/types";
import { textAt, textsAt } from "../../stack/values";

export const awsRoute53RecordRequireAddress = resourcePolicy({
  name: "aws-route53-record-require-address",
  displayName: "Address records contain addresses",
  what: "The values of an A record are IPv4 addresses, those of an AAAA record IPv6 addresses.",
  why: "Route 53 rejects a name or a block in the middle of an update.",
  remedy: "Write addresses without /32. Use an alias or a CNAME record for names.",
  severity: "high",
  framework: VALIDATED,
  types: [RECORD],
  check: ({ name, inputs }) => {
    const type = textAt(inputs, "type");
    if (type !== "A" && type !== "AAAA") return [];
    const isAddress = type === "A" ? isIPv4 : isIPv6;
    const wrong = textsAt(inputs, "records").filter((value) => !isAddress(value));
    if (wrong.length === 0) return [];
    const kind = type === "A" ? "IPv4" : "IPv6";
    return [
      `values of ${type} record ${name} should be ${kind} addresses, got ${wrong.join(", ")}; correct them`,
    ];
  },
});
