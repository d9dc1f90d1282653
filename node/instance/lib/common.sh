# shellcheck shell=bash disable=SC2034 # not every program uses all of it
# What the programs of a node share: settings, log lines, instance metadata, AWS calls, metrics.
#
# Settings, in /etc/holdfast/node.env (shell assignments); those with a source in brackets may be
# left out, so that all nodes can share one file (nodes of a pair have more: see address.sh):
#   AWS_REGION              [metadata placement/region]
#   HOLDFAST_NODE           name of the node, such as a1 [instance tag holdfast-node]
#   HOLDFAST_ALLOCATION_ID  of the node's Elastic IP [instance tag holdfast-allocation-id]
#   HOLDFAST_GROUP          auto scaling group [instance tag aws:autoscaling:groupName]; none in a pair
#   HOLDFAST_HEALTH_PORT    port of HAProxy's health frontend, 9001
#   HOLDFAST_CONFIG_BUCKET, HOLDFAST_CONFIG_KEY   the object with haproxy.cfg, if it comes from S3
#   HOLDFAST_METRIC_NAMESPACE   of CloudWatch, Holdfast
# Metrics have one dimension: AutoScalingGroupName, or for the nodes of a pair, Pair.

set -u
export LC_ALL=C AWS_PAGER="" AWS_RETRY_MODE=standard

ROOT=${HOLDFAST_ROOT:-}
# systemd makes the folder, and has a program that is not root write nowhere else.
RUN=${RUNTIME_DIRECTORY:-$ROOT/run/holdfast}
CONFIG=$ROOT/etc/holdfast/haproxy.cfg
IMDS=${HOLDFAST_IMDS:-http://169.254.169.254}
IMDS_TOKEN=
REPLY=

# log LEVEL ACTION [KEY=VALUE…]: one line in logfmt, for the journal.
log() {
  local line
  line="level=$1 program=$PROGRAM node=${HOLDFAST_NODE:--} action=$2"
  shift 2
  local field value
  for field in "$@"; do
    value=${field#*=}
    # What was said may be a web page.
    value=${value:0:1000}
    case $value in
      *[[:space:][:cntrl:]]*) value=${value//\"/\'} line+=" ${field%%=*}=\"${value//[[:cntrl:]]/ }\"" ;;
      *) line+=" ${field%%=*}=$value" ;;
    esac
  done
  printf '%s\n' "$line" >&2
}

# seconds MILLISECONDS: with three decimals.
seconds() {
  printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000))
}

# pause MILLISECONDS
pause() {
  sleep "$(seconds "$1")"
}

# back_off ATTEMPT: doubles from HOLDFAST_RETRY_MS (1000) up to 20 s; between half of that and all of
# it, by chance, so that nodes that failed together do not come back together.
back_off() {
  local longest=$((${HOLDFAST_RETRY_MS:-1000} << ($1 > 5 ? 5 : $1 - 1)))
  ((longest > 20000)) && longest=20000
  pause $((longest / 2 + RANDOM % (longest / 2 + 1)))
}

# clock: sets NOW to the milliseconds since the machine was started. Unlike the time of day, and with it SECONDS of
# bash, this does not jump when the time is set.
clock() {
  read -r NOW _ </proc/uptime
  NOW=$((10#${NOW/./} * 10))
}

# The forms of what metadata tells. A proxy's page, an error or half of a value must not become a setting.
TEXT_FORM='[^<>[:cntrl:]]{1,255}'
REGION_FORM='[a-z]{2,12}(-[a-z]{2,12}){1,3}-[0-9]{1,2}' NODE_FORM='[A-Za-z0-9._-]{1,255}' INSTANCE_FORM='i-[0-9a-f]{17}'
# Resources of before 2018 have shorter ids.
ALLOCATION_FORM='eipalloc-([0-9a-f]{8}|[0-9a-f]{17})'

# imds PATH [FORM]: sets REPLY to what instance metadata (IMDSv2) has there; fails when it is not there. FORM is an
# extended regular expression, which the whole answer must match.
imds() {
  local attempt status
  for attempt in 1 2 3 4 5; do
    if [ -z "$IMDS_TOKEN" ]; then
      IMDS_TOKEN=$(curl -sf --max-time 2 -X PUT "$IMDS/latest/api/token" \
        -H 'X-aws-ec2-metadata-token-ttl-seconds: 300') && [[ $IMDS_TOKEN =~ ^[A-Za-z0-9+/=_-]{1,255}$ ]] || IMDS_TOKEN=
    fi
    REPLY=$(curl -s --max-time 2 -w '\n%{http_code}' "$IMDS/latest/meta-data/$1" \
      -H "X-aws-ec2-metadata-token: $IMDS_TOKEN") || REPLY=
    status=${REPLY##*$'\n'}
    REPLY=${REPLY%$'\n'*}
    case $status in
      200) [[ $REPLY =~ ^(${2:-$TEXT_FORM})$ ]] && return 0 ;;
      404) break ;;
      # The token has expired, or was none.
      *) IMDS_TOKEN= ;;
    esac
    back_off "$attempt"
  done
  REPLY=
  return 1
}

# setting NAME METADATA-PATH [FORM]: settles a setting that may come from instance metadata; without it,
# nothing can be done, and the program ends with 2.
setting() {
  if [ -z "${!1:-}" ]; then
    imds "$2" "${3:-}" || {
      log error settings "missing=$1" "remedy=set it in $ROOT/etc/holdfast/node.env, or see that instance metadata has $2"
      exit 2
    }
    printf -v "$1" %s "$REPLY"
    export "${1?}"
  fi
}

load_settings() {
  set -a
  if [ -r "$ROOT/etc/holdfast/node.env" ]; then
    # shellcheck source=/dev/null
    . "$ROOT/etc/holdfast/node.env"
  fi
  set +a
  HEALTH_URL=http://127.0.0.1:${HOLDFAST_HEALTH_PORT:-9001}/health
  mkdir -p "$RUN"
  setting AWS_REGION placement/region "$REGION_FORM"
  setting HOLDFAST_NODE tags/instance/holdfast-node "$NODE_FORM"
  [ -n "${HOLDFAST_PAIR:-}" ] || setting HOLDFAST_GROUP tags/instance/aws:autoscaling:groupName
  imds instance-id "$INSTANCE_FORM" || {
    log error settings "missing=instance-id" "remedy=instance metadata must be on, at $IMDS"
    exit 2
  }
  INSTANCE=$REPLY
}

# ask_aws SERVICE OPERATION [OPTION…]: sets REPLY to the answer. When it fails, REPLY is what was said
# and ERROR is AWS's code. The command line itself retries throttling and server errors a few times.
ask_aws() {
  local endpoint=() errors status
  [ -n "${AWS_ENDPOINT_URL:-}" ] && endpoint=(--endpoint-url "$AWS_ENDPOINT_URL")
  ERROR=
  errors=$(mktemp "$RUN/aws.XXXXXX")
  # Without 9, the lock: it must end with the program, not with a command that outlives it.
  REPLY=$(aws --region "$AWS_REGION" "${endpoint[@]}" --output text \
    --cli-connect-timeout 5 --cli-read-timeout 10 "$@" 2>"$errors" 9>&-)
  status=$?
  if ((status != 0)); then
    REPLY=$(cat "$errors")
    ERROR=$(sed -n 's/.*An error occurred (\([^)]*\)).*/\1/p' "$errors" | head -n 1)
    ERROR=${ERROR:-NoAnswer}
  fi
  rm -f "$errors"
  return "$status"
}

# count_metric NAME: counts one failure in CloudWatch, as well as that can be done.
count_metric() {
  local dimension="Name=AutoScalingGroupName,Value=${HOLDFAST_GROUP:-}"
  [ -n "${HOLDFAST_PAIR:-}" ] && dimension="Name=Pair,Value=$HOLDFAST_PAIR"
  ask_aws cloudwatch put-metric-data --namespace "${HOLDFAST_METRIC_NAMESPACE:-Holdfast}" \
    --metric-data "MetricName=$1,Value=1,Unit=Count,Dimensions=[{$dimension}]" ||
    log error metric "name=$1" "error=$ERROR"
}

# tell_ready DIMENSION VALUE: tells CloudWatch that this instance can take over, by the metric Ready of the instance.
tell_ready() {
  ask_aws cloudwatch put-metric-data --namespace "${HOLDFAST_METRIC_NAMESPACE:-Holdfast}" \
    --metric-data "MetricName=Ready,Value=1,Unit=Count,Dimensions=[{Name=$1,Value=$2},{Name=InstanceId,Value=$INSTANCE}]"
}

# serves: whether HAProxy answers and reaches the backend.
serves() {
  curl -sf -o /dev/null --max-time 2 "$HEALTH_URL"
}

# probe: asks HAProxy for its health. 0: it answered, whatever the answer (503 says that the backend is
# down); 7: the connection was refused, so nothing listens; anything else: it is there and is busy.
probe() {
  curl -s -o /dev/null --max-time 2 "$HEALTH_URL"
}

# wait_for SECONDS COMMAND…: until the command succeeds.
wait_for() {
  local deadline
  clock && deadline=$((NOW + $1 * 1000))
  shift
  until "$@"; do
    clock && ((NOW >= deadline)) && return 1
    pause "${HOLDFAST_POLL_MS:-1000}"
  done
}
