import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type DemoServer, renderDemoServer } from "../../components/backend/demo-server";

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One request, without checking the self-signed certificate. */
export const get = (
  protocol: "http" | "https",
  port: number,
  path: string,
  localAddress = "127.0.0.1",
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const from = { localAddress, rejectUnauthorized: false, agent: false };
    const options = { host: "127.0.0.1", port, path, ...from };
    const request = protocol === "http" ? requestHttp(options) : requestHttps(options);
    request.on("error", reject);
    request.on("response", (response) => {
      void text(response).then((body) => resolve({ status: response.statusCode!, body }));
    });
    request.end();
  });

/** The demonstration server of a colour, installed below a folder by its own user data. */
export class DemoBackend {
  private readonly folder = mkdtempSync(join(tmpdir(), "demo-server-"));
  private child: ChildProcess | undefined;

  /** Runs the user data below the folder, with a systemctl that only records its calls. */
  install(server: DemoServer): { unit: string; calls: string } {
    const bin = join(this.folder, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "systemctl"), `#!/bin/sh\necho "$@" >> "${this.folder}/calls"\n`);
    chmodSync(join(bin, "systemctl"), 0o755);
    execFileSync("/bin/sh", {
      input: renderDemoServer(server),
      env: { PATH: `${bin}:${process.env["PATH"]}`, HOLDFAST_ROOT: this.folder },
    });
    return {
      unit: readFileSync(join(this.folder, "etc/systemd/system/holdfast-demo.service"), "utf8"),
      calls: readFileSync(join(this.folder, "calls"), "utf8"),
    };
  }

  /**
   * Simulates systemd for the unit: environment, ExecStartPre, and ExecStart.
   *
   * @param metadataPort of the metadata service; by default there is none
   */
  async start(server: DemoServer, metadataPort = 9): Promise<void> {
    const { unit } = this.install(server);
    const runtime = join(this.folder, "run");
    mkdirSync(join(runtime, "holdfast-demo"), { recursive: true });
    const lines = unit.replaceAll("%t", runtime).split("\n");
    const valuesOf = (key: string) =>
      lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));
    const environment = valuesOf("Environment").map((word) => {
      const [, name, value] = /^"?(\w+)=(.*?)"?$/.exec(word)!;
      return [name!, value!.replace(/\\(.)/g, "$1").replaceAll("%%", "%")] as const;
    });
    const env = {
      PATH: process.env["PATH"],
      ...Object.fromEntries(environment),
      ADDRESS: "127.0.0.1",
      HOLDFAST_IMDS: `http://127.0.0.1:${metadataPort}`,
    };
    for (const line of valuesOf("ExecStartPre")) {
      execFileSync("/bin/sh", ["-c", line], { env, stdio: "ignore" });
    }
    const [command] = valuesOf("ExecStart");
    const script = command!.split(" ")[1]!;
    this.child = spawn("python3", [join(this.folder, script)], { env, stdio: "inherit" });
    const protocol = server.tls ? "https" : "http";
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const answer = await get(protocol, server.port, "/health").catch(() => undefined);
      if (answer?.status === 200) return;
      await sleep(50);
    }
    assert.fail("the server does not answer");
  }

  stop(): void {
    this.child?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}
