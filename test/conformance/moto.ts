import { spawn } from "node:child_process";
import { obtainPython } from "../support/python/obtain-python";

/** A server of moto, which simulates AWS. */
export interface Moto {
  readonly url: string;
  readonly version: string;
  close(): void;
}

/** Starts moto on a free port of the loopback interface. */
export async function startMoto(): Promise<Moto> {
  const python = await obtainPython();
  const server = spawn(python, ["-m", "moto.server", "--host", "127.0.0.1", "--port", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    // Without a terminal, Python would buffer its output.
    env: { ...process.env, PYTHONUNBUFFERED: "1" },
  });
  process.once("exit", () => server.kill());
  let said = "";
  const url = await new Promise<string>((resolve, reject) => {
    server.stderr.on("data", (data: Buffer) => {
      said = (said + data.toString()).slice(-10_000);
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`moto ended with ${code}: ${said}`)));
  });
  // Without Docker, it answers invocations of functions without running them.
  await fetch(`${url}/moto-api/config`, {
    method: "POST",
    body: JSON.stringify({ lambda: { use_docker: false } }),
  });
  return { url, version: await versionOf(python), close: () => void server.kill() };
}

async function versionOf(python: string): Promise<string> {
  const child = spawn(python, ["-c", "import moto; print(moto.__version__)"]);
  let version = "";
  for await (const data of child.stdout) version += String(data);
  return version.trim();
}
