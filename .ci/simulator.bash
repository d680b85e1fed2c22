# shellcheck shell=bash
# To be sourced. Starts a simulated cloud for a script and stops it when the script ends.
#
#   start_simulator WORLD [flag…]   sets $cloud to its address
#   stop_simulator
#
# $NACRE is the command to use.

simulator_pid=
cloud=

start_simulator() {
    local world=$1 log=$1.log
    shift
    : >"$log"
    "$NACRE" simulate --port 0 --state "$world" "$@" >"$log" 2>&1 &
    simulator_pid=$!
    for _ in {1..100}; do
        cloud=$(sed -n 's/^listening on //p' "$log")
        [[ -n $cloud ]] && return
        kill -0 "$simulator_pid" 2>/dev/null || break
        sleep 0.1
    done
    echo "the simulator did not start:" >&2
    cat "$log" >&2
    return 1
}

stop_simulator() {
    [[ -n $simulator_pid ]] || return 0
    kill "$simulator_pid" 2>/dev/null || true
    wait "$simulator_pid" 2>/dev/null || true
    simulator_pid=
}
