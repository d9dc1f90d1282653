import { followingDoor } from "../../../support/program";
import { rehearseAll } from "./use-drill";

describe("front door nlbAlb that follows addresses", () => {
  rehearseAll(followingDoor(), ["alb-moves"]);
});
