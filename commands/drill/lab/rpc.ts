import type { ChildProcess } from "node:child_process";

/** The methods of a lab program, which its parent process calls over Node's IPC. */
export type Methods = Record<string, (argument: never) => unknown>;

interface RpcCall {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}

interface RpcAnswer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

type Remote<M extends Methods> = <K extends keyof M & string>(
  method: K,
  ...argument: Parameters<M[K]>
) => Promise<Awaited<ReturnType<M[K]>>>;

/** Answers calls until the parent process ends, and then ends as well. */
export function serveMethods(methods: Methods): void {
  process.on("message", (call: RpcCall) => {
    void answer(methods, call).then((answer) => process.send?.(answer));
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ id: 0 } satisfies RpcAnswer);
}

async function answer(methods: Methods, { id, method, argument }: RpcCall): Promise<RpcAnswer> {
  try {
    return { id, result: await methods[method]!(argument as never) };
  } catch (error) {
    return { id, error: String(error) };
  }
}

/** Waits until a program serves its methods, and returns the function that calls them. */
export async function connectMethods<M extends Methods>(child: ChildProcess): Promise<Remote<M>> {
  const waiting = new Map<number, (answer: RpcAnswer) => void>();
  const fail = () => {
    for (const [id, settle] of waiting) settle({ id, error: "the program has ended" });
  };
  child.on("message", (answer: RpcAnswer) => waiting.get(answer.id)?.(answer));
  child.on("exit", fail);
  const answerTo = async (id: number): Promise<unknown> => {
    const answer = await new Promise<RpcAnswer>((resolve) => waiting.set(id, resolve));
    waiting.delete(id);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.result;
  };
  await answerTo(0);
  let calls = 0;
  return (method, ...[argument]) => {
    const id = ++calls;
    const result = answerTo(id);
    // An error of the channel comes here, or ends this process.
    child.send({ id, method, argument } satisfies RpcCall, (error) => error && fail());
    return result as never;
  };
}
