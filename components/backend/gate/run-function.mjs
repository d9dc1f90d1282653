// @ts-check
import { Buffer } from "node:buffer";
import { setTimeout as sleep } from "node:timers/promises";
import { clientConfig } from "../../scripts/aws-client.mjs";
import { InvokeCommand, LambdaClient, TooManyRequestsException } from "@aws-sdk/client-lambda";

/**
 * Runs a Lambda function to its end. While another run of it is under way, Lambda refuses this one, which
 * then waits its turn. One that finds no address for a name is run again, because the name may be too new to be
 * resolved yet; any other failure is one that waiting does not mend.
 *
 * @param {string} name
 * @param {{ deadline: number, pollMilliseconds: number }} limits the deadline in milliseconds since 1970
 * @throws at the deadline with what went wrong last, and at once when waiting is in vain
 */
export async function runFunction(name, { deadline, pollMilliseconds }) {
  // Its own retries would wait without a word.
  const client = new LambdaClient({ ...clientConfig, maxAttempts: 1 });
  const start = Date.now();
  const abortSignal = AbortSignal.timeout(Math.max(1, deadline - start));
  let last = `function ${name} did not answer in ${Math.round((deadline - start) / 1000)} s`;
  for (;;) {
    const problem = await attempt(client, name, abortSignal);
    if (problem === undefined) return;
    // What an answer said tells more than that the last one was not waited for.
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
 * @returns {Promise<string | undefined>} what went wrong, and may not the next time
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
 * What a function that failed says: JSON with an `errorMessage`, or any text.
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
 * Whether an error may be gone at the next attempt: AWS's own, or of the network.
 *
 * @param {unknown} error
 */
function passes(error) {
  if (!(error instanceof Error)) return false;
  return ("$fault" in error && error.$fault === "server") || "code" in error;
}
