import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { KEEPALIVED_CONFIG_PATH } from "../address-pair/keepalived-config";

/** What a node is told at its first boot. */
export interface NodeSettings {
  readonly region: string;
  /** Port of HAProxy's health frontend. */
  readonly healthPort: number;
  /** The whole haproxy.cfg, or where in S3 it is. */
  readonly haproxyConfig: string | { readonly bucket: string; readonly key: string };
  /**
   * What differs between kinds of nodes: `proxy` is a node with an address of its own, `pair` one that
   * shares an address with another. A `proxy` is told the rest by the tags of its instance.
   */
  readonly role: ProxyRole | PairRole;
}

export interface ProxyRole {
  readonly kind: "proxy";
}

export interface PairRole {
  readonly kind: "pair";
  /** Settings of `node.env` beside those that all nodes have. */
  readonly environment: Readonly<Record<string, string>>;
  readonly keepalivedConfig: string;
}

interface WrittenFile {
  readonly path: string;
  readonly permissions: "0755" | "0644";
  readonly content: string;
}

/** EC2's limit, before encoding. */
export const USER_DATA_LIMIT_BYTES = 16 * 1024;

/** Programs and units that only one kind of node needs, by the beginning of their names. */
const ONLY: Readonly<Record<NodeSettings["role"]["kind"], readonly string[]>> = {
  proxy: ["holdfast-claim", "holdfast-check", "holdfast-health"],
  pair: ["holdfast-own", "keepalived", "query", "address"],
};

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
      `user data of a node has ${compressed.length} bytes, and EC2 takes ${USER_DATA_LIMIT_BYTES}; with configSource: s3, haproxy.cfg is no part of it`,
    );
  }
  return compressed.toString("base64");
}

function cloudConfig(settings: NodeSettings): object {
  return {
    write_files: [...programs(settings.role.kind), ...configuration(settings)].map(
      ({ path, permissions, content }) => ({ path, permissions, content }),
    ),
    runcmd: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", "holdfast-boot.service"],
    ],
  };
}

function configuration(settings: NodeSettings): WrittenFile[] {
  const { region, healthPort, haproxyConfig, role } = settings;
  const written = typeof haproxyConfig === "string";
  const environment = {
    AWS_REGION: region,
    HOLDFAST_HEALTH_PORT: healthPort,
    HOLDFAST_METRIC_NAMESPACE: "Holdfast",
    ...(!written && {
      HOLDFAST_CONFIG_BUCKET: haproxyConfig.bucket,
      HOLDFAST_CONFIG_KEY: haproxyConfig.key,
    }),
    ...(role.kind === "pair" && role.environment),
  };
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}\n`);
  const file = (path: string, content: string): WrittenFile => ({
    path,
    permissions: "0644",
    content,
  });
  return [
    file("/etc/holdfast/node.env", lines.join("")),
    ...(written ? [file("/etc/holdfast/haproxy.cfg", haproxyConfig)] : []),
    ...(role.kind === "pair" ? [file(KEEPALIVED_CONFIG_PATH, role.keepalivedConfig)] : []),
  ];
}

/** For the shell that reads it; no setting has a quotation mark in it. */
function quoted(value: string | number): string {
  return /\s/.test(`${value}`) ? `"${value}"` : `${value}`;
}

function programs(kind: NodeSettings["role"]["kind"]): WrittenFile[] {
  const root = instanceFolder();
  const others = ONLY[kind === "proxy" ? "pair" : "proxy"];
  const isForAnother = (path: string) =>
    path.split("/").some((part) => others.some((beginning) => part.startsWith(beginning)));
  return Object.entries(TARGETS).flatMap(([folder, target]) =>
    filesBelow(join(root, folder))
      .map((file) => ({ file, within: relative(join(root, folder), file) }))
      .filter(({ within }) => !isForAnother(within))
      .map(({ file, within }) => ({
        path: join(target, within),
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
