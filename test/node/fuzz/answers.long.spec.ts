import { fuzzAnswers } from "./fuzz-answers";

// A program takes a third of a second of processor time.
describe("spoilt answers of metadata and of AWS, many times", function () {
  this.timeout(1_800_000);
  fuzzAnswers(200, 1);
});
