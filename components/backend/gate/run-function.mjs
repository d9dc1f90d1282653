// @ts-check
import { Buffer } from "node:buffer";
import { setTimeout as sleep } from "node:timers/promises";
import { clientConfig } from "../../scripts/aws-client.mjs";
import { InvokeCommand, LambdaClient, TooManyRequestsException } from "@aws-sdk/client-lambda";

/**
 * Runs a Lambda function and waits for its result. While another run is in progress, Lambda rejects this one, which
 * is then retried. A run that finds no address for a name is retried too, because a new name may not resolve yet.
 * Other failures of the function are final.
 *
 * @param {string} name
 * @param {{ deadline: number, pollMilliseconds: number }} limits the deadline in milliseconds since 1970
 * @throws at the deadline with the last error, and at once for a failure that a retry cannot fix
 */
export async function runFunction(name, { deadline, pollMilliseconds }) {
  // Its own retries would wait without a log line.
  const client = new LambdaClient({ ...clientConfig, maxAttempts: 1 });
  const start = Date.now();
  const abortSignal = AbortSignal.timeout(Math.max(1, deadline - start));
  let last = `function ${name} did not answer in ${Math.round((deadline - start) / 1000)} s`;
  for (;;) {
    const problem = await attempt(client, name, abortSignal);
    if (problem === undefined) return;
    // The error of the last answer is more useful than the abort.
    if (abortSignal.aborted) throw new Error(last);
    if (problem !== last) console.log(problem);
    last = problem;
    if (Date.now() + pollMilliseconds > deadline) throw new Error(problem);
    await sleep(pollMilliseconds);
  }
}

/**
 * @param {LambdaClient} client
 * @param {string} name
 * @param {AbortSignal} abortSignal at the deadline
 * @returns {Promise<string | undefined>} an error that a retry may fix
 */
async function attempt(client, name, abortSignal) {
  const invoke = new InvokeCommand({ FunctionName: name });
  const answer = await client.send(invoke, { abortSignal }).catch((error) => {
    if (error instanceof TooManyRequestsException) return `function ${name} is still running`;
    if (abortSignal.aborted) return `function ${name} did not answer`;
    if (passes(error)) return `function ${name} could not be run: ${String(error)}`;
    throw error;
  });
  if (typeof answer === "string") return answer;
  if (!answer.FunctionError) return undefined;
  const problem = `function ${name} failed: ${errorIn(answer.Payload)}`;
  if (problem.includes("no address in")) return problem;
  throw new Error(problem);
}

/**
 * Error of a failed function: JSON with an `errorMessage`, or any text.
 *
 * @param {Uint8Array | undefined} payload
 */
function errorIn(payload = new Uint8Array()) {
  const text = Buffer.from(payload).toString();
  try {
    return String(JSON.parse(text).errorMessage ?? text);
  } catch {
    return text;
  }
}

/**
 * Whether a retry can succeed: an error of AWS, or of the network.
 *
 * @param {unknown} error
 */
function passes(error) {
  if (!(error instanceof Error)) return false;
  return ("$fault" in error && error.$fault === "server") || "code" in error;
}
