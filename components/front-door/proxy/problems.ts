import { problemTexts } from "../../settings/problem";

export const proxyProblem = problemTexts({
  "low-not-below-high": ({ high }: { high: number }) => [
    `must be below networkOutBytes.high, ${high}`,
    "write a smaller number, or a larger networkOutBytes.high",
  ],
  "source-limit-above-all": ({ owner, all }: { owner: string; all: number }) => [
    `must not exceed the limit of all clients together, ${all} (${owner})`,
    `write ${all} or less, or a larger ${owner}`,
  ],
  "no-ports": ({ example }: { example: number }) => [
    "is empty: clients could not connect",
    `write a port, such as ${example}`,
  ],
  "not-a-port": ({ example }: { example: number }) => [
    "must be a port from 1 to 65535",
    `write a port, such as ${example}`,
  ],
  "ssh-port": ["is the port of the node's SSH server", "choose another port"],
  "health-port": ["is the port of the nodes' health endpoint", "choose another port"],
  "port-taken": ({ owner }: { owner: string }) => [
    `is already taken by ${owner}`,
    "choose another port",
  ],
  "https-port-in-http-mode": [
    "is for HTTPS, but mode http needs plain HTTP: HAProxy has no certificate",
    "write mode: tcp to pass TLS through, or use port 80",
  ],
  "address-for-name": ({ example }: { example: string }) => [
    "must be a DNS name: an address cannot switch to another colour",
    `write a name such as ${example}`,
  ],
  "not-a-full-name": ({ example }: { example: string }) => [
    "must be a full domain name in lower case",
    `write a name such as ${example}`,
  ],
  "not-a-path": ({ example }: { example: string }) => [
    "must be a path of letters, digits and . _ ~ - / ? = & that starts with /",
    `write a path, such as ${example}`,
  ],
  "not-a-resolver": [
    "must be an IPv4 address and a port",
    "write 169.254.169.253:53, or remove it",
  ],
});
