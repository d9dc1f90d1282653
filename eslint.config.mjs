import js from "@eslint/js";
import tseslint from "typescript-eslint";
import { mayImport } from "./test/lint/may-import.mjs";

export default tseslint.config(
  { ignores: ["node_modules/", ".holdfast/", "components/dist/", "commands/local/dist/"] },
  js.configs.recommended,
  {
    plugins: { holdfast: { rules: { "may-import": mayImport } } },
    rules: {
      "holdfast/may-import": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "SpreadElement > ObjectExpression",
          message: "Write the properties of a literal without a spread.",
        },
      ],
    },
  },
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
    // They have a tsconfig.json for who copies them, which finds the package only where it is installed.
    files: ["examples/**/*.ts", "template/**/*.ts"],
    languageOptions: { parserOptions: { projectService: false, project: "tsconfig.json" } },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
