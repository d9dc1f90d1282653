const { spec: slow } = require("./.mocharc.programs.json");

/** The quick tests: all but those that have a configuration of their own. */
module.exports = {
  require: ["tsx"],
  spec: ["test/**/*.spec.ts"],
  ignore: [
    "test/browser/**",
    "test/drill/rehearsals/**",
    "test/engine/**",
    "test/image/**",
    "test/instance/**",
    "test/lab/**",
    ...slow,
  ],
  timeout: 30000,
  parallel: true,
  jobs: 2,
  "forbid-only": true,
};
