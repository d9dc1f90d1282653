/*
 * Preloaded by Pulumi.yaml (runtime.options.nodeargs) before the program. Two things, both for the time to first output:
 *
 * 1. Loads the program's TypeScript: the entry and everything it imports by relative path are bundled
 *    in memory by esbuild at each start, so what runs is always what the files say, without a build
 *    step and without type-checking (that is `npm run typecheck`).
 * 2. Defers `typescript` and `@npmcli/arborist` to first use. @pulumi/pulumi loads both at import but
 *    needs them only to serialise closures into Lambda functions ("magic functions").
 *
 * Without this file a program works as well: set `typescript: true` and leave `nodeargs` out.
 */
"use strict";

const Module = require("node:module");

const deferred = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;
Module._load = function (request, parent, isMain) {
  if (!deferred.has(request) || !parent?.filename?.includes("@pulumi")) {
    return load.call(this, request, parent, isMain);
  }
  let loaded;
  return new Proxy(function () {}, {
    get: (_, key) => (loaded ??= load.call(this, request, parent, isMain))[key],
  });
};

require.extensions[".ts"] = (module, filename) => {
  const { outputFiles } = require("esbuild").buildSync({
    entryPoints: [filename],
    bundle: true,
    packages: "external",
    platform: "node",
    target: `node${process.versions.node}`,
    format: "cjs",
    sourcemap: "inline",
    write: false,
  });
  module._compile(outputFiles[0].text, filename);
};
