/** The operation of a run on its stacks. */
export type FleetCommand = "preview" | "up" | "destroy";
