import { fuzzAnswers } from "./fuzz-answers";

describe("spoilt answers of metadata and of AWS", () => {
  fuzzAnswers(12, 20261130);
});
