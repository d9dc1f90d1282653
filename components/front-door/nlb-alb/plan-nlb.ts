import type { Problem } from "../../settings/problem";
import { COLOR_TEST_PORTS, TEST_PORTS, testPort } from "../web-alb/test-ports";
import { nlbAlbProblem } from "./problems";

/** What is configured of the two load balancers, as far as it decides whether they fit together. */
export interface NlbAlbSettings {
  readonly nlbIdleTimeoutSeconds: number;
  /** Of each ALB that is ours. @default - there is none */
  readonly albIdleTimeoutSeconds?: number | undefined;
  /** That serve the public. */
  readonly ports: readonly number[];
  /** Names of colours, or of the endpoints that are followed. @default - blue and green */
  readonly keys?: readonly string[] | undefined;
}

/** Target groups of one listener: those of all names for a port, or of all ports for a name. */
const MOST_TARGET_GROUPS = 5;

/** A target group's name has 32 characters: `entry-<key>-<port>`, and 8 random ones. */
const LONGEST_KEY = 12;

/** Finds what keeps the load balancers from working together, without asking AWS. */
export function validateNlbAlb(settings: NlbAlbSettings): Problem[] {
  return [
    ...validateTimeouts(settings),
    ...validateNumber("entry.ports", "ports", settings.ports),
    ...validateNumber("entry.follow", "names", settings.keys ?? []),
    ...validatePorts(settings),
    ...validateKeys(settings.keys ?? []),
  ];
}

function validateTimeouts(settings: NlbAlbSettings): Problem[] {
  const { nlbIdleTimeoutSeconds: nlb, albIdleTimeoutSeconds: alb } = settings;
  if (alb === undefined || alb < nlb) return [];
  const at = { path: "entry.albIdleTimeoutSeconds", given: alb };
  return [nlbAlbProblem("alb-timeout-too-long", at, { nlb })];
}

function validateNumber(path: string, what: string, given: readonly unknown[]): Problem[] {
  if (given.length <= MOST_TARGET_GROUPS) return [];
  const data = { what, most: MOST_TARGET_GROUPS };
  return [nlbAlbProblem("too-many-target-groups", { path, given: given.length }, data)];
}

function validatePorts({ ports, keys = [...COLOR_TEST_PORTS.keys()] }: NlbAlbSettings): Problem[] {
  return ports.flatMap((port, index) => {
    const at = { path: `entry.ports[${index}]`, given: port };
    if (ports.indexOf(port) !== index) return [nlbAlbProblem("port-twice", at)];
    const taken = keys.filter((key) => testPort(key) === port);
    if (taken.length === 0) return [];
    const data = { keys: taken, first: TEST_PORTS.first, last: TEST_PORTS.last };
    return [nlbAlbProblem("port-of-test-listener", at, data)];
  });
}

function validateKeys(keys: readonly string[]): Problem[] {
  return keys.flatMap((key, index) => {
    const at = { path: `entry.follow.${key}`, given: key };
    if (!/^[a-z][a-z0-9-]*$/.test(key) || key.length > LONGEST_KEY) {
      return [nlbAlbProblem("wrong-follow-key", at, { longest: LONGEST_KEY })];
    }
    const port = testPort(key);
    const other = keys.slice(0, index).find((earlier) => testPort(earlier) === port);
    return other === undefined ? [] : [nlbAlbProblem("follow-keys-collide", at, { other, port })];
  });
}
