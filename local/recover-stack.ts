import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { recover } from "../recover/recover";
import { renderRecovered } from "../recover/render-recovered";
import type { Log } from "./progress";
import { askEngine, type EngineRun } from "./run-engine";
import { clearStackLock, readLocks } from "./stack-lock";

/** Where the file backend below a local home keeps a stack. */
export interface StackPlace {
  readonly home: string;
  readonly project: string;
  readonly stack: string;
  /** Where its resources are. @default - what the stack's own config has as aws:region */
  readonly region?: string;
}

/** Brings a stack right whose last update was killed, so that the next command finds it whole. */
export async function recoverStack(
  engine: EngineRun,
  { home, project, stack, region: known }: StackPlace,
  log: Log,
): Promise<void> {
  const backend = join(home, "backend");
  const file = join(backend, ".pulumi", "stacks", project, `${stack}.json`);
  await clearStackLock(
    () => readLocks(backend, project, stack),
    () => askEngine(engine, ["cancel", "--yes"]),
    log,
  );
  if (!existsSync(file) || pendingOperations(file) === 0) return;

  // Loaded only here, where it is needed: the SDK takes a while.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const { ResourceGroupsTaggingAPI } = await import("@aws-sdk/client-resource-groups-tagging-api");
  const own = known ?? (await askEngine(engine, ["config", "get", "aws:region"])).trim();
  const taggingIn = (region = own) =>
    new ResourceGroupsTaggingAPI({
      endpoint: engine.env["AWS_ENDPOINT_URL"]!,
      region,
      credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
    });
  log("The last update was killed. Looking up what it had under way:");
  log(renderRecovered(await recover((...args) => askEngine(engine, args), taggingIn)));
}

/** How many operations were under way when the state was written. */
function pendingOperations(file: string): number {
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
    checkpoint: { latest?: { pending_operations?: unknown[] } };
  };
  return checkpoint.latest?.pending_operations?.length ?? 0;
}
