import type { RootHookObject } from "mocha";
import { renderFigures } from "./lab-figures";

/** Prints what the tests of a file measured. */
export const mochaHooks: RootHookObject = {
  afterAll() {
    const figures = renderFigures();
    if (figures !== "") console.log(figures);
  },
};
