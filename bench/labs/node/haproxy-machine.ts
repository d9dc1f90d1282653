import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { BUCKET, BUCKET_OBJECT } from "../../../simulator/model/tokens";
import type { Stored } from "../../../simulator/model/resource";
import type { NodeMachine } from "./machine";
import type { ProxyLab } from "./proxy-lab";

/** Simulates systemd: runs a real HAProxy as a master with workers, and reloads it as its unit does. */
const systemctl = `#!/bin/bash
echo "systemctl $*" >>"$HOLDFAST_ROOT/systemctl.log"
pidfile=$HOLDFAST_ROOT/run/haproxy.pid config=$HOLDFAST_ROOT/etc/holdfast/haproxy.cfg
# Of one that was killed, there is a process until PID 1 takes notice.
runs() { read -r _ _ state _ 2>/dev/null <"/proc/$1/stat" && [ "$state" != Z ]; }
case $* in *--now* | "enable "* | daemon-reload) exit 0 ;; esac
if [ -e "$pidfile" ] && runs "$(cat "$pidfile")"; then
  haproxy -c -q -f "$config" && kill -USR2 "$(cat "$pidfile")"
else
  haproxy -W -D -q -p "$pidfile" -f "$config" >>"$HOLDFAST_ROOT/haproxy.log" 2>&1 9>&-
fi
`;

const stub = "#!/bin/sh\nexit 0\n";

/** Commands that make a machine's boot harmless here; `close` the HAProxy afterwards. */
export function prepare(machine: NodeMachine): void {
  machine.write("commands/systemctl", systemctl, 0o755);
  for (const command of ["sysctl", "apt-get", "dnf"]) {
    machine.write(`commands/${command}`, stub, 0o755);
  }
}

/** Ends the HAProxy of a machine. */
export function stopHaproxy(machine: NodeMachine): void {
  if (existsSync(machine.file("run/haproxy.pid"))) {
    try {
      process.kill(Number(machine.read("run/haproxy.pid")), "SIGTERM");
    } catch {
      // It has already ended.
    }
  }
}

/** A haproxy.cfg whose health frontend returns its version. */
export const haproxyConfig = (port: number, version: string): string => `global
    maxconn 100

defaults
    mode http
    timeout connect 1s
    timeout client 5s
    timeout server 5s

frontend health
    bind 127.0.0.1:${port}
    http-request return status 200 content-type text/plain string "${version}" if { path /health }
    http-request return status 200 content-type text/plain lf-string %pid if { path /worker }
`;

/** The same, but HAProxy cannot start with it, although its check accepts the file. */
export const unstartableConfig = (port: number, version: string): string =>
  `${haproxyConfig(port, version)}    bind 192.0.2.1:${port}\n`;

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The configuration object in S3, by default with valid metadata. */
export class StoredConfig {
  private object: Stored | undefined;

  constructor(private readonly lab: ProxyLab) {
    lab.aws.make(BUCKET, { bucket: "holdfast-config" });
  }

  put(content: string, sum = sha256(content)): void {
    const inputs = {
      bucket: "holdfast-config",
      key: "proxy/haproxy.cfg",
      content,
      metadata: { sha256: sum },
    };
    this.object = this.object
      ? this.lab.aws.change(this.object, inputs)
      : this.lab.aws.make(BUCKET_OBJECT, inputs);
  }
}
