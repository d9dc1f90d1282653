import { AwsError } from "./errors";
import { text } from "./values";
import { arn, oneOf, region, tags } from "./shared";
import { IMAGE, SSM_PARAMETER } from "./tokens";
import type { Context, ResourceType } from "./type";

/** A value that must be an AMI id is checked with EC2. */
function check({ account, inputs, region }: Context): void {
  const value = text(inputs["insecureValue"] ?? inputs["value"]);
  if (inputs["dataType"] === "aws:ec2:image" && !account.find(IMAGE, value, region)) {
    throw new AwsError("ValidationException", `Invalid AMI ID: ${value}`);
  }
}

const parameter: ResourceType = {
  noun: "SSM Parameter",
  operations: {
    create: "SSM: PutParameter",
    update: "SSM: PutParameter",
    remove: "SSM: DeleteParameter",
  },
  missing: (id) => ["ParameterNotFound", `Parameter ${id} not found.`],
  taken: () => [
    "ParameterAlreadyExists",
    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
  ],
  id: ({ inputs }) => text(inputs["name"]),
  inputs: {
    name: {
      required: true,
      replaces: true,
      check: (value) =>
        /^(?!\/?(aws|ssm))[\w./-]{1,1011}$/i.test(text(value))
          ? undefined
          : `expected a name of letters, digits and ._-/ that does not begin with aws or ssm, got ${JSON.stringify(value)}`,
    },
    type: { required: true, check: oneOf("String", "StringList", "SecureString") },
    dataType: { default: "text", replaces: true, check: oneOf("text", "aws:ec2:image") },
    description: {},
    value: { computed: true },
    insecureValue: { computed: true },
    tier: { default: "Standard", check: oneOf("Standard", "Advanced", "Intelligent-Tiering") },
    region,
    tags,
  },
  computed: {
    arn: arn("ssm", ({ id }) => `parameter/${id.replace(/^\//, "")}`),
    hasValueWo: false,
    insecureValue: "",
    keyId: "",
    value: "",
    $version: 1,
  },
  live: { version: ({ outputs }) => outputs["$version"] },
  changed: ({ outputs }) => ({ $version: Number(outputs["$version"]) + 1 }),
  check,
};

export const parameterTypes: Record<string, ResourceType> = { [SSM_PARAMETER]: parameter };
