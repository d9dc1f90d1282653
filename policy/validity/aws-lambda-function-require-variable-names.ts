import { VALIDATED } from "../model/frameworks";
import { resourcePolicy } from "../model/policy";
import { FUNCTION } from "../../stack/types";
import { at } from "../../stack/values";

/** Reserved variables, which Lambda sets itself. */
const RESERVED = new Set([
  ...["_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV"],
  ...["AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION"],
  ...["AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME"],
  ...["AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"],
  ...["AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR"],
]);

export const awsLambdaFunctionRequireVariableNames = resourcePolicy({
  name: "aws-lambda-function-require-variable-names",
  displayName: "Variables of functions have valid names",
  what: "Names of a function's environment variables start with a letter, have at least two letters, digits or underscores, and are not reserved by Lambda.",
  why: "Lambda rejects the function in the middle of an update.",
  remedy: "Rename the variable, such as TABLE_NAME.",
  severity: "medium",
  framework: VALIDATED,
  types: [FUNCTION],
  check: ({ name, inputs }) => {
    const variables = at(inputs, "environment.variables");
    if (typeof variables !== "object" || variables === null) return [];
    return Object.keys(variables)
      .filter((key) => !/^[A-Za-z]\w+$/.test(key) || RESERVED.has(key))
      .map((key) => {
        const wrong = RESERVED.has(key) ? "is Lambda's own" : "has invalid characters";
        return `variables of function ${name} should have valid names, got ${key}, which ${wrong}; rename it`;
      });
  },
});
