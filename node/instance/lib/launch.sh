# shellcheck shell=bash
# The lifecycle hook in which an instance waits that an auto scaling group has launched. Beside common.sh.
#
# Settings:
#   HOLDFAST_COMPLETE_ATTEMPTS   until an instance without a hook gives up, 30

# complete_launch: tells the group that this instance is proven. Fails when it must be called again.
# Auto Scaling may know of the instance later than it boots, and answers then as if there were no hook. A node that
# was launched before its group had one is always answered so: it gives up after HOLDFAST_COMPLETE_ATTEMPTS.
complete_launch() {
  local done=$RUN/launched tried=$RUN/launch-attempts attempts=0
  [ -e "$done" ] && return 0
  [ -r "$tried" ] && read -r attempts <"$tried"
  if ask_aws autoscaling complete-lifecycle-action --lifecycle-hook-name "${HOLDFAST_GROUP//[^A-Za-z0-9_\/-]/-}" \
    --auto-scaling-group-name "$HOLDFAST_GROUP" --instance-id "$INSTANCE" --lifecycle-action-result CONTINUE; then
    log info launched "group=$HOLDFAST_GROUP"
    touch "$done"
  elif [ "$ERROR" = ValidationError ] && ((++attempts >= ${HOLDFAST_COMPLETE_ATTEMPTS:-30})); then
    touch "$done"
  else
    echo "$attempts" >"$tried"
    [ "$ERROR" = ValidationError ] || log warning launched "error=$ERROR" "said=${REPLY:--}"
    return 1
  fi
}
