import { API, BACKEND, type Letter, type PairMachine } from "./pair-network";
import { METADATA_PORT } from "./pair-node";

/**
 * haproxy.cfg of the relay that exposes this process's servers, by their URLs, to the namespaces, and of the
 * backend.
 */
export function renderRelay(
  namespace: (machine: PairMachine) => string,
  urls: Readonly<Record<"api" | Letter, string>>,
): string {
  const relay = (name: string, bind: string, machine: PairMachine, url: string): string =>
    `frontend ${name}\n    bind ${bind} namespace ${namespace(machine)}\n    default_backend ${name}\n` +
    `backend ${name}\n    server one 127.0.0.1:${new URL(url).port}\n`;
  return [
    "defaults\n    mode http\n    timeout connect 1s\n    timeout client 1m\n    timeout server 1m\n",
    relay("api", `${API}:80`, "router", urls.api),
    ...(["a", "b"] as const).map((letter) =>
      relay(`metadata-${letter}`, `127.0.0.1:${METADATA_PORT}`, letter, urls[letter]),
    ),
    `frontend backend\n    bind ${BACKEND}:80 namespace ${namespace("servers")}\n` +
      "    http-request return status 200\n",
  ].join("\n");
}
