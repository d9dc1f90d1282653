import { Account, serveApi } from "../../simulator";
import { ANY_CREDENTIALS, type Endpoint, connect, disconnect } from "./apis";
import { CleanUp } from "./clean-up";
import { IamApi } from "./iam-api";
import { remoteMakers } from "./remote-makers";
import { simulatedMakers } from "./simulated-makers";
import { World } from "./world";

/** A world, and what ends it. */
export interface OpenWorld {
  readonly world: World;
  /** Deletes the created resources. @returns those that could not be deleted */
  readonly close: () => Promise<readonly string[]>;
}

/** The simulator's API, with a separate account. */
export async function openSimulator(): Promise<OpenWorld> {
  const account = Account.inMemory();
  const api = await serveApi(account);
  const endpoint = { url: api.url, credentials: ANY_CREDENTIALS };
  const apis = connect(endpoint);
  return {
    world: new World(apis, simulatedMakers(account), endpoint),
    close: async () => {
      disconnect(apis);
      await api.close();
      return [];
    },
  };
}

/** Any other API of AWS. */
export function openRemote(endpoint: Endpoint): OpenWorld {
  const apis = connect(endpoint);
  const cleanUp = new CleanUp();
  const iam = new IamApi(apis.sts, endpoint.url, cleanUp);
  return {
    world: new World(apis, remoteMakers(apis, iam, cleanUp), endpoint),
    close: async () => {
      const left = await cleanUp.run();
      disconnect(apis);
      return left;
    },
  };
}
