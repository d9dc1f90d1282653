import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import type { ApiLab } from "../../simulator/api/api-lab";

const STAND_IN = join(__dirname, "../../../commands/local/packer");

/** How a script ended. */
export interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of components/image as the engine does, against a simulated AWS. */
export function runScript(
  lab: ApiLab,
  script: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Result> {
  const file = join(__dirname, "../../../components/image", script);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file, ...args],
      {
        env: {
          PATH: [STAND_IN, dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
          AWS_REGION: "us-east-1",
          AWS_ACCESS_KEY_ID: "simulated",
          AWS_SECRET_ACCESS_KEY: "simulated",
          AWS_ENDPOINT_URL: lab.api.url,
          DNS_SERVERS: lab.api.dns,
          AWS_EC2_METADATA_DISABLED: "true",
          IMAGE_NAME: "edge",
          ...environment,
        },
      },
      (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}
