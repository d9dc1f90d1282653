import { createHash, randomUUID } from "node:crypto";
import { AwsError } from "./errors";
import { type Values, isGiven, objects, text, texts } from "./values";
import { nameIn } from "./route53-names";
import { domainName, plainName } from "./route53-zones";
import { arn, oneOf, region, tags } from "./shared";
import { CERTIFICATE, CERTIFICATE_VALIDATION, DNS_RECORD, LISTENER } from "./tokens";
import type { Context, Problem, ResourceType } from "./type";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

const namesOf = (inputs: Values): string[] => [
  ...new Set([text(inputs["domainName"]), ...texts(inputs["subjectAlternativeNames"])]),
];

/** The DNS validation records of ACM. */
const validationOptions = ({ id, inputs }: Context) =>
  inputs["validationMethod"] === "DNS"
    ? namesOf(inputs).map((name) => {
        const base = name.replace(/^\*\./, "");
        return {
          domainName: name,
          resourceRecordName: `_${hash(`${base} name`)}.${base}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_${hash(`${base} ${id}`)}.acm-validations.aws.`,
        };
      })
    : [];

const isImported = (inputs: Values): boolean => isGiven(inputs["certificateBody"]);

/** A certificate is issued once its validation records exist. */
function status({ account, inputs, outputs }: Context): string {
  const proven = objects(outputs["domainValidationOptions"]).every((option) =>
    account
      .all(DNS_RECORD)
      .some(
        ({ inputs: record }) =>
          record["type"] === "CNAME" &&
          nameIn(account, record["zoneId"], record["name"]) ===
            plainName(option["resourceRecordName"]) &&
          texts(record["records"]).some(
            (value) => plainName(value) === plainName(option["resourceRecordValue"]),
          ),
      ),
  );
  return isImported(inputs) || proven ? "ISSUED" : "PENDING_VALIDATION";
}

function validate(inputs: Values): Problem[] {
  if (isImported(inputs)) {
    return isGiven(inputs["privateKey"])
      ? []
      : [{ property: "privateKey", reason: '"privateKey" is required with certificateBody' }];
  }
  return ["domainName", "validationMethod"]
    .filter((key) => !isGiven(inputs[key]))
    .map((property) => ({
      property,
      reason: `"${property}" is required unless a certificate is imported with certificateBody`,
    }));
}

const missingCertificate: ResourceType["missing"] = (id) => [
  "ResourceNotFoundException",
  `Could not find certificate ${id}.`,
];

const certificate: ResourceType = {
  noun: "ACM Certificate",
  operations: {
    create: "ACM: RequestCertificate",
    update: "ACM: ImportCertificate",
    remove: "ACM: DeleteCertificate",
  },
  missing: missingCertificate,
  id: arn("acm", () => `certificate/${randomUUID()}`),
  inputs: {
    domainName: { replaces: true, computed: true, check: domainName },
    subjectAlternativeNames: { replaces: true, computed: true, unordered: true },
    validationMethod: { replaces: true, computed: true, check: oneOf("DNS", "EMAIL") },
    keyAlgorithm: {
      replaces: true,
      computed: true,
      check: oneOf("RSA_2048", "EC_prime256v1", "EC_secp384r1"),
    },
    certificateBody: {},
    certificateChain: {},
    privateKey: {},
    region,
    tags,
  },
  computed: {
    arn: ({ id }) => id,
    domainName: "",
    subjectAlternativeNames: ({ inputs }) => namesOf(inputs),
    domainValidationOptions: validationOptions,
    keyAlgorithm: "RSA_2048",
    notAfter: "",
    notBefore: "",
    options: { certificateTransparencyLoggingPreference: "ENABLED" },
    pendingRenewal: false,
    renewalEligibility: "INELIGIBLE",
    renewalSummaries: [],
    type: ({ inputs }) => (isImported(inputs) ? "IMPORTED" : "AMAZON_ISSUED"),
    validationEmails: [],
    validationMethod: "NONE",
  },
  live: { status },
  validate,
  checkRemoval: ({ account, id, region }) => {
    if (account.all(LISTENER, region).some(({ inputs }) => inputs["certificateArn"] === id)) {
      throw new AwsError("ResourceInUseException", `Certificate ${id} in account is in use.`);
    }
  },
};

/** Waits until a certificate is issued: here, at once or never. */
const validation: ResourceType = {
  noun: "ACM Certificate Validation",
  operations: {
    create: "ACM: DescribeCertificate",
    update: "ACM: DescribeCertificate",
    remove: "ACM: DescribeCertificate",
  },
  missing: missingCertificate,
  id: ({ inputs }) => text(inputs["certificateArn"]),
  inputs: {
    certificateArn: { required: true, replaces: true, refersTo: CERTIFICATE, bond: "follows" },
    validationRecordFqdns: { replaces: true, unordered: true },
    region,
  },
  computed: {},
  check: ({ account, inputs, region }) => {
    const used = account.require(CERTIFICATE, inputs["certificateArn"], region);
    if (account.state(used)["status"] !== "ISSUED") {
      throw new AwsError(
        "Timeout",
        `unexpected state 'PENDING_VALIDATION' of ${used.id}, wanted target 'ISSUED': the records of its domainValidationOptions are missing`,
      );
    }
  },
};

export const certificateTypes: Record<string, ResourceType> = {
  [CERTIFICATE]: certificate,
  [CERTIFICATE_VALIDATION]: validation,
};
