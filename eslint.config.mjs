import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Forbids imports of the folders named, with the reason. */
const mayNotImport = (folders, message) => ({
  "no-restricted-imports": [
    "error",
    { patterns: [{ group: folders.map((folder) => `**/${folder}/**`), message }] },
  ],
});

export default tseslint.config(
  { ignores: ["node_modules/", ".holdfast/", "dist/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // An Output in a template literal prints "[object Object]"-like text; this refuses it by type.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-base-to-string": "error",
      "@typescript-eslint/no-floating-promises": ["error", { ignoreVoid: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  {
    files: ["**/*.{mjs,cjs}"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        require: "readonly",
        module: "readonly",
        AbortSignal: "readonly",
        Buffer: "readonly",
      },
    },
  },
  {
    files: ["components/**/*.ts", "index.ts"],
    rules: mayNotImport(
      ["local", "test", "bench", "policy", "recover", "review", "fleet", "diagram", "drill"],
      "components know only other components and pure files",
    ),
  },
  {
    files: ["policy/**/*.ts"],
    rules: mayNotImport(
      [
        ...["components", "local", "test", "bench", "recover", "review", "lambda"],
        ...["fleet", "diagram", "drill"],
      ],
      "the pack judges any program, and is a package of its own: it knows plain resources and cost",
    ),
  },
  {
    files: ["commands/**/*.ts", "cost/**/*.ts"],
    rules: mayNotImport(
      ["test", "bench", "fleet"],
      "what people run depends on no test and no fleet",
    ),
  },
  {
    // They have a tsconfig.json for who copies them, which finds the package only where it is installed.
    files: ["examples/**/*.ts"],
    languageOptions: { parserOptions: { projectService: false, project: "tsconfig.json" } },
  },
  {
    files: ["diagram/**/*.ts"],
    rules: mayNotImport(
      ["components", "test", "bench", "policy", "recover", "lambda"],
      "pictures are of any resources: they know no components",
    ),
  },
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
