import * as pulumi from "@pulumi/pulumi";
import { type Answer, ask } from "./ask";

/** A resource in the stack's state after the last update. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The engine's own function, which SDKs use too. It works in previews and updates alike. */
const READ_RESOURCES = "pulumi:pulumi:readStackResourceOutputs";

/** Reads the stack's state before this update from the engine; empty for a new stack. */
export const askStackState = (): Promise<Answer<readonly StateResource[]>> =>
  ask(async () => {
    // In an old file backend, stacks have no organization and no project.
    const found = await readWhole().catch(() => read(pulumi.getStack()));
    return Object.entries(found.outputs).map(([urn, { type, outputs }]) => ({
      urn,
      type,
      outputs: outputs ?? {},
    }));
  });

interface StateAnswer {
  readonly outputs: Readonly<Record<string, Omit<StateResource, "urn">>>;
}

const read = (stackName: string) =>
  pulumi.runtime.invoke(READ_RESOURCES, { stackName }) as Promise<StateAnswer>;

const readWhole = async () =>
  read([pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/"));
