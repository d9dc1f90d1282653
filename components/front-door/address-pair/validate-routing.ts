import { type Problem, closest, listed } from "../../settings/problem";
import {
  type Destination,
  type RoutedBackend,
  type RoutingSettings,
  type Rule,
  resolveBackend,
  resolveRouting,
  sharesOf,
} from "./routing-settings";

/**
 * Finds what HAProxy would refuse, or accept and then not do.
 *
 * @param path of the settings in the stack's configuration, for the problems
 * @param provided names of backends that are there without being described here
 */
export function validateRouting(
  settings: RoutingSettings,
  path: string,
  provided: readonly string[] = [],
): Problem[] {
  const { ports, backends, rules, default: fallback, healthPort } = resolveRouting(settings);
  const known = [...Object.keys(backends), ...provided];
  return [
    ...validatePorts(ports, healthPort, path),
    ...Object.entries(backends).flatMap(([name, backend]) =>
      validateBackend(name, backend, `${path}.backends.${name}`, provided),
    ),
    ...rules.flatMap((rule, index) =>
      validateRule(rule, `${path}.rules[${index}]`, {
        ports,
        known,
        earlier: rules.slice(0, index),
      }),
    ),
    ...(fallback === undefined ? [] : validateDestination(fallback, `${path}.default`, known)),
    ...(rules.length === 0 && fallback === undefined
      ? [
          {
            path: `${path}.rules`,
            problem: "are missing, and so is a default: every request would be answered with 404",
            remedy: "add default: and the name of a backend, or rules",
          },
        ]
      : []),
  ];
}

function validatePorts(ports: readonly number[], healthPort: number, path: string): Problem[] {
  if (ports.length === 0) {
    const problem = "is empty, so that clients could connect to nothing";
    return [{ path: `${path}.ports`, given: ports, problem, remedy: "name a port, such as 80" }];
  }
  return ports.flatMap((given, index) => {
    const wrong = (problem: string, remedy: string) => [
      { path: `${path}.ports[${index}]`, given, problem, remedy },
    ];
    if (!isPort(given)) return wrong("is no port: 1 to 65535", "write a port, such as 80");
    if (given === 22) return wrong("is where the node's own SSH server listens", "choose another");
    if (given === 443) {
      return wrong(
        "is for HTTPS, and rules read plain HTTP only: HAProxy holds no certificate",
        "use port 80, or leave rules out, so that TLS passes through to the backend",
      );
    }
    if (given === healthPort) return wrong("is the health port", "choose another port");
    if (ports.indexOf(given) < index) return wrong("is named twice", "take one out");
    return [];
  });
}

function validateBackend(
  name: string,
  backend: RoutedBackend,
  path: string,
  provided: readonly string[],
): Problem[] {
  const { host, port, slots, healthPath, maxConnections, errorLimit } = resolveBackend(backend);
  const problems: Problem[] = [];
  const wrong = (key: string, given: unknown, problem: string, remedy: string) =>
    problems.push({ path: key === "" ? path : `${path}.${key}`, given, problem, remedy });
  if (provided.includes(name)) {
    wrong("", undefined, `is the stack's own backend already`, "choose another name");
  } else if (!/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/.test(name)) {
    wrong(
      "",
      undefined,
      "has no name of at most 32 lower-case letters, digits and hyphens that begins with a letter",
      "write a name such as orders",
    );
  }
  if (!isName(host)) {
    wrong(
      "host",
      host,
      "is not a full domain name in lower case",
      "write a name such as orders.example.com",
    );
  }
  const numbers = { port, slots, maxConnections, errorLimit };
  const most = { port: 65_535, slots: 100, maxConnections: 20_000, errorLimit: 1_000 };
  for (const [key, given] of Object.entries(numbers)) {
    const bound = most[key as keyof typeof most];
    if (Number.isInteger(given) && given >= 1 && given <= bound) continue;
    wrong(key, given, `must be a whole number from 1 to ${bound}`, "write one of these");
  }
  if (healthPath !== undefined && !isPath(healthPath)) wrong("healthPath", healthPath, ...NO_PATH);
  return problems;
}

interface Surroundings {
  readonly ports: readonly number[];
  readonly known: readonly string[];
  readonly earlier: readonly Rule[];
}

function validateRule(rule: Rule, path: string, around: Surroundings): Problem[] {
  const { port, host, path: prefix, header, to } = rule;
  const problems: Problem[] = [];
  const wrong = (key: string, given: unknown, problem: string, remedy: string) =>
    problems.push({ path: `${path}${key}`, given, problem, remedy });
  const conditions = JSON.stringify([port, host, prefix, header]);
  if (conditions === JSON.stringify([undefined, undefined, undefined, undefined])) {
    wrong("", undefined, "has no condition, and would take every request", "name it as default");
  }
  const same = around.earlier.findIndex(
    (other) => JSON.stringify([other.port, other.host, other.path, other.header]) === conditions,
  );
  if (same >= 0)
    wrong("", undefined, `never decides: rule ${same} has its conditions`, "take it out");
  if (port !== undefined && !around.ports.includes(port)) {
    wrong(".port", port, `is not among the ports, ${listed(around.ports, "and")}`, "add it there");
  }
  if (host !== undefined && !isName(host.replace(/^\*\./, ""))) {
    wrong(
      ".host",
      host,
      "is not a domain name in lower case, with or without *. before it",
      "write a name such as orders.example.com or *.example.com",
    );
  }
  if (prefix !== undefined && !isPath(prefix)) wrong(".path", prefix, ...NO_PATH);
  if (header !== undefined && !/^[A-Za-z0-9!#$%&*+.^_|~-]+$/.test(header.name)) {
    wrong(
      ".header.name",
      header.name,
      "is not the name of a header",
      "write one such as X-Version",
    );
  }
  if (header?.value !== undefined && !/^[\x20-\x26\x28-\x5b\x5d-\x7e]+$/.test(header.value)) {
    const problem = "is not a text of printable ASCII without ' and \\";
    wrong(".header.value", header.value, problem, "write a plain value, or leave it out");
  }
  return [...problems, ...validateDestination(to, `${path}.to`, around.known)];
}

function validateDestination(to: Destination, path: string, known: readonly string[]): Problem[] {
  const shares = sharesOf(to);
  const unknown = shares
    .filter(([name]) => !known.includes(name))
    .map(([name]): Problem => {
      const meant = closest(name, known);
      return {
        path,
        given: to,
        problem: `names ${name}, which is none of the backends, ${listed(known, "and")}`,
        remedy: meant === undefined ? "describe it under backends" : `did you mean ${meant}?`,
      };
    });
  const wrongShare = shares.some(
    ([, percent]) => !Number.isInteger(percent) || percent < 0 || percent > 100,
  );
  const sum = shares.reduce((total, [, percent]) => total + percent, 0);
  if (!wrongShare && sum === 100) return unknown;
  const problem = wrongShare
    ? "has a share that is no whole number from 0 to 100"
    : `has shares that add up to ${sum}, not 100`;
  return [...unknown, { path, given: to, problem, remedy: "write percentages that add up to 100" }];
}

const NO_PATH = [
  "is not a path of letters, digits and . _ ~ - / ? = & that starts with /",
  "write a path, such as /orders",
] as const;

const isPath = (text: string) => /^\/[\w.~/?=&-]*$/.test(text);

function isPort(given: number): boolean {
  return Number.isInteger(given) && given >= 1 && given <= 65_535;
}

function isName(text: string): boolean {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  return (
    text.length <= 253 &&
    !/^[\d.]+$/.test(text) &&
    new RegExp(`^${label}(\\.${label})+$`).test(text)
  );
}
