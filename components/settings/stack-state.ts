import * as pulumi from "@pulumi/pulumi";
import { type Answer, ask } from "./ask";

/** A resource that the last update left in the stack's state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The engine's own function, which SDKs use too; it answers previews and updates alike. */
const READ_RESOURCES = "pulumi:pulumi:readStackResourceOutputs";

/** What the stack's state holds before this update; nothing of a new stack. The engine tells it, and not AWS. */
export const askStackState = (): Promise<Answer<readonly StateResource[]>> =>
  ask(async () => {
    // In an old backend of files, stacks have no organization and no project.
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
