import { join } from "node:path";
import { recover } from "../recover/recover";
import { renderRecovered } from "../recover/render-recovered";
import { type Account, type Creation, EIP } from "../../simulator";
import type { Log } from "../shared/progress";
import { askEngine, type EngineRun } from "./run-engine";
import { clearStackLock, readLocks } from "./stack-lock";
import { keepState, readState, restoreState, stateFile } from "./state-file";
import { dropAnswered } from "./drop-answered";

/** A stack of the file backend below a local home, and the account that it is in. */
interface LocalStack {
  readonly home: string;
  readonly project: string;
  readonly stack: string;
  readonly account: Account;
  /** Where its resources are. @default - what the stack's own config has as aws:region */
  readonly region?: string;
}

/** What the next command is, as far as left-behind resources go. */
interface NextCommand {
  /** Destroys the stack, and such resources with it. Before any other command they wait for an `up`. */
  readonly destroys: boolean;
  /** Addresses stay even so. */
  readonly keepsAddresses: boolean;
}

/**
 * Brings a stack right whose last command was killed, so that the next one finds it whole: a state that was cut
 * off, a lock, operations under way, and resources whose creation the engine was never answered.
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
    log(`State: ${file} was cut off, as on a full disk. Restored it from ${backup}`);
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

/** Looks up what the engine noted as under way before it was killed. */
async function finishPending(
  engine: EngineRun,
  known: string | undefined,
  log: Log,
): Promise<void> {
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

/** Deletes, newest first, or offers to the engine what it asked for and does not know. */
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
      "The last command was cut short. Simulated AWS has resources that the state lacks; " +
        `${fate}: ${names.join(", ")}`,
    );
  };
  report(deleted, "deleted");
  report(offered, "the next up takes them into the state");
}
