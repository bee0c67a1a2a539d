# shellcheck shell=bash
# Starting and stopping processes by what is written down about them. Sourced by deploy/up and deploy/servers.

as() { # user command...: as that user when we are root, as ourselves otherwise
  local user=$1; shift
  if ((EUID)); then "$@"; else setpriv --reuid="$user" --regid="$(id -gn "$user")" --init-groups "$@"; fi
}

begun_at() { # pid: the tick at which the process began, so that a number the kernel gives out again is not taken for it
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  awk '{ print $20 }' <<<"${stat##*) }"
}

write_down() { # pid-file pid
  echo "$2 $(begun_at "$2")" >"$1"
}

begin() { # pid-file log user command...: in a session of its own, so that Ctrl-C in a terminal reaches only who stops things in order
  local pid_file=$1 log=$2 user=$3; shift 3
  if ((EUID == 0)); then set -- setpriv --reuid="$user" --regid="$(id -gn "$user")" --init-groups "$@"; fi
  setsid "$@" >>"$log" 2>&1 </dev/null &
  write_down "$pid_file" $!
}

alive() { # pid-file
  local pid tick
  [[ -s $1 ]] && read -r pid tick <"$1" && [[ -n $tick && $(begun_at "$pid") == "$tick" ]]
}

end() { # pid-file signal seconds
  local pid tick
  if alive "$1"; then
    read -r pid tick <"$1"
    kill -"$2" "$pid" 2>/dev/null || true
    wait_until "$3" "process $pid to end" gone "$1" || kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -f "$1"
}

gone() { ! alive "$1"; }

wait_until() { # seconds what command...
  local deadline=$((SECONDS + $1)) what=$2; shift 2
  until "$@"; do
    ((SECONDS < deadline)) || { echo "Waited in vain for $what." >&2; return 1; }
    sleep 0.1
  done
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_ports() { # how many: ports of loopback that nobody listens on, each different, below the range that outgoing connections take
  local port found=()
  while ((${#found[@]} < $1)); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    [[ " ${found[*]} " == *" $port "* ]] || listens "$port" || found+=("$port")
  done
  echo "${found[@]}"
}

secret() { head -c 18 /dev/urandom | base64 | tr '+/' 'ab'; }

pepper() { head -c 33 /dev/urandom | base64 | tr '+/' 'ab'; } # 44 characters: a key of HMAC-SHA-256
