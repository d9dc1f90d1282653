/** What a run does to each of its stacks. */
export type FleetCommand = "preview" | "up" | "destroy";
