// The program of the stack, for the engine.
import { declare } from "./stack.mjs";

export const { allowList, node, sdk } = declare();
