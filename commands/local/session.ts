import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  Account,
  type Boot,
  type Faults,
  type Quotas,
  seedAccount,
  serveApi,
  serveAwsProvider,
  serveAwsxProvider,
  serveCommandProvider,
} from "../../simulator";
import { claimAddress } from "./claim-address";
import { obtainEngine } from "../shared/engine/obtain";
import { localEnvironment } from "./environment";
import { requireFreeSpace } from "./free-space";
import { openGuard } from "./guard";
import { type Log, logToTerminal } from "../shared/progress";
import { dropAnswered } from "./drop-answered";
import { HOME, ROOT } from "./program";
import { mainFolder, writeProject } from "./stacks";

export { HOME, ROOT } from "./program";

/** See `ProviderOptions.latencyMs`; for tests that kill a run. */
const latency = (): number => Number(process.env["HOLDFAST_LOCAL_LATENCY_MS"] ?? 0);

/** Variables with which a stack's command would reach AWS, or use the user's credentials. */
const REAL_AWS = /^AWS_(PROFILE|CONFIG_FILE|SHARED_CREDENTIALS_FILE|ENDPOINT_URL.*)$/;

/** The engine and a simulated AWS account, ready for any number of Pulumi commands. */
export interface Session {
  /** Environment of those commands: engine first on the PATH, own home, backend and simulated AWS. */
  readonly env: Record<string, string>;
  readonly account: Account;
  /** Faults of the simulated AWS's API, on demand. */
  readonly faults: Faults;
  /** Path of the executable `pulumi`. */
  readonly pulumi: string;
  /** Its version. */
  readonly version: string;
  /**
   * Folder with a Pulumi.yaml that runs the program. Stacks created there (Pulumi.<stack>.yaml next to it, or
   * the Automation API's `workDir`) do not change the program's own files.
   */
  readonly project: string;
  /** Ends the simulated AWS. Its contents stay on disk. */
  readonly close: () => Promise<void>;
}

/** Options of commands that do not call AWS. */
export type PreparedEngine = Pick<Session, "env" | "pulumi" | "version" | "project">;

interface SessionOptions {
  /** Folder of state and account. @default - .holdfast in this project */
  readonly home?: string;
  /** The folder of the program. @default - this project */
  readonly root?: string;
  readonly log?: Log;
  /** Whether the account is a new one, without a public zone. @default false */
  readonly isNewAccount?: boolean;
  /** Behavior of instances that AWS launches. @default - they claim their addresses */
  readonly boot?: Boot | undefined;
  /** Quotas of the account. @default - those of a company that raised its quotas */
  readonly quotas?: Quotas | undefined;
}

/** Obtains the engine and prepares `home` for it. */
export async function prepareEngine({
  home = HOME,
  root = ROOT,
  log = logToTerminal,
}: SessionOptions = {}): Promise<PreparedEngine> {
  const { bin, version } = await obtainEngine({ log });
  const project = join(home, "project");
  for (const folder of [project, join(home, "backend"), join(home, "pulumi")]) {
    mkdirSync(folder, { recursive: true });
  }
  writeProject(root, project);
  // Replaces Packer, which this project's commands run, and which would start an instance in AWS.
  const programs = root === ROOT ? [join(__dirname, "packer")] : [];
  return { env: localEnvironment(process.env, home, bin, programs), pulumi: bin, version, project };
}

/**
 * Opens a session, with its simulated AWS account in `home`. Only one process at a time can open an account:
 * another waits a while and then fails, naming that process. Processes with the session's environment end
 * with this process, even if it is killed.
 */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const { home = HOME, root = ROOT, isNewAccount = false, quotas, boot = claimAddress } = options;
  const folder = mainFolder(root);
  const prepared = await prepareEngine(options);
  await requireFreeSpace(home);
  const account = await Account.open(join(home, "aws", "account.jsonl"), {
    ifDamaged: `Delete the folder ${home} to start with no stacks and an empty simulated AWS account`,
    quotas,
  });
  if (!isNewAccount) seedAccount(account);
  const guard = openGuard();
  const closers = [
    guard.close,
    async (): Promise<void> => {
      dropAnswered(account, home);
      await account.close();
    },
  ];
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).reverse()) {
      await end();
    }
  };
  const closedAtEnd = <T extends { close(): Promise<void> }>(server: T): T => {
    closers.push(() => server.close());
    return server;
  };
  try {
    const api = closedAtEnd(await serveApi(account, { boot }));
    const reach = {
      ...prepared.env,
      ...guard.env,
      AWS_ENDPOINT_URL: api.url,
      DNS_SERVERS: api.dns,
    };
    const aws = closedAtEnd(await serveAwsProvider(account, { latencyMs: latency() }));
    // The stack's commands use the same simulated AWS, and none of the user's settings.
    const command = closedAtEnd(
      await serveCommandProvider({ environment: reach, folder, withheld: REAL_AWS }),
    );
    const awsx = closedAtEnd(await serveAwsxProvider());
    const providers = `aws:${aws.port},command:${command.port},awsx:${awsx.port}`;
    const env = { ...reach, PULUMI_DEBUG_PROVIDERS: providers };
    return { ...prepared, env, account, faults: api.faults, close };
  } catch (error) {
    await close();
    throw error;
  }
}
