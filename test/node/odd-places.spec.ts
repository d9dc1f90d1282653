import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { locateAll, programsFolder, useLocated } from "../../commands/shared/programs";
import { restoreVariables, temporaryFolder, writeScript } from "../commands/local/fakes";
import {
  StoredConfig,
  haproxyConfig,
  prepare,
  stopHaproxy,
} from "../../bench/labs/node/haproxy-machine";
import { ProxyLab } from "../../bench/labs/node/proxy-lab";
import { reservePort } from "../../bench/labs/reserve-port";

const COMMANDS = ["aws", "curl", "haproxy"];

type Folder = (...path: string[]) => string;

/** Installs a program at a place that is on no simulated machine's PATH; answers the folder for the caller's. */
type Install = (command: string, body: string, folder: Folder) => string;

const PLACES: Readonly<Record<string, Install>> = {
  "a folder of their own at the end of the PATH": (command, body, folder) => {
    writeScript(folder("opt", command), body);
    return ["/usr/games", folder("opt")].join(delimiter);
  },
  "behind a shim that executes another file": (command, body, folder) => {
    const file = writeScript(folder("versions", command), body);
    writeScript(folder("shims", command), `exec ${file} "$@"`);
    return folder("shims");
  },
  "/usr/local/bin": (command, body, folder) => {
    writeScript(folder("usr/local/bin", command), body);
    return folder("usr/local/bin");
  },
};

describe("programs in odd places", () => {
  const folder = temporaryFolder();
  restoreVariables("PATH", "HOLDFAST_PROGRAMS");

  for (const [place, install] of Object.entries(PLACES)) {
    it(`are found by the set-up and run by a node: ${place}`, async () => {
      const real = programsFolder();
      const paths = COMMANDS.map((command) => {
        const body = `echo ${command} >> ${folder("runs")}; exec ${join(real, command)} "$@"`;
        return install(command, body, folder);
      });
      useLocated(await locateAll(COMMANDS, paths[0]), folder("launchers"));
      // What the set-up itself ran.
      rmSync(folder("runs"));

      const lab = await ProxyLab.open();
      const machine = await lab.launch();
      try {
        prepare(machine);
        machine.useRealAws();
        const port = await reservePort();
        Object.assign(machine.settings, {
          HOLDFAST_HEALTH_PORT: String(port),
          HOLDFAST_CONFIG_BUCKET: "holdfast-config",
          HOLDFAST_CONFIG_KEY: "proxy/haproxy.cfg",
        });
        new StoredConfig(lab).put(haproxyConfig(port, "one"));
        const { status, log } = await machine.run("holdfast-config");
        assert.equal(status, 0, log);
      } finally {
        stopHaproxy(machine);
        await lab.close();
      }
      const runs = new Set(readFileSync(folder("runs"), "utf8").trim().split("\n"));
      assert.deepEqual([...runs].sort(), COMMANDS);
    });
  }
});
