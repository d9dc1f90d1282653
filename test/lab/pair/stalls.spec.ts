import { stalls } from "./stalls";

describe("pair whose nodes stall", () => {
  stalls(12, 7, 2);
});
