import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** The library's name in other programs' imports. */
const { name: LIBRARY } = JSON.parse(readFileSync(join(ROOT, "components/package.json"), "utf8"));

/** The folders of the kinds of front door, which must not import each other. */
const KINDS = readdirSync(join(ROOT, "components/front-door"))
  .map((name) => `components/front-door/${name}`)
  .filter((folder) => existsSync(join(ROOT, folder, "kind.ts")));

/**
 * What a folder may import of this project besides itself. The last row that fits a file counts, and a
 * folder without a row may import nothing. `""` is all of it.
 */
const ROWS = [
  { of: "eslint.config.mjs", may: ["test/lint"] },
  { of: "index.ts", may: ["components"] },
  { of: "components" },
  // `cost` and `usage` are sections of the configuration, and their settings belong to `cost/`.
  { of: "components/config", may: ["components", "cost/settings"] },
  { of: "components/settings" },
  ...KINDS.map((of) => ({ of, may: ["components"], not: KINDS.filter((kind) => kind !== of) })),
  { of: "provider", may: ["components"] },
  { of: "policy", may: ["cost", "stack"] },
  { of: "cost", may: ["stack"] },
  { of: "commands", may: [""], not: ["bench", "test"] },
  { of: "bench", may: [""], not: ["test"] },
  { of: "test", may: [""] },
  { of: "examples", may: [LIBRARY] },
  { of: "template", may: [LIBRARY] },
];

const IMPORTED =
  ":matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression, " +
  "TSExternalModuleReference, TSImportType, CallExpression[callee.name='require']) > Literal";

const isIn = (path, folder) => folder === "" || path === folder || path.startsWith(`${folder}/`);

/** Refuses imports that go up the tree. */
export const mayImport = {
  create(context) {
    const file = relative(ROOT, context.filename);
    const own = { of: file.split("/")[0], may: [] };
    const { of, may = [], not = [] } = ROWS.findLast((row) => isIn(file, row.of)) ?? own;
    const refuse = (node) => {
      const name = String(node.value);
      if (!name.startsWith(".") && !isIn(name, LIBRARY)) return;
      const path = name.startsWith(".")
        ? relative(ROOT, resolve(dirname(context.filename), name))
        : name;
      const isAllowed = [of, ...may].some((folder) => isIn(path, folder));
      if (isAllowed && !not.some((folder) => isIn(path, folder))) return;
      context.report({
        node,
        message: `${of} may not import ${path}: see "Where things go" in CONTRIBUTING.md`,
      });
    };
    return { [IMPORTED]: refuse };
  },
};
