import { bestPractice } from "../model/frameworks";
import { resourcePolicy, texts } from "../model/policy";
import { FUNCTION } from "../../stack/types";
import { textAt } from "../../stack/values";

export const awsLambdaFunctionRequireSupportedRuntime = resourcePolicy({
  name: "aws-lambda-function-require-supported-runtime",
  displayName: "Lambda runtimes are supported",
  what: "A function's runtime is one that AWS supports. Functions from images have none.",
  why: "A deprecated runtime gets no patches, and its functions can no longer be updated.",
  remedy: "Use a supported runtime, such as nodejs24.x.",
  severity: "medium",
  framework: bestPractice("Lambda.2", "Lambda functions should use supported runtimes"),
  types: [FUNCTION],
  settings: {
    runtimes: texts(
      [
        ...["nodejs24.x", "nodejs22.x", "python3.14", "python3.13", "python3.12", "python3.11"],
        ...["java25", "java21", "java17", "java11", "dotnet10", "dotnet8", "ruby3.4", "ruby3.3"],
        ...["provided.al2023"],
      ],
      "Allowed runtimes.",
    ),
  },
  check: ({ name, inputs }, { runtimes }) => {
    const runtime = textAt(inputs, "runtime");
    if (typeof runtime !== "string" || runtimes.includes(runtime)) return [];
    return [`runtime of function ${name} should be supported, got ${runtime}; use ${runtimes[0]}`];
  },
});
