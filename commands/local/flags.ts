/**
 * Flags for `parseArgs`: those of `pulumi` with a value, so that the value is not taken for an argument, and
 * those without a value that a local run uses.
 */
export const FLAGS = {
  // Of every command.
  color: { type: "string" },
  cwd: { type: "string", short: "C" },
  memprofilerate: { type: "string" },
  "otel-traces": { type: "string" },
  profiling: { type: "string" },
  tracing: { type: "string" },
  verbose: { type: "string", short: "v" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
  // Of operations.
  config: { type: "string", short: "c", multiple: true },
  "config-file": { type: "string" },
  exclude: { type: "string", short: "x", multiple: true },
  "import-file": { type: "string" },
  "import-pending-creates": { type: "string", multiple: true },
  message: { type: "string", short: "m" },
  "override-env": { type: "string", multiple: true },
  parallel: { type: "string", short: "p" },
  plan: { type: "string" },
  "policy-pack": { type: "string", multiple: true },
  "policy-pack-config": { type: "string", multiple: true },
  replace: { type: "string", multiple: true },
  "save-plan": { type: "string" },
  "secrets-provider": { type: "string" },
  stack: { type: "string", short: "s" },
  target: { type: "string", short: "t", multiple: true },
  "target-replace": { type: "string", multiple: true },
  "exclude-protected": { type: "boolean" },
  "ignore-protect": { type: "boolean" },
  json: { type: "boolean", short: "j" },
  "preview-only": { type: "boolean" },
  remove: { type: "boolean" },
  yes: { type: "boolean", short: "y" },
  // Of local runs only.
  account: { type: "string" },
  "no-policies": { type: "boolean" },
  program: { type: "string" },
} as const;
