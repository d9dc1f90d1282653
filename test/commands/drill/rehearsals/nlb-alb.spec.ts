import { followingDoor } from "../../../support/program";
import { rehearseAll } from "./use-drill";

describe("front door nlbAlb that follows addresses", () => {
  // The function must have run before the old addresses end, also on a busy machine.
  rehearseAll(followingDoor(), ["alb-moves"], 10);
});
