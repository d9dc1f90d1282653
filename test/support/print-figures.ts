import type { RootHookObject } from "mocha";
import { renderFigures } from "./lab-figures";

/** Prints the figures of a file's tests. */
export const mochaHooks: RootHookObject = {
  afterAll() {
    const figures = renderFigures();
    if (figures !== "") console.log(figures);
  },
};
