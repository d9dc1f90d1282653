import { type AptSource, filesOf, selectDebianSources, selectMirror } from "./apt-sources";
import { type Variables, certificateFiles, selectVariables, withoutCredentials } from "./variables";

/** The host's data that determine the files for the bare machine. */
export interface Host {
  /** Of its Debian release, such as bookworm. */
  readonly codename: string;
  readonly node: Program;
  /** Folder of npm, with its bin/npm-cli.js. */
  readonly npm: Program;
  /** Its folder, GOROOT, and the values of GO_SETTINGS; absent without Go. */
  readonly go?: Program & { readonly settings: Variables };
  readonly npmSettings: Variables;
  readonly env: NodeJS.ProcessEnv;
  /** Text of apt's files of sources, by their paths. */
  readonly aptFiles: Readonly<Record<string, string>>;
  /** What `apt-config dump` prints. */
  readonly aptSettings: string;
  /** Text of a file; undefined if it does not exist. */
  readonly read: (path: string) => string | undefined;
}

export interface Program {
  readonly path: string;
  readonly version: string;
}

/** A path in the bare machine, and the source of its content. */
type Item = { readonly what: string; readonly to: string } & (
  { readonly from: string } | { readonly text: string }
);

export interface BroughtAlong {
  readonly codename: string;
  readonly mirror: { readonly uri: string; readonly keyring?: string };
  readonly items: readonly Item[];
  readonly variables: Variables;
}

/** Additional certificates of a Debian host. */
const OWN_CERTIFICATES = "/usr/local/share/ca-certificates";

/**
 * Lists all files that the bare machine gets from the host.
 *
 * @throws {Error} if apt has no source for the host's release
 */
export function planBroughtAlong(host: Host): BroughtAlong {
  const { codename, read } = host;
  const sources = selectDebianSources(host.aptFiles, codename);
  const mirror = selectMirror(sources, codename, (path) => read(path) ?? "");
  if (mirror === undefined) {
    throw new Error(`apt has no source of Debian packages for ${codename}; see /etc/apt`);
  }
  const variables = selectVariables(host.env, host.go?.settings ?? {}, host.npmSettings);
  const items = [
    ...programs(host),
    ...same("package sources", filesOf(sources)),
    ...sourceFiles(sources),
    ...settingsFile(host.aptSettings),
    ...same("certificates", [OWN_CERTIFICATES, ...certificateFiles(variables)]),
    ...same("names and addresses", ["/etc/resolv.conf", "/etc/hosts"]),
  ];
  return { codename, mirror, items, variables };
}

function programs({ node, npm, go }: Host): Item[] {
  const modules = "/usr/local/lib/node_modules";
  return [
    { what: `Node.js ${node.version}`, from: node.path, to: "/usr/local/bin/node" },
    { what: `npm ${npm.version}`, from: npm.path, to: `${modules}/npm` },
    ...(go ? [{ what: `Go ${go.version}`, from: go.path, to: "/usr/local/go" }] : []),
  ];
}

const same = (what: string, paths: readonly string[]): Item[] =>
  paths.map((path) => ({ what, from: path, to: path }));

/** The files of apt again, with the selected sources only. */
function sourceFiles(sources: readonly AptSource[]): Item[] {
  return [...new Set(sources.map(({ file }) => file))].map((file) => {
    const texts = sources.filter((source) => source.file === file).map(({ text }) => text);
    return { what: "package sources", to: file, text: `${texts.join("\n\n")}\n` };
  });
}

/** The settings of apt for downloads: proxies, certificates, checks of dates. */
function settingsFile(dump: string): Item[] {
  const reach = /^Acquire::(https?|Check-Valid-Until|Check-Date|Retries)\b.* ".+";$/;
  const lines = dump.split("\n").filter((line) => reach.test(line) && !/auto-?detect/i.test(line));
  const to = "/etc/apt/apt.conf.d/90host";
  return lines.length === 0 ? [] : [{ what: "apt settings", to, text: `${lines.join("\n")}\n` }];
}

/** The list that is printed before the run: everything in the machine that is not a Debian package. */
export function describeBroughtAlong(
  { items, variables }: BroughtAlong,
  checkout: string,
): string[] {
  const lines = items.map((item) =>
    "text" in item
      ? [
          `${item.what}, ${item.to}:`,
          ...item.text
            .trim()
            .split("\n")
            .map((line) => `  ${line}`),
        ]
      : [`${item.what}, ${item.from}${item.from === item.to ? "" : ` as ${item.to}`}`],
  );
  const environment = Object.entries(variables).map(([name, value]) => `  ${name}=${value}`);
  return [`checkout, ${checkout}`, ...lines.flat(), "environment:", ...environment].map(
    withoutCredentials,
  );
}
