// @ts-check
import { spawn } from "node:child_process";
import { roleKeys } from "../../scripts/aws-client.mjs";

/** Oldest supported version of Packer. */
const OLDEST = "1.9.4";

/** Number of log lines in the error of a failed build. */
const LINES = 30;

const INSTALL = "see https://developer.hashicorp.com/packer/install";

/**
 * Runs Packer and waits for it to end.
 *
 * @param {readonly string[]} args
 * @returns {Promise<{ status: number | null, text: string }>}
 */
export async function packer(...args) {
  const keys = args[0] === "build" ? await roleKeys() : {};
  return new Promise((resolve, reject) => {
    const child = spawn("packer", args, {
      env: { ...process.env, ...keys, PACKER_NO_COLOR: "1", CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    child.stdout.on("data", (data) => (text += data));
    child.stderr.on("data", (data) => (text += data));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, text }));
  });
}

/** Fails with a remedy unless Packer is installed and recent enough. */
export async function requirePacker() {
  const { text } = await packer("version").catch((error) => {
    if (error.code === "ENOENT") {
      throw new Error(`packer is not on the PATH: install ${OLDEST} or newer, ${INSTALL}`);
    }
    throw error;
  });
  const version = /v?(\d+\.\d+\.\d+)/.exec(text)?.[1];
  if (version === undefined) {
    throw new Error(`packer printed no version: ${JSON.stringify(text.trim())}`);
  }
  if (isOlder(version, OLDEST)) {
    throw new Error(`packer is ${version}: install ${OLDEST} or newer, ${INSTALL}`);
  }
}

/**
 * @param {string} version
 * @param {string} than
 */
export function isOlder(version, than) {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}

/**
 * The end of a log, which contains the reason of a failure.
 *
 * @param {string} text
 */
export function lastLines(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-LINES).join("\n");
}

/**
 * The image of the last build in the manifest of Packer's post-processor.
 *
 * @param {string} text
 * @param {string} region
 * @returns {string}
 */
export function imageIn(text, region) {
  const { builds = [], last_run_uuid: last } = JSON.parse(text);
  for (const { artifact_id: artifact = "", packer_run_uuid: run } of builds) {
    if (run !== last) continue;
    for (const [where, id] of artifact
      .split(",")
      .map((/** @type {string} */ one) => one.split(":"))) {
      if (where === region && /^ami-[0-9a-f]+$/.test(id)) return id;
    }
  }
  throw new Error(`Packer's manifest has no image in ${region}: ${text.trim()}`);
}
