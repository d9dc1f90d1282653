import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { DataPlane } from "../lab/data-plane";

const COMPONENTS = join(__dirname, "../../../components");

/**
 * Runs a script that updates of a stack run, with the simulated AWS, and records the lines that it prints.
 *
 * @param script its path below `components/`
 * @param settings its environment variables, besides those of every script
 * @returns its exit status
 */
export async function runScript(
  plane: DataPlane,
  script: string,
  region: string,
  settings: Readonly<Record<string, string>>,
): Promise<number | null> {
  const child = spawn(process.execPath, [join(COMPONENTS, script)], {
    env: {
      PATH: process.env["PATH"],
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "simulated",
      AWS_SECRET_ACCESS_KEY: "simulated",
      AWS_ENDPOINT_URL: plane.api.url,
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
    signal: plane.closed,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data: Buffer) => {
      for (const line of data.toString().trimEnd().split("\n")) plane.record("detect", line);
    });
  }
  const [status] = (await once(child, "exit")) as [number | null];
  return status;
}
