/** What a local run adds to `pulumi`; follows the engine's own help. */
export const HELP = `npm run local runs pulumi with a simulated AWS on this machine: no account, no cost.

  npm run local                         brings the stack dev up
  npm run local -- COMMAND [flags]      runs any pulumi command, on the stack dev
  npm run local -- up --stack prod      on another stack: any NAME that has a Pulumi.NAME.yaml here
  npm run local -- --program ../app up  runs any other Pulumi program with simulated AWS

  --stack NAME           the stack; a bare name after the command is refused
  --config-file FILE     with up, preview, refresh and destroy: FILE in place of Pulumi.NAME.yaml
  --no-policies          with up and preview: skips the policies in policy/
  --program FOLDER       another Pulumi program: FOLDER has its Pulumi.yaml. Stacks and --config-file are those of
                         FOLDER. No policies, costs or summary. State is in .holdfast/programs/
  --account NAME         a simulated account, in .holdfast/accounts/. Programs that use the same account
                         share its resources, and read each other's outputs by StackReference

Operations run without a confirmation. State and simulated AWS are in .holdfast/: delete that folder to start
over. Your own pulumi login, stacks and AWS credentials are not used.`;
