import { resolveNs } from "node:dns/promises";
import semver from "semver";
import { readExport } from "../../stack/export";
import { type EngineRun, askEngine } from "../local/run-engine";
import { OLDEST_VERSION, inspectEngine } from "../shared/engine/inspect";
import type { Row } from "./rows";

/** The same as `engines` in package.json. */
const OLDEST_NODE = "20.19.0";

export function checkNode(version: string = process.versions.node): Row {
  const isEnough = semver.gte(version, OLDEST_NODE);
  return {
    what: "Node.js",
    status: isEnough ? "ok" : "problem",
    found: version,
    remedy: isEnough ? "" : `install ${OLDEST_NODE} or newer`,
  };
}

export async function checkEngine({ pulumi, env }: EngineRun): Promise<Row> {
  const what = "Pulumi";
  try {
    const version = await inspectEngine(pulumi, env["PATH"] ?? "");
    return { what, status: "ok", found: version, remedy: "" };
  } catch (error) {
    const remedy = `install ${OLDEST_VERSION} or newer: https://www.pulumi.com/docs/install`;
    return { what, status: "problem", found: (error as Error).message, remedy };
  }
}

/** The backend that holds the state, and the user who is logged in. */
export async function checkBackend(engine: EngineRun): Promise<Row> {
  const what = "state backend";
  try {
    const { user, url } = JSON.parse(
      await askEngine(engine, ["whoami", "--json", "--verbose", "--non-interactive"]),
    ) as { user: string; url: string };
    return { what, status: "ok", found: `${url} as ${user}`, remedy: "" };
  } catch (error) {
    const remedy = "`pulumi login`, as docs/environments.md describes";
    return { what, status: "problem", found: lastLine((error as Error).message), remedy };
  }
}

/** Whether the backend has the stack, and whether its last update completed. */
export async function checkState(
  engine: EngineRun,
  stack: string,
): Promise<Row & { readonly exists: boolean }> {
  const what = `stack ${stack}`;
  try {
    const text = await askEngine(engine, ["stack", "export", "--stack", stack]);
    const { resources, pending_operations: pending } = readExport(JSON.parse(text)).deployment;
    const found = `${resources.length} resources in the state`;
    if (pending.length === 0) return { what, status: "ok", found, remedy: "", exists: true };
    return {
      what,
      status: "problem",
      found: `${found}; an update was killed with ${pending.length} operations under way`,
      remedy: `npm run recover -- --stack ${stack}`,
      exists: true,
    };
  } catch (error) {
    const found = lastLine((error as Error).message);
    const isMissing = found.includes("no stack named");
    return {
      what,
      status: isMissing ? "warning" : "problem",
      found: isMissing ? "not in the backend" : found,
      remedy: isMissing ? `\`pulumi stack init ${stack}\`` : "",
      exists: !isMissing,
    };
  }
}

/** Whether the parent zone delegates to a Route 53 zone, so that its names resolve. */
export async function checkDelegation(zone: string, servers = resolveNs): Promise<Row> {
  const what = `delegation of ${zone}`;
  try {
    const names = await servers(zone);
    const isRoute53 = names.some((name) => /\.awsdns-\d+\./.test(`${name}.`));
    return {
      what,
      status: isRoute53 ? "ok" : "warning",
      found: names.join(", "),
      remedy: isRoute53
        ? ""
        : `these are not the name servers of the Route 53 zone: its names do not resolve`,
    };
  } catch (error) {
    const { code = (error as Error).message } = error as { code?: string };
    const remedy = "delegate to the zone's name servers in the parent zone (docs/operations.md)";
    return { what, status: "warning", found: `no name servers: ${code}`, remedy };
  }
}

const lastLine = (text: string): string =>
  (text.trim().split("\n").at(-1) ?? "").replace(/^pulumi .* failed: /, "");
