#!/usr/bin/env node
/*
 * Where the engine starts the pack: as the main file of this folder, or, which is faster, as an
 * executable (`--policy-pack policy/start.cjs`, from Pulumi 3.259 on). Two things make it start in a
 * third of a second:
 *
 * 1. The TypeScript of the pack is bundled once, into node_modules/.cache, and again whenever a source
 *    has changed. The packed form has the bundle in it and needs nothing of the kind.
 * 2. `typescript` and `@npmcli/arborist` are loaded when they are first used. @pulumi/pulumi loads both
 *    at import, and needs them only to serialise functions, which a pack never does.
 */
"use strict";

const { createHash } = require("node:crypto");
const fs = require("node:fs");
const Module = require("node:module");
const { dirname, join, relative } = require("node:path");

const deferred = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;
Module._load = function (request, parent, isMain) {
  if (!deferred.has(request) || !parent?.filename?.includes("@pulumi")) {
    return load.call(this, request, parent, isMain);
  }
  let loaded;
  return new Proxy(function () {}, {
    // As an ES module it is taken as it is, where anything else has all of its exports read.
    get: (_, key) =>
      key === "__esModule" || (loaded ??= load.call(this, request, parent, isMain))[key],
  });
};

// The SDK reads the pack's version from the folder that it runs in, which may be the program's.
process.chdir(module.path);

const packed = join(module.path, "index.cjs");
if (fs.existsSync(packed)) require(packed);
else module._compile(bundle(dirname(module.path)), join(module.path, "index.ts"));

/** The bundle of the sources as they are now. */
function bundle(root) {
  const cache = join(root, "node_modules", ".cache", "holdfast-policy", "index.cjs");
  const mark = `// ${hashOf(root)}\n`;
  const known = fs.existsSync(cache) ? fs.readFileSync(cache, "utf8") : "";
  if (known.startsWith(mark)) return known;
  const { outputFiles } = require("esbuild").buildSync({
    entryPoints: [join(module.path, "index.ts")],
    bundle: true,
    external: ["@pulumi/*"],
    platform: "node",
    target: `node${process.versions.node}`,
    format: "cjs",
    write: false,
  });
  const text = mark + outputFiles[0].text;
  // Renamed, so that a second pack that starts now reads all of it or nothing.
  const made = `${cache}.${process.pid}`;
  fs.mkdirSync(dirname(cache), { recursive: true });
  fs.writeFileSync(made, text);
  fs.renameSync(made, cache);
  return text;
}

/** Of everything that goes into the bundle. */
function hashOf(root) {
  const hash = createHash("sha256").update(process.version);
  const files = ["cost", "policy", "stack"].flatMap((folder) =>
    fs
      .readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort(),
  );
  for (const file of [join(root, "package-lock.json"), ...files]) {
    hash.update(`${relative(root, file)}\n`).update(fs.readFileSync(file));
  }
  return hash.digest("hex");
}
