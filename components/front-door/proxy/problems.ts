import { problemTexts } from "../../settings/problem";

export const proxyProblem = problemTexts({
  "low-not-below-high": ({ high }: { high: number }) => [
    `must be below networkOutBytes.high, ${high}`,
    "write a smaller number, or a larger networkOutBytes.high",
  ],
  "source-limit-above-all": ({ owner, all }: { owner: string; all: number }) => [
    `is more than all clients together may have, ${all} (${owner})`,
    `write ${all} or less, or a larger ${owner}`,
  ],
  "no-ports": ({ example }: { example: number }) => [
    "is empty, so that clients could connect to nothing",
    `name a port, such as ${example}`,
  ],
  "not-a-port": ({ example }: { example: number }) => [
    "is no port: 1 to 65535",
    `write a port, such as ${example}`,
  ],
  "ssh-port": ["is where the node's own SSH server listens", "choose another port"],
  "health-port": ["is the port on which nodes answer whether they serve", "choose another port"],
  "port-taken": ({ owner }: { owner: string }) => [
    `is already taken by ${owner}`,
    "choose another port",
  ],
  "https-port-in-http-mode": [
    "is for HTTPS, and mode http reads plain HTTP only: HAProxy holds no certificate",
    "set mode: tcp, which passes TLS through, or use port 80",
  ],
  "address-for-name": ({ example }: { example: string }) => [
    "is not a name, and an address cannot follow the backend to another colour",
    `write a name such as ${example}`,
  ],
  "not-a-full-name": ({ example }: { example: string }) => [
    "is not a full domain name in lower case",
    `write a name such as ${example}`,
  ],
  "not-a-path": ({ example }: { example: string }) => [
    "is not a path of letters, digits and . _ ~ - / ? = & that starts with /",
    `write a path, such as ${example}`,
  ],
  "not-a-resolver": [
    "is not an IPv4 address and a port",
    "write 169.254.169.253:53, or leave it out",
  ],
});
