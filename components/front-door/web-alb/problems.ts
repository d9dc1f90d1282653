import { problemTexts } from "../../settings/problem";

interface Elsewhere {
  /** As the ARN has it. */
  readonly of: string;
  /** Of the ALB. */
  readonly own: string;
  readonly region: string;
}

const lookUp = (region: string): string =>
  `create one there, or look it up: aws wafv2 list-web-acls --scope REGIONAL --region ${region}`;

export const webAlbProblem = problemTexts({
  "web-acl-of-other-region": ({ of, region }: Omit<Elsewhere, "own">) => [
    `is a web ACL in ${of}, but an ALB needs one in its own region, ${region}`,
    lookUp(region),
  ],
  "web-acl-of-other-account": ({ of, own, region }: Elsewhere) => [
    `is a web ACL of account ${of}, but an ALB needs one of its own account, ${own}`,
    lookUp(region),
  ],
  "web-acl-of-other-partition": ({ of, own, region }: Elsewhere) => [
    `is an ARN of partition ${of}, but ${region} is in partition ${own}`,
    lookUp(region),
  ],
});
