import { testKillsOfLocal } from "../support/kill-local";

describe("npm run local, when it is killed", () => testKillsOfLocal(4, 1));
