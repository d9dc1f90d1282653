# shellcheck shell=bash disable=SC2034 # not every program uses all of it
# Calls to AWS without its command line, which takes most of a second to start: for what a failover
# waits for. curl signs them (Signature Version 4), with the role's credentials of instance metadata.

# Reused for this long; AWS renews them hours before they end.
CREDENTIALS_SECONDS=300
ACCESS_KEY='' SECRET_KEY='' SESSION_TOKEN='' CREDENTIALS_SINCE=0

# json_text KEY: the value of a key that occurs once in the JSON in REPLY.
json_text() {
  [[ $REPLY =~ \"$1\"[[:space:]]*:[[:space:]]*\"([^\"]*)\" ]] && printf %s "${BASH_REMATCH[1]}"
}

# load_credentials: fails when instance metadata has none; what was loaded before stays then.
load_credentials() {
  [ "$ACCESS_KEY" ] && ((SECONDS - CREDENTIALS_SINCE < CREDENTIALS_SECONDS)) && return 0
  if ! { imds iam/security-credentials/ && imds "iam/security-credentials/${REPLY%%$'\n'*}"; }; then
    ERROR=NoCredentials
    [ "$ACCESS_KEY" ]
    return
  fi
  ACCESS_KEY=$(json_text AccessKeyId) SECRET_KEY=$(json_text SecretAccessKey)
  SESSION_TOKEN=$(json_text Token) CREDENTIALS_SINCE=$SECONDS
}

# query SERVICE ACTION [PARAMETER VALUE…]: one call, one attempt. Sets REPLY to the XML. When it fails,
# ERROR is AWS's code. SERVICE is ec2 or monitoring.
query() {
  local service=$1 version=2016-11-15 suffix=amazonaws.com form status
  [ "$service" = monitoring ] && version=2010-08-01
  [[ $AWS_REGION = cn-* ]] && suffix=amazonaws.com.cn
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
  status=${REPLY##*$'\n'}
  REPLY=${REPLY%$'\n'*}
  [ "$status" = 200 ] && return 0
  ERROR=NoAnswer
  [[ $REPLY =~ \<Code\>([^<]*) ]] && ERROR=${BASH_REMATCH[1]}
  case $ERROR in
    # The next attempt gets new ones.
    AuthFailure | ExpiredToken | RequestExpired | InvalidClientTokenId) CREDENTIALS_SINCE=-$CREDENTIALS_SECONDS ;;
  esac
  return 1
}
