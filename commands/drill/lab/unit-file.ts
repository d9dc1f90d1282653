/** A systemd unit, to the extent that the nodes' units need: settings by section, with all their values. */
export type Unit = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Units of packages: HAProxy's of Debian, keepalived's of Amazon Linux. The PATH has their programs. */
const PACKAGED: Readonly<Record<string, string>> = {
  "haproxy.service": `[Service]
Environment=CONFIG=/etc/haproxy/haproxy.cfg
ExecStart=/usr/sbin/haproxy -Ws -f $CONFIG $OPTIONS
ExecReload=/usr/sbin/haproxy -Ws -f $CONFIG -c -q $OPTIONS
ExecReload=/bin/kill -USR2 $MAINPID
`,
  "keepalived.service": `[Service]
Type=forking
PIDFile=/run/keepalived.pid
KillMode=process
ExecStart=keepalived $KEEPALIVED_OPTIONS
`,
};

/**
 * Merges a unit's file with those of its `.d` folder, in their order: each line adds a value, and an empty
 * one resets the list.
 */
export function readUnit(name: string, texts: readonly string[]): Unit {
  const unit: Record<string, Record<string, string[]>> = {};
  let section = "";
  for (const line of [PACKAGED[name] ?? "", ...texts].join("\n").split("\n")) {
    section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section;
    const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    const settings = (unit[section] ??= {});
    settings[key] = value === "" ? [] : [...(settings[key] ?? []), value!];
  }
  return unit;
}

const FOLDER = "/etc/systemd/system";

/**
 * The files of a unit: its own, and those of its `.d` folders. `holdfast-.service.d` applies to every unit
 * with that prefix. A file of a more specific folder replaces files with the same name.
 */
export function unitFiles(name: string, list: (folder: string) => readonly string[]): string[] {
  const [, stem = "", type = ""] = /^(.*)\.(\w+)$/.exec(name) ?? [];
  const parts = stem.split("-");
  const prefixes = parts.slice(1).map((_, at) => `${parts.slice(0, at + 1).join("-")}-`);
  const extras = new Map<string, string>();
  for (const one of [...prefixes, stem]) {
    const folder = `${FOLDER}/${one}.${type}.d`;
    for (const file of list(folder)) extras.set(file, `${folder}/${file}`);
  }
  const names = [...extras.keys()].sort();
  return [`${FOLDER}/${name}`, ...names.map((one) => extras.get(one)!)];
}

/** All words of a setting that may be repeated. */
export const words = (unit: Unit, section: string, key: string): string[] =>
  (unit[section]?.[key] ?? []).flatMap((value) => value.split(/\s+/)).filter(Boolean);

/** The last value of a setting. */
export const setting = (unit: Unit, section: string, key: string): string | undefined =>
  unit[section]?.[key]?.at(-1);

/** Seconds of a time span such as `1s` or `5min`. */
export function secondsIn(span: string): number {
  const [, amount = "0", unit = "s"] = /^(\d+)(s|min)?$/.exec(span) ?? [];
  return Number(amount) * (unit === "min" ? 60 : 1);
}

/** Environment=, with or without quotation marks. */
export function environmentIn(unit: Unit): Record<string, string> {
  const pairs = (unit["Service"]?.["Environment"] ?? []).map((line) => {
    const [name = "", ...value] = line.replace(/^"(.*)"$/, "$1").split("=");
    return [name, value.join("=")] as const;
  });
  return Object.fromEntries(pairs);
}
