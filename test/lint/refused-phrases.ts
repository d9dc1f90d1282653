/** Phrases that read as translated, each with the words to write instead. A phrase matches in any case. */
export const REFUSED_PHRASES: readonly (readonly [phrase: string, instead: string])[] = [
  ["way out", "egress"],
  ["ways out", "egress"],
  ["is led", "resolves to, routes to or forwards to"],
  ["are led", "resolve to, route to or forward to"],
  ["leads clients", "routes clients"],
  ["leads traffic", "routes traffic"],
  ["leads nowhere", "has no target"],
  ["lead nowhere", "have no target"],
  ["notices nothing", "is unaffected"],
  ["notice nothing", "are unaffected"],
  ["goes dark", "fails, is lost or becomes unavailable"],
  ["go dark", "fail, are lost or become unavailable"],
  ["to be had", "available"],
  ["be had again", "can be recovered"],
  ["without leave", "without `allowRelease`"],
  ["mend", "fix, or restore in a drill"],
  ["mended", "fixed, or restored in a drill"],
  ["is struck", "inject a fault"],
  ["strikes", "injects a fault"],
  ["nobody", "who it is (no client, no partner, no source), or a placeholder"],
  ["nobody's", "a placeholder"],
  ["is no port", "must be a port from 1 to 65535"],
  ["knows no", "has no"],
  ["stands in for", "simulates, or replaces"],
  ["stand-in", "a simulated one, or a fake"],
  ["stand-ins", "simulated ones, or fakes"],
  ["goodbye", "closes the connection"],
];

/**
 * Paths that keep such phrases: comments of files that become part of a machine, where any change replaces
 * instances, their copies, and this list.
 */
export const KEPT_PATHS: readonly string[] = [
  "node/",
  "components/backend/demo-server.ts",
  "components/front-door/proxy/haproxy-sections.ts",
  "components/front-door/proxy/keepalived-config.ts",
  "test/golden/haproxy/",
  "test/golden/routing/",
  "test/lint/refused-phrases.ts",
  "test/lint/phrases.spec.ts",
];
