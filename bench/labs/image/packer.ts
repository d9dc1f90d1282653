import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { obtainPacker } from "./packer/obtain";
import { type Ended, type Root, run } from "./root";

export const TEMPLATES = join(__dirname, "../../../node/image");
export const REQUIRED = { region: "eu-west-1", subnet_id: "subnet-0123456789abcdef0" };

/** A Packer command on the templates, with variables. */
export async function packer(
  command: string,
  variables: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<Ended> {
  const { bin, env } = await obtainPacker();
  const given = Object.entries(variables).flatMap(([name, value]) => ["-var", `${name}=${value}`]);
  return run(bin, [command, ...options, ...given, TEMPLATES], env);
}

/** The output of a build. */
export interface Built extends Ended {
  readonly manifest?: { readonly builds: readonly Readonly<Record<string, unknown>>[] };
  readonly versions?: string;
}

/** Provisions a root with the real Packer. */
export async function provision(
  root: Root,
  variables: Readonly<Record<string, string>> = {},
): Promise<Built> {
  const output = mkdtempSync(join(tmpdir(), "holdfast-build-"));
  try {
    const ended = await packer(
      "build",
      { ...REQUIRED, root_port: `${root.port}`, root_key: root.key, output, ...variables },
      "-only=node.null.root",
    );
    if (ended.status !== 0) return ended;
    return {
      ...ended,
      manifest: JSON.parse(readFileSync(join(output, "manifest.json"), "utf8")) as never,
      versions: readFileSync(join(output, "versions"), "utf8"),
    };
  } finally {
    rmSync(output, { recursive: true });
  }
}
