# shellcheck shell=bash
# HAProxy's configuration on this node: loading it, and the last good one. Needs common.sh. Settings:
#   HOLDFAST_RELOAD_SECONDS   60, within which a reload must show a new process

# worker: the process id of the HAProxy that answers. It says so to its own machine only.
worker() {
  curl -sf --max-time 2 "${HEALTH_URL%/*}/worker"
}

# load_haproxy SECONDS: starts HAProxy or reloads it. 1: systemd could not. 2: no new process answers within this time;
# after a reload that HAProxy refused, the old process answers as before.
load_haproxy() {
  local before
  before=$(worker)
  systemctl reload-or-restart haproxy || return 1
  wait_for "$1" is_another "$before" || return 2
}

is_another() {
  local now
  now=$(worker) && [ "$now" != "$1" ]
}

sum_of() {
  sha256sum <"$1" | cut -d ' ' -f 1
}

# keep_config: notes that HAProxy runs with this configuration, which is the last good one from now on.
keep_config() {
  cp --preserve=mode "$CONFIG" "$CONFIG.good.tmp" && mv "$CONFIG.good.tmp" "$CONFIG.good"
  sum_of "$CONFIG" >"$RUN/config.loaded.tmp" && mv "$RUN/config.loaded.tmp" "$RUN/config.loaded"
}

# put_back_config: the last good one; fails when there is no other than the present one.
put_back_config() {
  [ -s "$CONFIG.good" ] && ! cmp -s "$CONFIG.good" "$CONFIG" &&
    cp --preserve=mode "$CONFIG.good" "$CONFIG.back.tmp" && mv "$CONFIG.back.tmp" "$CONFIG"
}

ports_of() {
  sed -nE 's/^ *bind [^ ]*:([0-9]+)( .*)?$/\1/p' "$1" | sort -u
}

# taken_port FILE: a port that FILE adds to the last good configuration and that something else listens on. HAProxy
# would refuse such a file only after it had closed the ports of the process that serves, for two seconds.
taken_port() {
  local port
  [ -s "$CONFIG.good" ] || return 1
  for port in $(comm -13 <(ports_of "$CONFIG.good") <(ports_of "$1")); do
    [ "$(ss -Hltn "sport = :$port")" ] && printf %s "$port" && return 0
  done
  return 1
}
