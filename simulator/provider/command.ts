import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { resolve as resolvePath } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { version } from "@pulumi/command/package.json";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Server, method, serve, toStruct, toValues } from "./grpc";
import { UNKNOWN, type Values, isGiven, object, text, texts } from "../model/values";

const COMMAND = "command:local:Command";
const RUN = "command:local:run";

const inputs = [
  "create",
  "update",
  "delete",
  "triggers",
  "dir",
  "environment",
  "interpreter",
  "stdin",
  "logging",
  "addPreviousOutputInEnv",
];

interface Result {
  readonly stdout: string;
  readonly stderr: string;
}

/** Where commands run. */
interface Where {
  /** Additional environment variables. */
  readonly environment: NodeJS.ProcessEnv;
  /** Their working folder, to which `dir` is relative. */
  readonly folder: string;
  /** Variables of the commands that are removed. */
  readonly withheld: RegExp;
}

/** Runs a command line in a shell (or in the interpreter given) until it ends. */
function run(
  line: string,
  { dir, environment, interpreter, stdin }: Values,
  previous: Values,
  { environment: base, folder, withheld }: Where,
): Promise<Result> {
  const [program = "/bin/sh", ...args] = interpreter ? texts(interpreter) : ["/bin/sh", "-c"];
  const own = Object.entries(object(environment) as Record<string, string>).filter(
    ([name]) => !withheld.test(name),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, line], {
      cwd: resolvePath(folder, isGiven(dir) ? text(dir) : "."),
      env: {
        ...base,
        ...Object.fromEntries(own),
        ...(isGiven(previous["stdout"])
          ? {
              PULUMI_COMMAND_STDOUT: text(previous["stdout"]),
              PULUMI_COMMAND_STDERR: text(previous["stderr"]),
            }
          : {}),
      },
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (some: string) => (output.stdout += some));
    child.stderr.setEncoding("utf8").on("data", (some: string) => (output.stderr += some));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) {
        const stdout = output.stdout.replace(/\n$/, "");
        resolve({ stdout, stderr: output.stderr.replace(/\n$/, "") });
      } else {
        const how = code === null ? `signal ${signal}` : `exit status ${code}`;
        reject(
          new Error(`${how}: running ${JSON.stringify(line)}:\n${output.stdout}${output.stderr}`),
        );
      }
    });
    // A command that does not read its input closes the pipe early; that is not a failure.
    child.stdin.on("error", () => undefined);
    child.stdin.end(text(stdin));
  });
}

function refuseOthers(urn: string): void {
  const type = urn.split("::")[2]?.split("$").pop() ?? "";
  if (type !== COMMAND) {
    throw new Error(
      `resource type ${type} is not modelled: add it to simulator/provider/command.ts`,
    );
  }
}

/**
 * Serves the `command` provider to the Pulumi engine: `command:local:Command` and `command:local:run` really
 * run their commands. The engine starts the real provider in the folder of the program's `main`, or in the
 * `workDir` of an inline program, and with its own environment. It does not pass them to an attached
 * provider.
 */
export function serveCommandProvider({
  environment = process.env,
  folder = process.cwd(),
  withheld = /^$/,
}: Partial<Where> = {}): Promise<Server> {
  /** The state after a command has run; without a command, keeps the last result. */
  const execute = async (line: string, values: Values, previous: Values): Promise<Values> => {
    const told = values["addPreviousOutputInEnv"] === false ? {} : previous;
    const { stdout = "", stderr = "" } = previous;
    const result = line
      ? await run(line, values, told, { environment, folder, withheld })
      : { stdout, stderr };
    return { ...values, ...result };
  };

  return serve(version, {
    configure: method(() => {
      const response = new rpc.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    }),

    invoke: method(async (request: rpc.InvokeRequest) => {
      if (request.getTok() !== RUN) {
        throw new Error(
          `lookup ${request.getTok()} is not modelled: add it to simulator/provider/command.ts`,
        );
      }
      const values = toValues(request.getArgs());
      const response = new rpc.InvokeResponse();
      response.setReturn(toStruct(await execute(text(values["command"]), values, {})));
      return response;
    }),

    check: method((request: rpc.CheckRequest) => {
      refuseOthers(request.getUrn());
      const response = new rpc.CheckResponse();
      response.setInputs(request.getNews());
      for (const key of Object.keys(toValues(request.getNews()))) {
        if (!inputs.includes(key)) {
          const failure = new rpc.CheckFailure();
          failure.setProperty(key);
          failure.setReason(
            `"${key}" is not modelled: add it to simulator/provider/command.ts, which knows ${inputs.join(", ")}`,
          );
          response.addFailures(failure);
        }
      }
      return response;
    }),

    diff: method((request: rpc.DiffRequest) => {
      const olds = toValues(request.getOldInputs());
      const news = toValues(request.getNews());
      const changed = inputs.filter((key) => !isDeepStrictEqual(olds[key], news[key]));
      const response = new rpc.DiffResponse();
      const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
      response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
      response.setDiffsList(changed);
      response.setReplacesList(changed.filter((key) => key === "triggers" && !news["update"]));
      return response;
    }),

    create: method(async (request: rpc.CreateRequest) => {
      const values = toValues(request.getProperties());
      const response = new rpc.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(toStruct({ ...values, stdout: UNKNOWN, stderr: UNKNOWN }));
        return response;
      }
      response.setProperties(toStruct(await execute(text(values["create"]), values, {})));
      const name = request.getUrn().split("::").slice(3).join("::");
      response.setId(`${name}${randomBytes(4).toString("hex")}`);
      return response;
    }),

    update: method(async (request: rpc.UpdateRequest) => {
      const values = toValues(request.getNews());
      const line = text(values["update"]) || text(values["create"]);
      const state = request.getPreview()
        ? { ...values, stdout: UNKNOWN, stderr: UNKNOWN }
        : await execute(line, values, toValues(request.getOlds()));
      const response = new rpc.UpdateResponse();
      response.setProperties(toStruct(state));
      return response;
    }),

    delete: method(async (request: rpc.DeleteRequest) => {
      const values = toValues(request.getProperties());
      await execute(text(values["delete"]), values, values);
      return new Empty();
    }),

    read: method((request: rpc.ReadRequest) => {
      const response = new rpc.ReadResponse();
      response.setId(request.getId());
      response.setInputs(request.getInputs());
      response.setProperties(request.getProperties());
      return response;
    }),
  });
}
