import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { LabMachine } from "../../commands/drill/lab/machine";
import { Network } from "../../commands/drill/lab/network";
import { sandboxIn, userId } from "../../commands/drill/lab/sandbox";
import { type Unit, readUnit, unitFiles } from "../../commands/drill/lab/unit-file";

const SYSTEMD = join(__dirname, "../../node/instance/systemd");
const inSource = (path: string): string => path.replace("/etc/systemd/system", SYSTEMD);
const list = (folder: string): string[] => {
  const path = inSource(folder);
  return statSync(path, { throwIfNoEntry: false }) ? readdirSync(path) : [];
};
const unitOf = (name: string): Unit => {
  const texts = unitFiles(name, list).map((path) =>
    statSync(inSource(path), { throwIfNoEntry: false }) ? readFileSync(inSource(path), "utf8") : "",
  );
  return readUnit(name, texts);
};
const SERVICES = new Set(
  readdirSync(SYSTEMD).flatMap((name) => /^.*[^-]\.service(?=$|\.d$)/.exec(name)?.[0] ?? []),
);

/** Tries to write everywhere, and says where it could. */
const PROBE = `for folder in / /etc /etc/holdfast /etc/keepalived /opt /usr /var /run /root /tmp /proc/sys/kernel "$OWN"; do
  if [ "$folder" = /proc/sys/kernel ]; then
    { cat $folder/pid_max >$folder/pid_max; } 2>/dev/null && echo "wrote $folder"
  else
    touch "$folder/probe" 2>/dev/null && echo "wrote $folder" && rm "$folder/probe"
  fi
done
ls /tmp | grep -q holdfast-sandbox && echo "sees the files of others"
awk '/^(Uid|CapBnd|NoNewPrivs):/ { print $1, $2 }' /proc/self/status
`;

const CAPABILITIES: Readonly<Record<string, number>> = {
  KILL: 5,
  SETGID: 6,
  SETUID: 7,
  NET_BIND_SERVICE: 10,
  NET_ADMIN: 12,
  NET_RAW: 13,
  IPC_LOCK: 14,
  SYS_CHROOT: 18,
  SYS_NICE: 23,
};
const maskOf = (names: readonly string[]): string =>
  names
    .reduce((mask, name) => mask | (1n << BigInt(CAPABILITIES[name]!)), 0n)
    .toString(16)
    .padStart(16, "0");

/** What each may, beside its own folder below /run. */
const ALLOWED: Readonly<
  Record<string, { root?: boolean; writes?: readonly string[]; capabilities?: readonly string[] }>
> = {
  "holdfast-boot.service": { root: true, writes: ["/etc/holdfast", "/etc/keepalived"] },
  "holdfast-config.service": { root: true, writes: ["/etc/holdfast"] },
  "holdfast-own.service": { root: true, capabilities: ["NET_ADMIN"] },
  "haproxy.service": {
    root: true,
    capabilities: ["NET_BIND_SERVICE", "SYS_CHROOT", "SETUID", "SETGID", "KILL"],
  },
  "keepalived.service": {
    root: true,
    capabilities: [
      ...["NET_ADMIN", "NET_RAW", "SETUID", "SETGID"],
      ...["KILL", "SYS_NICE", "IPC_LOCK"],
    ],
  },
};

describe("The programs of a node, as the lab runs them", () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-sandbox-"));
  let network: Network;
  let machine: LabMachine;
  before(async () => {
    network = Network.open();
    network.add("node", ["10.0.0.10"], "");
    machine = new LabMachine(network, {
      name: "node",
      config: { files: [], commands: [] },
      folder,
      files: ["/etc/holdfast/node.env", "/etc/keepalived/keepalived.conf"].map((path) => ({
        path,
        permissions: "0644",
        content: "",
      })),
      said: () => undefined,
    });
    await machine.boot();
  });
  after(async () => {
    machine?.powerOff();
    await network?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const service of SERVICES) {
    // What it installs writes everywhere.
    if (service === "holdfast-install.service") continue;
    it(`can write and do no more than ${service} needs`, async () => {
      const unit = unitOf(service);
      const sandbox = sandboxIn(unit);
      const [own = ""] = sandbox.runtimeDirectories;
      const probe = machine.run(service, PROBE, { OWN: own }, sandbox);
      const said = text(probe.stdout!);
      await once(probe, "exit");
      const { root = false, writes = [], capabilities = [] } = ALLOWED[service] ?? {};
      const id = root ? 0 : userId(unit["Service"]!["User"]![0]!);
      assert.deepEqual((await said).trim().split("\n").sort(), [
        `CapBnd: ${maskOf(capabilities)}`,
        "NoNewPrivs: 1",
        `Uid: ${id}`,
        ...[...writes, own, "/tmp"].map((path) => `wrote ${path}`).sort(),
      ]);
    });
  }
});
