import { known } from "../../settings/known";
import type { Problem } from "../../settings/problem";
import { settingProblem } from "../../settings/problems";
import { validateLimits } from "../proxy/client-limits";
import { isReplaced } from "../proxy/haproxy-sections";
import { proxyProblem } from "../proxy/problems";
import { routingProblem } from "./problems";
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
 * Finds settings that HAProxy rejects, or accepts without effect.
 *
 * @param path of the settings in the stack's configuration, for the problems
 * @param provided names of backends that are not described here
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
    ...validateLimits(settings, path),
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
      ? [routingProblem("no-destination", { path: `${path}.rules` })]
      : []),
  ];
}

function validatePorts(ports: readonly number[], healthPort: number, path: string): Problem[] {
  if (ports.length === 0) {
    const at = { path: `${path}.ports`, given: ports };
    return [proxyProblem("no-ports", at, { example: 80 })];
  }
  return ports.flatMap((given, index) => {
    const at = { path: `${path}.ports[${index}]`, given };
    if (!isPort(given)) return [proxyProblem("not-a-port", at, { example: 80 })];
    if (given === 22) return [proxyProblem("ssh-port", at)];
    if (given === 443) return [routingProblem("https-port-with-rules", at)];
    if (given === healthPort) return [proxyProblem("health-port", at)];
    return ports.indexOf(given) < index ? [settingProblem("named-twice", at)] : [];
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
  if (provided.includes(name)) {
    problems.push(routingProblem("backend-name-taken", { path }));
  } else if (!/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/.test(name)) {
    problems.push(routingProblem("not-a-backend-name", { path }));
  }
  const given = known(host);
  if (given !== undefined && !isName(given)) {
    const at = { path: `${path}.host`, given };
    problems.push(proxyProblem("not-a-full-name", at, { example: "orders.example.com" }));
  }
  const numbers = { port, slots, maxConnections, errorLimit };
  const bounds = { port: 65_535, slots: 100, maxConnections: 20_000, errorLimit: 1_000 };
  for (const [key, number] of Object.entries(numbers)) {
    const most = bounds[key as keyof typeof bounds];
    if (Number.isInteger(number) && number >= 1 && number <= most) continue;
    const data = { kind: "whole number", least: 1, most, fix: "write one of these" };
    problems.push(settingProblem("out-of-range", { path: `${path}.${key}`, given: number }, data));
  }
  if (healthPath !== undefined) problems.push(...validatePath(healthPath, `${path}.healthPath`));
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
  const conditions = JSON.stringify([port, host, prefix, header]);
  if (conditions === JSON.stringify([undefined, undefined, undefined, undefined])) {
    problems.push(routingProblem("rule-without-condition", { path }));
  }
  const earlier = around.earlier.findIndex(
    (other) => JSON.stringify([other.port, other.host, other.path, other.header]) === conditions,
  );
  if (earlier >= 0) problems.push(routingProblem("rule-never-decides", { path }, { earlier }));
  if (port !== undefined && !around.ports.includes(port)) {
    const at = { path: `${path}.port`, given: port };
    problems.push(routingProblem("rule-port-not-served", at, { ports: around.ports }));
  }
  if (host !== undefined && !isName(host.replace(/^\*\./, ""))) {
    problems.push(routingProblem("not-a-rule-host", { path: `${path}.host`, given: host }));
  }
  if (prefix !== undefined) problems.push(...validatePath(prefix, `${path}.path`));
  if (header !== undefined) problems.push(...validateHeaderName(header.name, path));
  if (header?.value !== undefined && !isHeaderValue(header.value)) {
    const at = { path: `${path}.header.value`, given: header.value };
    problems.push(routingProblem("not-a-header-value", at));
  }
  return [...problems, ...validateDestination(to, `${path}.to`, around.known)];
}

/** HAProxy ends a condition at }, even if it is quoted. */
const isHeaderValue = (text: string): boolean =>
  /^[\x20-\x26\x28-\x5b\x5d-\x7e]+$/.test(text) && text !== "}";

function validateHeaderName(given: string, path: string): Problem[] {
  const at = { path: `${path}.header.name`, given };
  if (!/^[A-Za-z0-9-]+$/.test(given)) return [routingProblem("not-a-header-name", at)];
  return isReplaced(given) ? [routingProblem("header-removed", at)] : [];
}

function validateDestination(to: Destination, path: string, known: readonly string[]): Problem[] {
  const at = { path, given: to };
  const shares = sharesOf(to);
  const unknown = shares
    .filter(([name]) => !known.includes(name))
    .map(([name]) => routingProblem("unknown-destination", at, { name, known }));
  const wrongShare = shares.some(
    ([, percent]) => !Number.isInteger(percent) || percent < 0 || percent > 100,
  );
  const sum = shares.reduce((total, [, percent]) => total + percent, 0);
  if (wrongShare) return [...unknown, routingProblem("wrong-share", at)];
  return sum === 100 ? unknown : [...unknown, routingProblem("shares-sum", at, { sum })];
}

function validatePath(given: string, path: string): Problem[] {
  if (/^\/[\w.~/?=&-]*$/.test(given)) return [];
  return [proxyProblem("not-a-path", { path, given }, { example: "/orders" })];
}

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
