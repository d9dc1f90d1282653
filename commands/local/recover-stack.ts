import { join } from "node:path";
import { recover } from "../recover/recover";
import { renderRecovered } from "../recover/render-recovered";
import { type Account, type Creation, EIP } from "../../simulator";
import type { Log } from "../shared/progress";
import { askEngine, type EngineRun } from "./run-engine";
import { clearStackLock, readLocks } from "./stack-lock";
import { keepState, readState, restoreState, stateFile } from "./state-file";
import { dropAnswered } from "./drop-answered";

/** A stack of the file backend below a local home, and its account. */
interface LocalStack {
  readonly home: string;
  readonly project: string;
  readonly stack: string;
  readonly account: Account;
  /** Region of its resources. @default - aws:region of the stack's config */
  readonly region?: string;
}

/** The next command, which decides about leftover resources. */
interface NextCommand {
  /** Whether it destroys the stack, and leftover resources with it. Otherwise, the next `up` imports them. */
  readonly destroys: boolean;
  /** Whether addresses are kept even then. */
  readonly keepsAddresses: boolean;
}

/**
 * Repairs a stack whose last command was killed: a truncated state, a lock, pending operations, and resources
 * whose creation the engine has not recorded.
 */
export async function recoverStack(
  engine: EngineRun,
  { home, project, stack, account, region: known }: LocalStack,
  log: Log,
  next: NextCommand = { destroys: false, keepsAddresses: true },
): Promise<void> {
  const file = stateFile(home, project, stack);
  await clearStackLock(
    () => readLocks(join(home, "backend"), project, stack),
    () => askEngine(engine, ["cancel", "--yes"]),
    log,
  );
  const backup = restoreState(home, project, stack);
  if (backup) {
    log(`State: ${file} was truncated, as on a full disk. Restored it from ${backup}`);
  }
  if ((readState(file).pending_operations ?? []).length > 0)
    await finishPending(engine, known, log);
  dropAnswered(account, home);
  const prefix = `urn:pulumi:${stack}::${project}::`;
  const unknown = account.unanswered.all().filter(({ urn }) => urn.startsWith(prefix));
  deleteOrOffer(account, unknown, next, log);
  if (backup) {
    log("State: comparing the backup with simulated AWS, which may have changed since");
    await askEngine(engine, ["refresh", "--yes", "--skip-preview", "--non-interactive"]);
  }
  keepState(home, project, stack);
}

/** Looks up the operations that were pending when the engine was killed. */
async function finishPending(
  engine: EngineRun,
  known: string | undefined,
  log: Log,
): Promise<void> {
  // Loaded only when needed, as the SDK takes a while.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const { ResourceGroupsTaggingAPI } = await import("@aws-sdk/client-resource-groups-tagging-api");
  const own = known ?? (await askEngine(engine, ["config", "get", "aws:region"])).trim();
  const taggingIn = (region = own) =>
    new ResourceGroupsTaggingAPI({
      endpoint: engine.env["AWS_ENDPOINT_URL"]!,
      region,
      credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
    });
  log("The last update was killed. Looking up its pending operations:");
  log(renderRecovered(await recover((...args) => askEngine(engine, args), taggingIn)));
}

/** Deletes the leftover resources, newest first, or offers them to the engine for import. */
function deleteOrOffer(
  account: Account,
  unknown: readonly Creation[],
  { destroys, keepsAddresses }: NextCommand,
  log: Log,
): void {
  const isDeleted = ({ type }: Creation): boolean => destroys && !(keepsAddresses && type === EIP);
  const deleted = unknown.filter(isDeleted);
  const offered = unknown.filter((creation) => !isDeleted(creation));
  for (const creation of [...deleted].reverse()) account.remove(creation);
  for (const creation of offered) account.unanswered.offer(creation);
  const report = (creations: readonly Creation[], fate: string): void => {
    if (creations.length === 0) return;
    const names = creations.map(({ urn, id }) => `${urn.slice(urn.lastIndexOf("::") + 2)} (${id})`);
    log(
      "The last command was interrupted. Simulated AWS has resources that the state lacks; " +
        `${fate}: ${names.join(", ")}`,
    );
  };
  report(deleted, "deleted");
  report(offered, "the next up imports them into the state");
}
