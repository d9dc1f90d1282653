import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** Folders of the project's programs that call AWS themselves, without the engine's provider. */
const FOLDERS = ["commands", "components", "lambda", "node"];

/** IAM's service prefixes, by the names of SDK clients, the command line and query parameters. */
const SERVICES: Readonly<Record<string, string>> = {
  "auto-scaling": "autoscaling",
  "elastic-load-balancing-v2": "elasticloadbalancing",
  "resource-groups-tagging-api": "tag",
  "route-53": "route53",
  monitoring: "cloudwatch",
  s3api: "s3",
};

const named = (service: string, operation: string): string => {
  const action = `${SERVICES[service] ?? service}:${operation}`;
  return action === "lambda:Invoke" ? "lambda:InvokeFunction" : action;
};

/** `describe-addresses` as DescribeAddresses. */
const pascal = (operation: string): string =>
  operation.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** The calls of the SDK: commands and paginators, by the package that they come from. */
function sdkCalls(text: string): string[] {
  const imports = /import (?:type )?\{([^}]*)\} from "@aws-sdk\/client-([\w-]+)"/g;
  return [...text.matchAll(imports)].flatMap(([, names = "", service = ""]) =>
    names.split(",").flatMap((name) => {
      const operation = /^\s*(?:paginate(\w+)|(\w+)Command)\s*$/.exec(name);
      return operation ? [named(service, operation[1] ?? operation[2]!)] : [];
    }),
  );
}

/** The calls of the command line, and of curl. */
function shellCalls(text: string): string[] {
  return [
    ...[...text.matchAll(/\bask_aws (\w+) ([a-z][a-z-]+)/g)].map(([, service, operation]) =>
      named(service!, pascal(operation!)),
    ),
    ...[...text.matchAll(/\bquery (ec2|monitoring) (\w+)/g)].map(([, service, operation]) =>
      named(service!, operation!),
    ),
  ];
}

/** Methods of clients that have all of a service's calls. */
const METHODS: Readonly<Record<string, string>> = {
  "taggingIn(home).getResources": "tag:GetResources",
  "fis.createTemplate": "fis:CreateExperimentTemplate",
  "fis.deleteTemplate": "fis:DeleteExperimentTemplate",
  "fis.start": "fis:StartExperiment",
  "fis.experiment": "fis:GetExperiment",
  "fis.stop": "fis:StopExperiment",
  "fis.account": "sts:GetCallerIdentity",
};

const methodCalls = (text: string): string[] =>
  Object.entries(METHODS).flatMap(([method, action]) =>
    text.includes(`${method}(`) ? [action] : [],
  );

/** The actions that the project's programs call, by their names in policies. */
export function programCalls(): string[] {
  const calls = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/node_modules|\/dist\b/.test(entry.parentPath))
      .flatMap((entry) => {
        const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
        return [...sdkCalls(text), ...shellCalls(text), ...methodCalls(text)];
      }),
  );
  return [...new Set(calls)].sort();
}
