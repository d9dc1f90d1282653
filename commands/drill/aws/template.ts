/*
 * The part of the CreateExperimentTemplate input of AWS Fault Injection Service (FIS) that drills use. `aws
 * fis create-experiment-template --cli-input-json` accepts it, too.
 */

export interface ExperimentTarget {
  readonly resourceType: string;
  /** At most 5. */
  readonly resourceArns?: readonly string[];
  /** Tags that a resource must have. */
  readonly resourceTags?: Readonly<Record<string, string>>;
  readonly filters?: readonly { readonly path: string; readonly values: readonly string[] }[];
  readonly parameters?: Readonly<Record<string, string>>;
  /** `ALL` resources found, or `COUNT(1)`: one of them at random. */
  readonly selectionMode: string;
}

export interface ExperimentAction {
  readonly actionId: string;
  readonly description: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Name of a target, by the action's name for it, such as `Instances`. */
  readonly targets?: Readonly<Record<string, string>>;
  /** Actions that must have ended before. */
  readonly startAfter?: readonly string[];
}

export interface ExperimentTemplate {
  readonly description: string;
  readonly targets: Readonly<Record<string, ExperimentTarget>>;
  readonly actions: Readonly<Record<string, ExperimentAction>>;
  /** Alarms that stop the experiment at once, and with it temporary faults. */
  readonly stopConditions: readonly { readonly source: string; readonly value: string }[];
  readonly roleArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A statement of a policy. */
export interface RoleStatement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly object[];
}

/** Minutes in FIS's format. */
export const minutesText = (minutes: number): string => `PT${minutes}M`;

/** The billed action-minutes: at least one for each action. */
export function actionMinutes({ actions }: Pick<ExperimentTemplate, "actions">): number {
  const minutes = Object.values(actions).map(({ parameters = {} }) => {
    const text = parameters["duration"] ?? parameters["startInstancesAfterDuration"] ?? "PT1M";
    return Number(/^PT(\d+)M$/.exec(text)?.[1] ?? 1);
  });
  return minutes.reduce((total, one) => total + one, 0);
}

/**
 * USD per action-minute in all regions except GovCloud, where it is 0.12.
 * https://aws.amazon.com/fis/pricing/, read 2026-11-21.
 */
export const USD_PER_ACTION_MINUTE = 0.1;
