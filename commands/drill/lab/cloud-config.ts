import { gunzipSync } from "node:zlib";

/** The parts of the user data of a machine that the lab needs. */
export interface CloudConfig {
  readonly files: readonly { path: string; permissions: string; content: string }[];
  readonly commands: readonly (readonly string[])[];
}

/** Reads the user data of a node; undefined for other user data, such as a backend's script. */
export function readCloudConfig(userData: string): CloudConfig | undefined {
  const bytes = Buffer.from(userData, "base64");
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (isCompressed ? gunzipSync(bytes) : bytes).toString();
  if (!text.startsWith("#cloud-config\n{")) return undefined;
  const { write_files, runcmd } = JSON.parse(text.slice(text.indexOf("{"))) as {
    write_files: CloudConfig["files"];
    runcmd: CloudConfig["commands"];
  };
  return { files: write_files, commands: runcmd };
}
