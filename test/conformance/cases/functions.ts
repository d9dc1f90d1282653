import { type Case, casesOf } from "../case";

const invoke = casesOf("lambda:InvokeFunction");

let number = 0;

export const FUNCTION_CASES: readonly Case[] = [
  invoke(
    "a function",
    async (world) => {
      const name = `conformance-${Date.now().toString(36)}-${++number}`;
      await world.makers.lambda(name);
      return {
        call: async () => {
          const { Payload, StatusCode } = await world.lambda.invoke({
            FunctionName: name,
            Payload: JSON.stringify({ a: 1 }),
          });
          return `${StatusCode} ${Buffer.from(Payload ?? []).toString()}`;
        },
      };
    },
    "200 {got:{a:1}}",
    {
      answer: "200 {a:1}",
      why: "the answer is the function's; moto runs none without Docker",
      source: "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
    },
  ),
  invoke(
    "no function has the name",
    (world) =>
      Promise.resolve({
        call: async () =>
          (await world.lambda.invoke({ FunctionName: "conformance-none" })).StatusCode,
      }),
    "ResourceNotFound",
    {
      answer: "200",
      why: "no function has the name; moto looks for none without Docker",
      source: "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
    },
  ),
];
