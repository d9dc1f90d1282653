import { pooledDoor } from "../../../support/program";
import { rehearseAll } from "./use-drill";

describe("front door alb", () => {
  rehearseAll(pooledDoor(), [
    "az-blocked",
    "instance-gone",
    "alb-moves",
    "switch",
    "release-refused",
  ]);
});
