import type { StaticAddress } from "../../addresses/address";
import { backendBlocks } from "../../backend/describe-backend";
import type { BackendConfig, EntryConfig } from "../../config/config";
import type { Vpc } from "../../network/vpc";
import type { ProxyTierArgs } from "./proxy-tier";

/** The front door as configured, in the form that `ProxyTier` takes. */
export function describeProxyTier(
  entry: Extract<EntryConfig, { kind: "haproxy" }>,
  backend: BackendConfig,
  /** The name that leads to the live colour. */
  host: string,
  vpc: Vpc,
  addresses: Readonly<Record<string, StaticAddress>>,
): ProxyTierArgs {
  const { port, healthPath } = (backend.blue ?? backend.green)!;
  return {
    vpc,
    addresses,
    ...entry,
    haproxy: { ...entry, backend: { host, port, healthPath } },
    backends: backendBlocks(backend, vpc),
  };
}
