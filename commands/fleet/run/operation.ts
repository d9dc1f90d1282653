/** What a run does to each of its stacks. */
export type Command = "preview" | "up" | "destroy";
