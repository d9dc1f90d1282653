import { testKillsOfLocal } from "../support/kill-local";

// Not in every run: `npm test` kills four times, this twenty times more.
describe("npm run local, when it is killed", () => testKillsOfLocal(20, 2));
