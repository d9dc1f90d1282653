# shellcheck shell=bash disable=SC2034 # not every program uses all of it
# Calls to AWS without its command line, which takes most of a second to start: for what a failover
# waits for. curl signs them (Signature Version 4), with the role's credentials of instance metadata.

# Reused for this long; AWS renews them hours before they end.
CREDENTIALS_MS=300000
ACCESS_KEY='' SECRET_KEY='' SESSION_TOKEN='' CREDENTIALS_SINCE=0

# json_text KEY: the value of a key that occurs once in the JSON in REPLY. It has nothing that curl's settings, where it
# goes, would read as more than a value.
json_text() {
  [[ $REPLY =~ \"$1\"[[:space:]]*:[[:space:]]*\"([A-Za-z0-9+/=._-]+)\" ]] && printf %s "${BASH_REMATCH[1]}"
}

# load_credentials: fails when instance metadata has none; what was loaded before stays then.
load_credentials() {
  local key secret token
  clock
  [ "$ACCESS_KEY" ] && ((NOW - CREDENTIALS_SINCE < CREDENTIALS_MS)) && return 0
  if ! { imds iam/security-credentials/ '[A-Za-z0-9+=,.@_-]{1,64}[[:space:]]*' &&
    imds "iam/security-credentials/${REPLY%%[[:space:]]*}" '[[:space:]]*\{.*\}[[:space:]]*' &&
    key=$(json_text AccessKeyId) && secret=$(json_text SecretAccessKey) && token=$(json_text Token); }; then
    ERROR=NoCredentials
    [ "$ACCESS_KEY" ]
    return
  fi
  ACCESS_KEY=$key SECRET_KEY=$secret SESSION_TOKEN=$token CREDENTIALS_SINCE=$NOW
}

# query SERVICE ACTION [PARAMETER VALUE…]: one call, one attempt. Sets REPLY to the XML. When it fails,
# ERROR is AWS's code. Without one, it is NoAnswer: an answer that is cut off or is no XML of AWS's leaves open whether
# AWS has done it. SERVICE is ec2 or monitoring.
query() {
  local service=$1 version=2016-11-15 suffix=amazonaws.com form status code
  [ "$service" = monitoring ] && version=2010-08-01
  [[ $AWS_REGION = cn-* ]] && suffix=amazonaws.com.cn
  local answer=$2Response
  form=(--data-urlencode "Action=$2" --data-urlencode "Version=$version")
  shift 2
  while (($# > 1)); do
    form+=(--data-urlencode "$1=$2")
    shift 2
  done
  ERROR=
  load_credentials || return 1
  # Secrets go by standard input, as everybody sees command lines. An endpoint has an address in each
  # zone: of the 2 s to connect, curl gives the first address one half and the others the rest.
  REPLY=$(curl -s --connect-timeout 2 --max-time 6 --config - -w '\n%{http_code}' "${form[@]}" \
    --aws-sigv4 "aws:amz:$AWS_REGION:$service" \
    "${AWS_ENDPOINT_URL:-https://$service.$AWS_REGION.$suffix}/" <<END
user = "$ACCESS_KEY:$SECRET_KEY"
header = "X-Amz-Security-Token: $SESSION_TOKEN"
END
  )
  code=$?
  status=${REPLY##*$'\n'}
  REPLY=${REPLY%$'\n'*}
  ((code == 0)) && [[ $status,$REPLY =~ ^200,.*\<${answer}[\ \>].*\</$answer\>[[:space:]]*$ ]] && return 0
  ERROR=NoAnswer
  [[ $REPLY =~ \<Code\>([^<]+)\</Code\> ]] && ERROR=${BASH_REMATCH[1]}
  case $ERROR in
    # The next attempt gets new ones.
    AuthFailure | ExpiredToken | RequestExpired | InvalidClientTokenId) CREDENTIALS_SINCE=-$CREDENTIALS_MS ;;
  esac
  return 1
}
