import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { text as textOf } from "node:stream/consumers";
import type { Readable } from "node:stream";
import type { Account } from "../account";
import { AwsError } from "../model/errors";
import { filesOf } from "../model/lambda-code";
import type { Stored } from "../model/resource";
import { type Value, type Values, object, text } from "../model/values";

/** The result of an invocation. */
interface Invocation {
  /** JSON: the result, or the error. */
  readonly payload: string;
  readonly failed: boolean;
  /** Its standard output and error. */
  readonly log: string;
}

/** Runs in a separate process: reads the event from standard input and writes the result to descriptor 3. */
const RUNTIME = `
import { existsSync, readFileSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
const { event, context, handler, deadline } = JSON.parse(readFileSync(0, "utf8"));
const [file, name] = handler.split(/\\.(?=[^.]*$)/);
let answer;
try {
  const path = ["mjs", "js", "cjs"].map((ending) => file + "." + ending).find((one) => existsSync(one));
  if (!path) {
    throw Object.assign(new Error("Cannot find module '" + file + "'"), { name: "Runtime.ImportModuleError" });
  }
  const { [name]: run } = await import(pathToFileURL(path).href);
  if (typeof run !== "function") {
    throw Object.assign(new Error(handler + " is undefined or not exported"), { name: "Runtime.HandlerNotFound" });
  }
  const getRemainingTimeInMillis = () => deadline - Date.now();
  answer = { result: (await run(event, { ...context, getRemainingTimeInMillis })) ?? null };
} catch (error) {
  answer = { error: { errorType: error?.name ?? "Error", errorMessage: String(error?.message ?? error), trace: String(error?.stack ?? "").split("\\n") } };
}
writeSync(3, JSON.stringify(answer));
process.exit(0);
`;

/** Writes the files of a function into a folder; none may be outside it. */
function unpack(code: Value, folder: string): void {
  for (const [path, content] of Object.entries(filesOf(code))) {
    const file = resolve(folder, path);
    if (!file.startsWith(folder + sep)) {
      throw new AwsError("InvalidZipFileException", `${path} is outside the function's folder`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

const failure = (
  errorType: string,
  errorMessage: string,
): Pick<Invocation, "payload" | "failed"> => ({
  payload: JSON.stringify({ errorType, errorMessage }),
  failed: true,
});

/** Runs the account's Lambda functions of Node.js, each invocation in a separate process. */
export class Functions {
  private readonly running = new Map<string, Set<ChildProcess>>();

  /**
   * @param reach environment variables with the endpoints of the simulated AWS
   * @param node the command that starts Node.js where functions run
   */
  constructor(
    private readonly account: Account,
    private readonly reach: () => Readonly<Record<string, string>>,
    private readonly node: readonly string[] = [process.execPath],
  ) {}

  /**
   * Invokes a function and waits for its result, at most for its timeout. Rejects invocations above its
   * reserved concurrency, as Lambda does.
   */
  async invoke(deployed: Stored, event: Value): Promise<Invocation> {
    const state = this.account.state(deployed);
    const runtime = text(state["runtime"]);
    if (!runtime.startsWith("nodejs")) {
      throw new AwsError(
        "InvalidRuntimeException",
        `the simulator runs functions of Node.js only, not ${runtime}: add it to simulator/api/functions.ts`,
      );
    }
    const arn = text(deployed.outputs["arn"]);
    const own = this.running.get(arn) ?? new Set<ChildProcess>();
    this.running.set(arn, own);
    const reserved = Number(state["reservedConcurrentExecutions"] ?? -1);
    if (reserved >= 0 && own.size >= reserved) {
      throw new AwsError("TooManyRequestsException", "Rate Exceeded.");
    }
    const folder = mkdtempSync(join(tmpdir(), "simulator-function-"));
    let child: ChildProcess | undefined;
    try {
      unpack(state["code"], folder);
      const [command, ...options] = this.node;
      child = spawn(command!, [...options, "--input-type=module", "--eval", RUNTIME], {
        cwd: folder,
        env: this.environment(deployed, state),
        stdio: ["pipe", "pipe", "pipe", "pipe"],
      });
      own.add(child);
      return await call(child, deployed, state, event);
    } finally {
      own.delete(child!);
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Ends the functions that still run. */
  close(): void {
    for (const child of [...this.running.values()].flatMap((all) => [...all])) {
      child.kill("SIGKILL");
    }
  }

  /** Only Lambda's variables, and the endpoints of the simulated AWS. */
  private environment({ id, region }: Stored, state: Values): Record<string, string> {
    return {
      PATH: process.env["PATH"] ?? "",
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_LAMBDA_FUNCTION_NAME: id,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(Number(state["memorySize"] ?? 128)),
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_ACCESS_KEY_ID: accessKeyOf(id),
      AWS_SECRET_ACCESS_KEY: "simulated",
      AWS_SESSION_TOKEN: "simulated",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...this.reach(),
      ...(object(object(state["environment"])["variables"]) as Record<string, string>),
    };
  }
}

/** A key of temporary credentials that names the function. */
const accessKeyOf = (name: string): string => `ASIALAMBDA-${name}`;

/** The function that a key of temporary credentials names, or undefined. */
export const functionOfKey = (key: string): string | undefined =>
  /^ASIALAMBDA-(.+)$/.exec(key)?.[1];

async function call(
  child: ChildProcess,
  { id, outputs }: Stored,
  state: Values,
  event: Value,
): Promise<Invocation> {
  const seconds = Number(state["timeout"] ?? 3);
  const context = {
    functionName: id,
    functionVersion: "$LATEST",
    invokedFunctionArn: outputs["arn"],
    memoryLimitInMB: String(Number(state["memorySize"] ?? 128)),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${id}`,
    logStreamName: "simulated",
  };
  const deadline = Date.now() + seconds * 1000;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, seconds * 1000);
  const ended = new Promise<string>((done) =>
    child.on("close", (code, signal) => done(signal ? `signal: ${signal}` : `exit status ${code}`)),
  );
  child.stdin!.on("error", () => undefined);
  child.stdin!.end(JSON.stringify({ event, context, handler: state["handler"], deadline }));
  try {
    const [answer, out, err, how] = await Promise.all([
      textOf(child.stdio[3] as Readable),
      textOf(child.stdout!),
      textOf(child.stderr!),
      ended,
    ]);
    return { ...outcomeOf(answer, late ? seconds : undefined, how), log: out + err };
  } finally {
    clearTimeout(timer);
  }
}

function outcomeOf(
  answer: string,
  limit: number | undefined,
  how: string,
): Pick<Invocation, "payload" | "failed"> {
  if (limit !== undefined) {
    return failure("Sandbox.Timedout", `Task timed out after ${limit.toFixed(2)} seconds`);
  }
  if (!answer) {
    return failure("Runtime.ExitError", `Runtime exited with error: ${how}`);
  }
  const { result, error } = JSON.parse(answer) as Values;
  return { payload: JSON.stringify(error ?? result), failed: error !== undefined };
}
