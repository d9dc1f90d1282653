import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** The TypeScript files of a folder, each with those that it imports, types too; what is outside has "..". */
export function importsByFile(folder: string): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.includes("node_modules") && !file.startsWith("dist"),
  );
  const imported = (file: string): string[] => {
    const text = readFileSync(join(folder, file), "utf8");
    return [...text.matchAll(/(?:from|import\(|require\() *"(\.[^"]*)"/g)].map(([, path]) => {
      const target = relative(folder, join(folder, file, "..", path!));
      return (
        files.find((one) => [`${target}.ts`, join(target, "index.ts")].includes(one)) ?? target
      );
    });
  };
  return new Map(files.map((file) => [file, imported(file)]));
}

/** The files that import each other in a circle, and those that import them. */
export function filesInCircles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map(imports);
  const isFree = (targets: readonly string[]): boolean => !targets.some((one) => left.has(one));
  for (let size = -1; size !== left.size;) {
    size = left.size;
    for (const [file, targets] of left) if (isFree(targets)) left.delete(file);
  }
  return [...left.keys()];
}
