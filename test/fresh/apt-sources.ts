/** One source of Debian packages, as apt on the host is configured. */
export interface AptSource {
  /** File that names it, such as /etc/apt/sources.list.d/debian.sources. */
  readonly file: string;
  /** Its line, or its stanza, unchanged: it keeps all options. */
  readonly text: string;
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** Path of the keyring that it is signed with, where it names one. */
  readonly keyring?: string;
}

/**
 * Debian's own sources for one release, from the files of apt. Sources of other software are left out:
 * a bare machine has none of them.
 */
export function selectDebianSources(
  files: Readonly<Record<string, string>>,
  codename: string,
): AptSource[] {
  const own = new Set(["", "-updates", "-security", "-backports"].map((end) => codename + end));
  return Object.entries(files)
    .flatMap(([file, text]) => parseSources(file, text))
    .filter(
      ({ suites, components }) =>
        components.includes("main") && suites.every((suite) => own.has(suite)),
    );
}

/** The sources of one file, in either of apt's formats; sources of source code are left out. */
export function parseSources(file: string, text: string): AptSource[] {
  return file.endsWith(".sources") ? parseStanzas(file, text) : parseLines(file, text);
}

/** Where debootstrap gets a release from: the first source that has it, and a keyring it can read. */
export function selectMirror(
  sources: readonly AptSource[],
  codename: string,
  readMirrorList: (path: string) => string,
): { readonly uri: string; readonly keyring?: string } | undefined {
  const source = sources.find(({ suites }) => suites.includes(codename));
  const [first] = source?.uris ?? [];
  if (source === undefined || first === undefined) return undefined;
  const list = mirrorListOf(first);
  const uri = list === undefined ? first : firstMirror(readMirrorList(list));
  if (uri === undefined) return undefined;
  return { uri, ...(source.keyring?.endsWith(".gpg") && { keyring: source.keyring }) };
}

/** Files of the host that the sources name: keyrings and lists of mirrors. */
export const filesOf = (sources: readonly AptSource[]): string[] => [
  ...new Set(
    sources.flatMap(({ uris, keyring }) => [
      ...uris.flatMap((uri) => mirrorListOf(uri) ?? []),
      ...(keyring === undefined ? [] : [keyring]),
    ]),
  ),
];

/** The path in `mirror+file:/etc/apt/mirrors/debian.list`, which cloud images of Debian use. */
const mirrorListOf = (uri: string): string | undefined =>
  /^mirror\+file:(?:\/\/)?(\/.*)$/.exec(uri)?.[1];

const firstMirror = (list: string): string | undefined => /^\s*([a-z]+:\S+)/m.exec(list)?.[1];

function parseLines(file: string, text: string): AptSource[] {
  return text.split("\n").flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!match) return [];
    const [, options = "", uri, suite, components = ""] = match;
    const keyring = /(?:^|\s)signed-by=(\/\S+)/.exec(options)?.[1];
    return [
      {
        file,
        text: line,
        uris: [uri!],
        suites: [suite!],
        components: words(components),
        ...(keyring !== undefined && { keyring }),
      },
    ];
  });
}

function parseStanzas(file: string, text: string): AptSource[] {
  const stanzas = text.replaceAll(/^#.*\n?/gm, "").split(/\n\s*\n/);
  return stanzas.flatMap((stanza) => {
    const field = (name: string): string =>
      new RegExp(`^${name}:([^\\n]*(?:\\n[ \\t][^\\n]*)*)`, "im").exec(stanza)?.[1]?.trim() ?? "";
    if (!words(field("Types")).includes("deb") || /^no$/i.test(field("Enabled"))) return [];
    const signedBy = field("Signed-By");
    return [
      {
        file,
        text: stanza.trim(),
        uris: words(field("URIs")),
        suites: words(field("Suites")),
        components: words(field("Components")),
        ...(/^\/\S+$/.test(signedBy) && { keyring: signedBy }),
      },
    ];
  });
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
