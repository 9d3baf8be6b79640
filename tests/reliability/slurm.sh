#!/usr/bin/env bash
# slow
# A real Slurm of one node with 2 CPUs, set up in a temporary folder: a submitted study equals `borderlens run`;
# a cancelled job, a killed task, a full disk, a task over its memory and a killed node end in a clear state that
# `status` tells, and submitting again (after a killed node: Slurm's own requeue) completes.
set -u
cd "$(dirname "$0")/../.."
for program in slurmctld slurmd sbatch scontrol munged mungekey; do
  PATH=$PATH:/usr/sbin command -v $program >/dev/null || { echo "no $program: apt-get install slurm-wlm munge"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "needs root to start slurmd"; exit 77; }
export PATH=$PATH:/usr/sbin
place=$(mktemp -d)
chmod 755 "$place"
pids=()
# Ends only what was started here.
cleanup() {
  code=$?
  [ -n "${SLURM_CONF:-}" ] && scancel --state=RUNNING -u root 2>/dev/null; sleep 1
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill "${pids[$i]}" 2>/dev/null; done
  sleep 1
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null; done
  umount "$place/cluster" 2>/dev/null
  rm -rf "$place"
  exit $code
}
trap cleanup EXIT
mkdir -p "$place"/{munge,state,spool,log}
chmod 700 "$place/munge"
mungekey --create --keyfile="$place/munge/key" 2>/dev/null ||
  dd if=/dev/urandom of="$place/munge/key" bs=128 count=1 2>/dev/null
chmod 400 "$place/munge/key"
munged --foreground --force --key-file="$place/munge/key" --socket="$place/munge/socket" \
  --pid-file="$place/munge/pid" --log-file="$place/munge/log" --seed-file="$place/munge/seed" >/dev/null 2>&1 &
pids+=($!)
host=$(hostname -s)
cat > "$place/slurm.conf" <<CONF
ClusterName=check
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=26817
SlurmdPort=26818
AuthType=auth/munge
# A job of a lost node waits so many seconds before it starts again (120 unless told).
AuthInfo=socket=$place/munge/socket,cred_expire=20
CredType=cred/munge
SlurmUser=root
StateSaveLocation=$place/state
SlurmdSpoolDir=$place/spool
SlurmctldPidFile=$place/slurmctld.pid
SlurmdPidFile=$place/slurmd.pid
SlurmctldLogFile=$place/log/slurmctld
SlurmdLogFile=$place/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=1
JobAcctGatherParams=OverMemoryKill
SlurmdTimeout=10
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=60 State=UP
CONF
export SLURM_CONF=$place/slurm.conf
slurmctld -D >"$place/log/ctld.out" 2>&1 & pids+=($!)
sleep 2
node=
start_node() { slurmd -D -N "$host" >"$place/log/d.out" 2>&1 & node=$!; pids+=("$node"); }
start_node
for _ in $(seq 30); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 1; done
sinfo -h -o %T 2>/dev/null | grep -q idle || { echo "Slurm does not start here:"; tail -n 3 "$place"/log/*; exit 77; }

borderlens=${BORDERLENS:-$PWD/build/borderlens}
study=pipelines/khorgos.toml
fail() { "$borderlens" status $study --out "$place/cluster" --quiet | cut -c1-300; tail -n 3 "$place"/cluster/submit/logs/*.log; echo "FAILED: $*"; exit 1; }
sums() { (cd "$1" && find . -type f ! -path './records/*' ! -path './submit/*' ! -name run.json ! -name run.lock | sort | xargs md5sum); }
submit() { "$borderlens" submit $study --out "$place/cluster" --array-size 4 "$@"; }
# Until nothing is queued any more; jobs whose need can never be met are cancelled by Slurm.
wait_jobs() { for _ in $(seq 1200); do [ -z "$(squeue -h)" ] && return; sleep 1; done; fail "jobs do not end"; }
# Whether `status` tells of a state among its jobs; the first line of those that do.
states() { "$borderlens" status $study --out "$place/cluster" --quiet | sed -n 's/^\([a-z_]*\),.*,"\(job [^"]*\)"$/\1: \2/p'; }
jobs_say() { states | grep -m 1 "$1"; }
# The first process of the program that a running task of the study has started.
task_of() {
  local job pid
  for _ in $(seq 1200); do
    for job in $(squeue -h -t RUNNING -n "borderlens-$1" -o %A); do
      for pid in $(scontrol listpids "$job" 2>/dev/null | awk '$1 ~ /^[0-9]+$/ {print $1}'); do
        [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = borderlens ] && { echo "$pid"; return 0; }
      done
    done
    sleep 0.1
  done
  return 1
}

"$borderlens" run $study --out "$place/calm" --quiet || exit 1

# A disk that is soon full: grown once that has been seen.
mkdir "$place/cluster"
mount -t tmpfs -o size=3m tmpfs "$place/cluster" || exit 77

echo "## a full disk"
submit --mem 1500M --quiet || fail "submit"
wait_jobs
jobs_say "FAILED (exit code 2) (submit/logs/.*the disk has" || fail "a full disk is not told"
mount -o remount,size=2g "$place/cluster"

echo "## a cancelled job: what waits for it is cancelled as well"
submit --mem 1500M --quiet || fail "second submit"
scancel --name=borderlens-make_composites
wait_jobs
jobs_say CANCELLED || fail "a cancelled job is not told"

# Of the stages the forest takes longest: a task of it is seen however busy the machine is.
echo "## a task killed in the middle of its work"
submit --mem 1500M --quiet || fail "third submit"
submit --mem 1500M --quiet 2> "$place/second" && fail "a second submission beside the first is not refused"
grep -q "of the last submission has not ended" "$place/second" || fail "$(cat "$place/second")"
pid=$(task_of train_forest) || fail "no task was seen at work"
kill -9 "$pid"
wait_jobs
jobs_say "FAILED (exit code 137)" || fail "a killed task is not told"

echo "## tasks over their memory limit"
submit --mem 20M --quiet || fail "fourth submit"
wait_jobs
jobs_say "OUT_OF_MEMORY\|KILLED .*exceeded memory limit" || fail "a task over its memory is not told"

echo "## a node killed in mid-task, back after Slurm has missed it"
submit --mem 1500M --quiet || fail "fifth submit"
pid=$(task_of train_forest) || fail "no task was seen at work"
step=$(awk '/^PPid/ {print $2}' "/proc/$pid/status")  # the batch script
step=$(awk '/^PPid/ {print $2}' "/proc/$step/status")  # slurmstepd
kill -9 "$node" "$step" "$pid"
for _ in $(seq 60); do sinfo -h -o %T | grep -q down && break; sleep 1; done
sinfo -h -o %T | grep -q down || fail "Slurm does not miss its node"
jobs_say "(requeued)\|NODE_FAIL" || fail "a lost node is not told"
start_node
wait_jobs
"$borderlens" status $study --out "$place/cluster" --quiet | cut -c1-160

# Submitting again completes what is left, and nothing differs from a run on one machine.
submit --mem 1500M --quiet || fail "last submit"
wait_jobs
diff <(sums "$place/calm") <(sums "$place/cluster") || fail "results differ from those of borderlens run"
left=$(ls "$place/cluster/submit/logs" | grep -c 'exit$')
[ "$left" = 0 ] || fail "$left exit codes are left behind"
submit --quiet || fail "submit of a finished study"
[ -z "$(squeue -h)" ] || fail "a finished study was submitted again"
echo "resubmission: results identical to borderlens run"
