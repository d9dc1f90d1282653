#!/usr/bin/env node
/*
 * The engine starts the pack here: as the main file of this folder, or faster, as an executable
 * (`--policy-pack policy/start.cjs`, from Pulumi 3.259 on). The program starts only after the pack has
 * answered, so a preview waits for it. Two measures keep that short:
 *
 * 1. The pack and the packages it needs are one bundle, made once, into node_modules/.cache, and again whenever a
 *    source has changed. The packed form has its bundle in it.
 * 2. What V8 compiled of the bundle is kept beside it, for the next start.
 */
"use strict";

const fs = require("node:fs");
const { dirname, join } = require("node:path");
const vm = require("node:vm");

const packed = join(module.path, "index.cjs");
if (fs.existsSync(packed)) runFile(packed);
else runFile(bundleOf(dirname(module.path)));

/** The bundle file for the current sources. */
function bundleOf(root) {
  const file = join(root, "node_modules", ".cache", "holdfast-policy", "index.cjs");
  const mark = `// ${stateOf(root)}\n`;
  if (readAfter(file, Buffer.from(mark))) return file;
  const { outputFiles } = require("esbuild").buildSync({
    entryPoints: [join(module.path, "index.ts")],
    bundle: true,
    // Only for a gRPC service that is not used.
    external: ["@grpc/proto-loader"],
    platform: "node",
    target: `node${process.versions.node}`,
    format: "cjs",
    write: false,
  });
  write(file, mark + outputFiles[0].text);
  return file;
}

/** Runs a file as a module, with V8's cached code. */
function runFile(file) {
  const { mtimeMs, size } = fs.statSync(file);
  // V8 itself compares only the length of the source.
  const mark = Buffer.from(`${process.version} ${mtimeMs} ${size}\n`);
  const compiled = `${file}.compiled`;
  const cachedData = readAfter(compiled, mark);
  const text = `(function (exports, require, module) {${fs.readFileSync(file, "utf8")}\n})`;
  const script = new vm.Script(text, { filename: file, cachedData });
  script.runInThisContext()(exports, require, module);
  if (cachedData !== undefined && !script.cachedDataRejected) return;
  // When it serves, most of its code is compiled.
  require("node:timers").setImmediate(() => {
    try {
      write(compiled, Buffer.concat([mark, script.createCachedData()]));
    } catch {
      // The folder of an installed package may be read-only: the next start compiles it again.
    }
  });
}

/** Renamed, so that a second pack that starts now reads a complete file or none. */
function write(file, content) {
  const made = `${file}.${process.pid}`;
  fs.mkdirSync(dirname(file), { recursive: true });
  fs.writeFileSync(made, content);
  fs.renameSync(made, file);
}

/** The contents of a file after a mark; undefined without the mark or the file. */
function readAfter(file, mark) {
  try {
    const content = fs.readFileSync(file);
    return content.subarray(0, mark.length).equals(mark)
      ? content.subarray(mark.length)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Size and time of all files of the bundle. */
function stateOf(root) {
  const files = ["cost", "policy", "stack"].flatMap((folder) =>
    fs
      .readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort(),
  );
  const state = require("node:crypto").createHash("sha256").update(process.version);
  for (const file of [module.filename, join(root, "package-lock.json"), ...files]) {
    const { mtimeMs, size } = fs.statSync(file);
    state.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return state.digest("hex");
}
