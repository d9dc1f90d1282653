import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  type NodeSettings,
  renderNodeUserData,
} from "../../../components/front-door/proxy/node-user-data";
import { haproxyConfig } from "../node/haproxy-machine";
import type { NodeMachine } from "../node/machine";
import type { ProxyLab } from "../node/proxy-lab";
import type { Ended, Root } from "./root";

/** Simulates systemd, and records its calls. */
const SYSTEMCTL = `#!/bin/sh
echo "$*" >>/commands/systemctl.log
case $* in "reload-or-restart haproxy") haproxy -W -D -q -f /etc/holdfast/haproxy.cfg ;; esac
`;

interface NodeFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

/** Files that user data of a node writes and that are the same for every stack. */
export function bakeable(role: NodeSettings["role"]): NodeFile[] {
  const settings = { region: "eu-west-1", healthPort: 9001, haproxyConfig: "", role };
  const text = gunzipSync(Buffer.from(renderNodeUserData(settings), "base64")).toString();
  const { write_files: files } = JSON.parse(text.split("\n")[1]!) as { write_files: NodeFile[] };
  return files.filter(({ path }) => !/^\/etc\/(holdfast|keepalived)\//.test(path));
}

/** Writes the files of a proxy node's user data, and these commands, which come first on its PATH. */
export function prepareBoot(root: Root, port: number, commands: Readonly<Record<string, string>>) {
  const settings = [
    "AWS_REGION=us-east-1",
    `HOLDFAST_HEALTH_PORT=${port}`,
    "HOLDFAST_GROUP=proxy-a1",
  ];
  const scripts = { systemctl: SYSTEMCTL, sysctl: "#!/bin/sh\n", ...commands };
  const files: NodeFile[] = [
    ...bakeable({ kind: "proxy" }),
    {
      path: "/etc/holdfast/haproxy.cfg",
      permissions: "0644",
      content: haproxyConfig(port, "baked"),
    },
    { path: "/etc/holdfast/node.env", permissions: "0644", content: `${settings.join("\n")}\n` },
    ...Object.entries(scripts).map(([name, content]) => ({
      path: `/commands/${name}`,
      permissions: "0755",
      content,
    })),
  ];
  for (const { path, permissions, content } of files) {
    const file = root.file(path.slice(1));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: Number.parseInt(permissions, 8) });
  }
}

/** The commands that systemd runs at boot, up to the claim of the address, for a machine of the lab. */
export function bootAndClaim(root: Root, machine: NodeMachine, lab: ProxyLab): Promise<Ended> {
  const programs = ["install", "boot", "claim"]
    .map((name) => `/opt/holdfast/bin/holdfast-${name}`)
    .join(" && ");
  return root.run(["bash", "-c", programs], {
    HOLDFAST_IMDS: machine.imds.url,
    AWS_ENDPOINT_URL: lab.api.url,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: `${machine.imds.url}/`,
  });
}
