import { takeCoverage } from "node:v8";

/**
 * Writes the coverage of each spec file when it ends. What a worker writes when it exits can be lost: mocha's pool
 * waits one second for it.
 */
export const mochaHooks = { afterAll: () => takeCoverage() };
