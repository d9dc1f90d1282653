import type { Case, Outcome } from "./case";
import type { World } from "./world";

interface SdkError extends Error {
  readonly Code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The simulator's error for an unsupported call. */
const LACKING = /not modelled by the simulator/;

/** The error's code as AWS documents it: the SDK's classes and the JSON protocol add a word. */
function codeOf({ Code, name, message, $metadata }: SdkError): string {
  const fis = /^fis \S+ \S+: (\w+):/.exec(message)?.[1];
  if (fis) return fis.replace(/Exception$/, "");
  const status = $metadata?.httpStatusCode;
  // Responses that are not from AWS have no code.
  if (status === 304 || (status === 500 && name === "Error")) return `HTTP ${status}`;
  return (Code ?? name).replace(/Exception$/, "");
}

/** Makes the call of a case, and returns its outcome. */
export async function runCase(world: World, { prepare }: Case): Promise<Outcome> {
  world.forget();
  let step;
  try {
    step = await prepare(world);
  } catch (error) {
    return { lacks: `it cannot be prepared: ${(error as Error).message}` };
  }
  let answer: string;
  try {
    answer = world.show(await step.call());
  } catch (error) {
    const sdkError = error as SdkError;
    if (LACKING.test(sdkError.message)) return { lacks: sdkError.message };
    answer = codeOf(sdkError);
  }
  const after = step.after && world.show(await step.after());
  return { answer, after };
}
