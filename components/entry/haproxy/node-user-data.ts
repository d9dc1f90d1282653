import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";

/** What all nodes of a tier share; what differs between them comes from the tags of each instance. */
export interface NodeSettings {
  readonly region: string;
  /** Port of HAProxy's health frontend. */
  readonly healthPort: number;
  /** The whole haproxy.cfg, or where in S3 it is. */
  readonly haproxyConfig: string | { readonly bucket: string; readonly key: string };
}

interface WrittenFile {
  readonly path: string;
  readonly permissions: "0755" | "0644";
  readonly content: string;
}

/** EC2's limit, before encoding. */
export const USER_DATA_LIMIT_BYTES = 16 * 1024;

/** Where the files of `instance/` go on a node. */
const TARGETS: Readonly<Record<string, string>> = {
  bin: "/opt/holdfast/bin",
  lib: "/opt/holdfast/lib",
  systemd: "/etc/systemd/system",
  "sysctl.d": "/etc/sysctl.d",
  "journald.conf.d": "/etc/systemd/journald.conf.d",
};

/**
 * User data for cloud-init, as a launch template takes it: compressed and in base64. It writes the
 * programs and units of `instance/`, the settings and haproxy.cfg, and starts the boot unit. The same
 * input gives the same text on every machine, so that nothing but a change changes a launch template.
 *
 * It holds no secret: whoever may describe the launch template can read it.
 *
 * @throws {Error} if it is larger than EC2 takes
 */
export function renderNodeUserData(settings: NodeSettings): string {
  const text = `#cloud-config\n${JSON.stringify(cloudConfig(settings))}\n`;
  const compressed = gzipSync(text, { level: 9 });
  compressed[9] = 255; // the operating system in the header, which would differ between machines
  if (compressed.length > USER_DATA_LIMIT_BYTES) {
    throw new Error(
      `user data of the proxy nodes has ${compressed.length} bytes, and EC2 takes ${USER_DATA_LIMIT_BYTES}`,
    );
  }
  return compressed.toString("base64");
}

function cloudConfig(settings: NodeSettings): object {
  return {
    write_files: [...programs(), ...configuration(settings)].map(
      ({ path, permissions, content }) => ({ path, permissions, content }),
    ),
    runcmd: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", "holdfast-boot.service"],
    ],
  };
}

function configuration({ region, healthPort, haproxyConfig }: NodeSettings): WrittenFile[] {
  const written = typeof haproxyConfig === "string";
  const environment = {
    AWS_REGION: region,
    HOLDFAST_HEALTH_PORT: healthPort,
    HOLDFAST_METRIC_NAMESPACE: "Holdfast",
    ...(!written && {
      HOLDFAST_CONFIG_BUCKET: haproxyConfig.bucket,
      HOLDFAST_CONFIG_KEY: haproxyConfig.key,
    }),
  };
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  const file = (path: string, content: string): WrittenFile => ({
    path,
    permissions: "0644",
    content,
  });
  return [
    file("/etc/holdfast/node.env", lines.join("")),
    ...(written ? [file("/etc/holdfast/haproxy.cfg", haproxyConfig)] : []),
  ];
}

function programs(): WrittenFile[] {
  const root = instanceFolder();
  return Object.entries(TARGETS).flatMap(([folder, target]) =>
    filesBelow(join(root, folder)).map((file) => ({
      path: join(target, relative(join(root, folder), file)),
      permissions: folder === "bin" ? "0755" : "0644",
      content: readFileSync(file, "utf8"),
    })),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}

/** `instance/` is beside `components/`, wherever this code was bundled to. */
function instanceFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, "instance");
    if (existsSync(join(candidate, "bin", "holdfast-boot"))) return candidate;
    if (folder === dirname(folder)) throw new Error("the folder instance/ is not there");
  }
}
