import { testKills, testKillsOfFrontDoor } from "../support/kill-update";

// Not in every run: `npm test` kills at five moments that are spread over an update, this at nine more.
describe("an update that is killed", () => testKills([4, 7, 10, 13, 16, 22, 25]));

describe("an update of a whole front door that is killed", () => testKillsOfFrontDoor([45, 135]));
