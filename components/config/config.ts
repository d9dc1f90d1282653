import type { AddressesConfig } from "../addresses/settings";
import type { BackendConfig } from "../backend/existing/resolve";
import type { DnsConfig } from "../dns/settings";
import type { EntrySettings } from "../front-door/kinds";
import type { ImageSettings } from "../image/settings";
import type { HostConfig } from "../internal-host/settings";
import type { JumpboxConfig } from "../jumpbox/settings";
import type { NetworkConfig } from "../network/settings";
import type { ScriptCredentials } from "../scripts/script-credentials";

/** The configuration of a stack: checked, with defaults filled in and names looked up. */
export interface Config {
  /** AWS region, such as `us-east-1`. */
  readonly region: string;
  readonly network: NetworkConfig;
  readonly addresses: AddressesConfig;
  /** The front door. */
  readonly entry: EntrySettings | undefined;
  /** The image that the stack builds for nodes; absent if they install at boot, or use another image. */
  readonly image: ImageSettings | undefined;
  /** Absent without a front door, or with one that needs no backend. */
  readonly backend: BackendConfig | undefined;
  readonly dns: DnsConfig | undefined;
  readonly jumpbox: JumpboxConfig | undefined;
  /** Hosts by name. */
  readonly internalHosts: Readonly<Record<string, HostConfig>>;
  /** Credentials of the AWS provider. */
  readonly credentials: ScriptCredentials;
  /** Tags of every resource: the AWS provider's default tags, the configured ones and `holdfast:stack`. */
  readonly tags: Readonly<Record<string, string>>;
}
