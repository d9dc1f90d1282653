import type { BalancerPlan, Pool, ServerPlan } from "./plan-backends";

const HEAD = `global
    nbthread 1
    maxconn 8000

defaults
    timeout connect 2s
    timeout client 350s
    timeout server 350s
    option idle-close-on-response
`;

/** @param options of the socket: with `expose-fd listeners`, no connection is refused during a reload */
const headWith = (socket: string, options = ""): string =>
  HEAD.replace("\n\n", `\n    stats socket ${socket} level admin${options}\n\n`);

/** The parts of the lab that the simulated load balancers use. */
export interface LabFacts {
  /** The namespace of a machine. */
  readonly namespace: (machine: string) => string;
  /** What intervals between health checks are divided by. */
  readonly speed: number;
  /** A certificate with its key. */
  readonly certificate: string;
}

/**
 * HAProxy configured to simulate load balancers. As an NLB, it forwards a connection to a healthy target of
 * the zone, or to any if none is healthy. As an ALB, it does so for each request.
 *
 * @param states a file with the health of servers before a reload; without it, all are healthy at first
 */
export function renderBalancers(
  balancers: readonly BalancerPlan[],
  socket: string,
  { namespace, speed }: LabFacts,
  states?: string,
): string {
  const parts = balancers.flatMap(({ machine, mode, address, publicAddress, listeners }) =>
    listeners.flatMap(({ port, pools }) => {
      const name = `${machine}-${port}`;
      const space = namespace(machine);
      const binds = [address, publicAddress]
        .filter((one) => one !== undefined)
        .map((one) => `    bind ${one}:${port} namespace ${space}\n`);
      return [
        `frontend ${name}\n    mode ${mode}\n${binds.join("")}${renderChoice(name, pools)}`,
        ...pools.map((pool, index) => renderPool(`${name}-${index}`, mode, pool, space, speed)),
      ];
    }),
  );
  const head = headWith(socket, " expose-fd listeners");
  return [states === undefined ? head : withStates(head, states), ...parts].join("\n");
}

const withStates = (head: string, file: string): string =>
  head
    .replace("\n\n", `\n    server-state-file ${file}\n\n`)
    .replace("defaults\n", "defaults\n    load-server-state-from-file global\n");

/** By weight: each pool takes its share of what the previous pools have left. */
function renderChoice(name: string, pools: readonly Pool[]): string {
  let left = pools.reduce((sum, { weight }) => sum + weight, 0);
  return pools
    .map(({ weight }, index) => {
      const [all, used] = [left, weight > 0];
      left -= weight;
      if (!used) return "";
      const condition = weight === all ? "" : ` if { rand(${all}) lt ${weight} }`;
      return (
        `    use_backend ${name}-${index}-any if { nbsrv(${name}-${index}) eq 0 }${condition.replace(" if", "")}\n` +
        `    use_backend ${name}-${index}${condition}\n`
      );
    })
    .join("");
}

function renderPool(
  name: string,
  mode: "tcp" | "http",
  { servers, check, toServers }: Pool,
  space: string,
  speed: number,
): string {
  const proxy = toServers ? " send-proxy-v2 check-send-proxy" : "";
  const tls = check.tls && mode === "http" ? " ssl verify none" : "";
  const interval = Math.round((check.seconds * 1000) / speed);
  const checks = `check${check.tls ? " check-ssl verify none" : ""} inter ${interval}ms fall 2 rise 2`;
  // After the connection, which may take as long as that of a client. Instances keep their real speed.
  const timeout = Math.max(1_000, Math.round((check.timeoutSeconds * 1000) / speed));
  const lines = (options: string): string =>
    servers
      .map(
        ({ address, port }) =>
          // A reload identifies the server by its name.
          `    server ${address}-${port} ${address}:${port} namespace ${space}${tls}${options}\n`,
      )
      .join("");
  return `backend ${name}
    mode ${mode}
    option httpchk GET ${check.path}
    timeout check ${timeout}ms
${lines(`${proxy} ${checks}`)}
backend ${name}-any
    mode ${mode}
${lines(toServers ? " send-proxy-v2" : "")}`;
}

/**
 * HAProxy configured to simulate a backend's instances: each answers every path with its colour, its id and
 * the client address that the load balancer saw. All answer 503 while `sick` is in the map file.
 */
export function renderServers(
  servers: readonly ServerPlan[],
  sick: string,
  socket: string,
  { namespace, certificate }: LabFacts,
): string {
  const parts = servers.map(
    ({ id, machine, address, port, color, tls }) => `frontend ${id}
    mode http
    bind ${address}:${port} namespace ${namespace(machine)} accept-proxy${tls ? ` ssl crt ${certificate}` : ""}
    http-request return status 503 if { str(sick),map(${sick}) -m found }
    http-request return status 200 content-type text/plain lf-string "${color} ${id} %[src]"
`,
  );
  return [headWith(socket), ...parts].join("\n");
}
