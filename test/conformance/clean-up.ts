/** Resources to delete, the newest first. */
export class CleanUp {
  private readonly steps: (() => Promise<unknown>)[] = [];

  later(step: () => Promise<unknown>): void {
    this.steps.push(step);
  }

  /** Deletes all. Ignores missing resources; returns other failures. */
  async run(): Promise<string[]> {
    const problems: string[] = [];
    for (const step of this.steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        const { name, message } = error as Error;
        if (!/NotFound|NoSuch|NotExist/.test(name)) problems.push(`${name}: ${message}`);
      }
    }
    return problems;
  }
}
