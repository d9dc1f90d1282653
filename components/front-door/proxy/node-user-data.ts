import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { KEEPALIVED_CONFIG_PATH } from "./keepalived-config";

/** Settings of a node for its first boot. */
export interface NodeSettings {
  readonly region: string;
  /** Port of HAProxy's health frontend. */
  readonly healthPort: number;
  /** Content of haproxy.cfg, or its location in S3. @default - HAProxy runs in a container */
  readonly haproxyConfig?: string | { readonly bucket: string; readonly key: string };
  /**
   * Kind of node: `proxy` has its own address, `pair` shares an address with another node, `container` runs HAProxy
   * as an ECS task and shares a pool of addresses. A `proxy` and a `container` read the rest from the tags of their
   * instance.
   */
  readonly role: ProxyRole | PairRole | ContainerRole;
}

interface ProxyRole {
  readonly kind: "proxy";
}

interface PairRole {
  readonly kind: "pair";
  /** Settings of `node.env` in addition to those of all nodes. */
  readonly environment: Readonly<Record<string, string>>;
  readonly keepalivedConfig: string;
}

interface ContainerRole {
  readonly kind: "container";
  /** Name of the ECS cluster. */
  readonly cluster: string;
}

interface WrittenFile {
  readonly path: string;
  readonly permissions: "0755" | "0644";
  readonly content: string;
}

/** EC2's limit, before encoding. */
export const USER_DATA_LIMIT_BYTES = 16 * 1024;

type NodeKind = NodeSettings["role"]["kind"];

/** Files for some kinds of nodes only, by prefix of a name in their path. */
const ONLY: Readonly<Record<string, readonly NodeKind[]>> = {
  "holdfast-boot": ["proxy", "pair"],
  // A jumpbox's image contains what it needs.
  "holdfast-install": ["proxy", "pair", "container"],
  "holdfast-config": ["proxy", "pair"],
  haproxy: ["proxy", "pair"],
  "holdfast-claim": ["proxy", "container"],
  "holdfast-claim.service": ["proxy"],
  "holdfast-check": ["proxy"],
  "holdfast-health": ["proxy"],
  "holdfast-own": ["pair"],
  keepalived: ["pair"],
  query: ["pair"],
  address: ["pair"],
  launch: ["proxy", "container"],
  "holdfast-hold": ["container"],
  "91-holdfast-container": ["container"],
  "holdfast-ready": ["pair"],
  // Only for a jumpbox.
  "holdfast-name": [],
};

/** First units of a node, which cloud-init enables. */
const FIRST_UNITS: Readonly<Record<NodeKind, readonly string[]>> = {
  proxy: ["holdfast-boot.service"],
  pair: ["holdfast-boot.service", "holdfast-ready.service"],
  container: ["holdfast-hold.service"],
};

/** Target folders of `node/instance/` on a node. */
const TARGETS: Readonly<Record<string, string>> = {
  bin: "/opt/holdfast/bin",
  lib: "/opt/holdfast/lib",
  systemd: "/etc/systemd/system",
  "sysctl.d": "/etc/sysctl.d",
  "journald.conf.d": "/etc/systemd/journald.conf.d",
};

/**
 * Renders user data for cloud-init in the format of a launch template: compressed and in base64. It writes the
 * programs and units of `node/instance/`, the settings and haproxy.cfg, and starts the boot unit. The same input
 * gives the same text on every machine, so that only a change of the input changes a launch template.
 *
 * It contains no secret: everyone who may describe the launch template can read it.
 *
 * @throws {Error} if it is larger than EC2's limit
 */
export function renderNodeUserData(settings: NodeSettings): string {
  const { kind } = settings.role;
  const files = [...programs(kind), ...configuration(settings)];
  // The boot unit does this elsewhere. ECS's agent, which starts the container, waits until this is done.
  const before = kind === "container" ? [["sysctl", "-q", "--system"]] : [];
  const compressed = compress(cloudConfig(files, FIRST_UNITS[kind], before));
  if (compressed.length > USER_DATA_LIMIT_BYTES) {
    throw new Error(
      `user data of a node has ${compressed.length} bytes, but EC2's limit is ${USER_DATA_LIMIT_BYTES}. With configSource: s3, haproxy.cfg is not part of it`,
    );
  }
  return compressed.toString("base64");
}

/** Settings of a machine other than a node, for its first boot. */
interface MachineSettings {
  /** Files of `node/instance/`, by their paths there. */
  readonly programs: readonly string[];
  /** Content of `node.env`. */
  readonly environment: Readonly<Record<string, string | number>>;
  /** Unit that is started at this and every later boot. */
  readonly unit: string;
}

/** Renders user data for cloud-init as `renderNodeUserData` does, with only the given programs. */
export function renderUserData({ programs, environment, unit }: MachineSettings): string {
  const files = [...filesOf(programs), environmentFile(environment)];
  return compress(cloudConfig(files, [unit])).toString("base64");
}

/** Files of `node/instance/`, by their paths there. */
function filesOf(paths: readonly string[]): WrittenFile[] {
  const root = instanceFolder();
  return paths.map((path) => {
    const [folder = "", ...within] = path.split("/");
    return programFile(join(root, path), folder, join(...within));
  });
}

/** Characters that JSON does not escape, but that cloud-init's YAML parser rejects or reads as a line end. */
const ODD_CHARACTERS = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

function compress(config: object): Buffer {
  const yaml = JSON.stringify(config).replace(ODD_CHARACTERS, escaped);
  const compressed = gzipSync(`#cloud-config\n${yaml}\n`, { level: 9 });
  compressed[9] = 255; // operating system in the header, which would differ between machines
  return compressed;
}

function cloudConfig(
  files: readonly WrittenFile[],
  units: readonly string[],
  before: readonly (readonly string[])[] = [],
): object {
  return {
    write_files: files.map(({ path, permissions, content }) => ({ path, permissions, content })),
    runcmd: [
      ["systemctl", "daemon-reload"],
      ...before,
      ["systemctl", "enable", "--now", "--no-block", ...units],
    ],
  };
}

const plainFile = (path: string, content: string): WrittenFile => ({
  path,
  permissions: "0644",
  content,
});

function environmentFile(environment: Readonly<Record<string, string | number>>): WrittenFile {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}\n`);
  return plainFile("/etc/holdfast/node.env", lines.join(""));
}

function configuration(settings: NodeSettings): WrittenFile[] {
  const { region, healthPort, haproxyConfig, role } = settings;
  const environment = {
    AWS_REGION: region,
    HOLDFAST_HEALTH_PORT: healthPort,
    HOLDFAST_METRIC_NAMESPACE: "Holdfast",
    ...(typeof haproxyConfig === "object" && {
      HOLDFAST_CONFIG_BUCKET: haproxyConfig.bucket,
      HOLDFAST_CONFIG_KEY: haproxyConfig.key,
    }),
    ...(role.kind === "pair" && role.environment),
    // HAProxy runs in its task.
    ...(role.kind === "container" && { HOLDFAST_PROGRAMS: "aws" }),
  };
  return [
    environmentFile(environment),
    ...(typeof haproxyConfig === "string"
      ? [plainFile("/etc/holdfast/haproxy.cfg", haproxyConfig)]
      : []),
    ...(role.kind === "pair" ? [plainFile(KEEPALIVED_CONFIG_PATH, role.keepalivedConfig)] : []),
    ...(role.kind === "container" ? [plainFile(ECS_CONFIG_PATH, ecsConfig(role.cluster))] : []),
  ];
}

const ECS_CONFIG_PATH = "/etc/ecs/ecs.config";

/** Settings of ECS's agent. */
function ecsConfig(cluster: string): string {
  return `ECS_CLUSTER=${cluster}\nECS_DISABLE_PRIVILEGED=true\n`;
}

/** Quotes a value for the shell, which does not interpret text in single quotes. */
function quoted(value: string | number): string {
  const text = `${value}`;
  return /^[\w.:/@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function programs(kind: NodeKind): WrittenFile[] {
  const root = instanceFolder();
  const isForAnother = (path: string) =>
    path
      .split("/")
      .some((part) =>
        Object.entries(ONLY).some(
          ([beginning, kinds]) => part.startsWith(beginning) && !kinds.includes(kind),
        ),
      );
  return Object.keys(TARGETS).flatMap((folder) =>
    filesBelow(join(root, folder))
      .map((file) => ({ file, within: relative(join(root, folder), file) }))
      .filter(({ within }) => !isForAnother(within))
      .map(({ file, within }) => programFile(file, folder, within)),
  );
}

function programFile(file: string, folder: string, within: string): WrittenFile {
  return {
    path: join(TARGETS[folder]!, within),
    permissions: folder === "bin" ? "0755" : "0644",
    content: withoutComments(readFileSync(file, "utf8")),
  };
}

/** User data is limited, and half of a program is comments. */
const withoutComments = (text: string): string => text.replace(/^[ \t]*#(?!!).*\n/gm, "");

function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
}

/** `node/` is beside `components/`, wherever this code was bundled to. */
function instanceFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, "node/instance");
    if (existsSync(join(candidate, "bin", "holdfast-boot"))) return candidate;
    if (folder === dirname(folder)) throw new Error("the folder node/instance/ is missing");
  }
}
