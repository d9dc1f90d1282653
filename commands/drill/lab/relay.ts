import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AT_ROUTER, type Network, ROUTER } from "./network";

/**
 * Forwards the machines' calls of AWS's API and of instance metadata to servers on this computer's loopback
 * interface.
 */
export function startRelay(
  network: Network,
  folder: string,
  ports: { readonly api: string; readonly metadata: number },
): void {
  const relay = (name: string, address: string, port: string | number): string =>
    `frontend ${name}
    bind ${address}:80 namespace ${network.name(ROUTER)}
    option forwardfor
    default_backend ${name}
backend ${name}
    server one 127.0.0.1:${port}
`;
  const file = join(folder, "relay.cfg");
  writeFileSync(
    file,
    [
      "global\n    nbthread 1\n",
      "defaults\n    mode http\n    timeout connect 1s\n    timeout client 1m\n    timeout server 1m\n",
      relay("api", AT_ROUTER.api, ports.api),
      relay("metadata", AT_ROUTER.metadata, ports.metadata),
    ].join("\n"),
  );
  network.spawnOutside(["haproxy", "-db", "-f", file], { stdio: "ignore" });
}
