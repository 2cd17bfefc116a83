-------------------------------- MODULE Lock --------------------------------
(* The lock of the state table on PostgreSQL. README.md explains it.         *)
(* A runner's token is its own name: each runner takes the lock once.        *)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS
    Runners,
    Second,        \* a second connection is to be had
    Direct,        \* no pooler: backend recorded, session armed
    Fence,         \* a transaction begins with the fence
    Armed,         \* the main session has an idle timeout before a statement outside
    NotAtWork,     \* no take-over while the recorded backend executes
    ServerClock,   \* the lease is judged on the database's clock
    HoldChecked,   \* a second connection that finds no row to keep means LEASE_LOST
    KeepRenews,    \* the second connection extends the lease before it keeps the row in place
    Cuts,          \* connections break, and runners crash
    IdleInTx,      \* the server ends an idle transaction
    Touches,       \* a living runner touches its idle transaction
    ReleaseWaits   \* after a broken connection, no release while its backend executes

L == 3             \* the lease, and the second connection's idle timeout
T == 2             \* idle timeouts of the main session: two thirds of the lease
Nobody == "nobody"

VARIABLES
    row,           \* whose token is in the lock's row
    lease,         \* what is left of the lease; 0: run out
    pc, cli,       \* each runner's next step; up, frozen, back (froze once), dead
    conn,          \* whether the runner's main connection still reaches its backend
    main, armed,   \* main backend: idle, tx, exec, gone; whether its idle time is limited
    m,             \* how long it has been idle
    sec, s,        \* the second backend keeps the row in place; for how long idle
    sent,          \* a message on its way to the main backend
    applied,       \* the history row
    effects        \* how often the migration took effect in a transaction

vars == <<row, lease, pc, cli, conn, main, armed, m, sec, s, sent, applied, effects>>

Up(r) == cli[r] \in {"up", "back"}
Go(r, to) == pc' = [pc EXCEPT ![r] = to]
Put(f, r, v) == [f EXCEPT ![r] = v]

Init ==
    /\ row = Nobody /\ lease = 0 /\ applied = FALSE /\ effects = 0
    /\ pc = [r \in Runners |-> "want"] /\ cli = [r \in Runners |-> "up"]
    /\ conn = [r \in Runners |-> TRUE] /\ main = [r \in Runners |-> "idle"]
    /\ armed = [r \in Runners |-> FALSE] /\ m = [r \in Runners |-> 0]
    /\ sec = [r \in Runners |-> FALSE] /\ s = [r \in Runners |-> 0]
    /\ sent = [r \in Runners |-> "-"]

Reaches(r) == conn[r] /\ main[r] # "gone"
InPlace(d) == sec[d] \/ (Fence /\ main[d] = "tx")
Dead(d) == \/ IF ServerClock THEN lease = 0 ELSE TRUE
           \/ Direct /\ main[d] = "gone"
AtWork(d) == NotAtWork /\ Direct /\ main[d] = "exec"

(* ---- the runner ---- *)
Acquire(r) ==
    /\ Up(r) /\ pc[r] = "want" /\ row = Nobody /\ Reaches(r)
    /\ row' = r /\ lease' = L
    /\ Go(r, IF applied THEN "end" ELSE "held")
    /\ UNCHANGED <<cli, conn, main, armed, m, sec, s, sent, applied, effects>>

TakeOver(r) ==     \* then Acquire, in a statement of its own
    /\ Up(r) /\ pc[r] = "want" /\ Reaches(r) /\ row \notin {Nobody, r}
    /\ Dead(row) /\ ~AtWork(row) /\ ~InPlace(row)
    /\ row' = Nobody
    /\ UNCHANGED <<lease, pc, cli, conn, main, armed, m, sec, s, sent, applied, effects>>

Renew(r) ==        \* the heartbeat; it does not run while the row is kept in place
    /\ Up(r) /\ Second /\ row = r /\ ~sec[r] /\ lease < L /\ pc[r] # "done"
    /\ lease' = L
    /\ UNCHANGED <<row, pc, cli, conn, main, armed, m, sec, s, sent, applied, effects>>

Begin(r) ==        \* BEGIN, fence, first statement: one flush
    /\ Up(r) /\ pc[r] = "held" /\ Reaches(r)
    /\ IF Fence /\ row # r
       THEN Go(r, "end") /\ UNCHANGED <<main, m>>
       ELSE Go(r, "work") /\ main' = Put(main, r, "tx") /\ m' = Put(m, r, 0)
    /\ UNCHANGED <<row, lease, cli, conn, armed, sec, s, sent, applied, effects>>

SendCommit(r) ==   \* the history row, the lease's extension and COMMIT
    /\ Up(r) /\ pc[r] = "work" /\ Reaches(r)
    /\ sent' = Put(sent, r, "commit") /\ Go(r, "commit")
    /\ UNCHANGED <<row, lease, cli, conn, main, armed, m, sec, s, applied, effects>>

Committed(r) ==
    /\ Up(r) /\ pc[r] = "commit" /\ Reaches(r) /\ sent[r] = "-" /\ Go(r, "end")
    /\ UNCHANGED <<row, lease, cli, conn, main, armed, m, sec, s, sent, applied, effects>>

Record(r) ==       \* "this statement is started", only under the lock
    /\ Up(r) /\ pc[r] = "held" /\ Reaches(r)
    /\ IF row = r THEN lease' = L /\ Go(r, "arm") ELSE Go(r, "end") /\ UNCHANGED lease
    /\ UNCHANGED <<row, cli, conn, main, armed, m, sec, s, sent, applied, effects>>

Arm(r) ==
    /\ Up(r) /\ pc[r] = "arm" /\ Reaches(r) /\ Go(r, "keep")
    /\ armed' = Put(armed, r, Armed /\ Direct) /\ m' = Put(m, r, 0)
    /\ UNCHANGED <<row, lease, cli, conn, main, sec, s, sent, applied, effects>>

Keep(r) ==         \* on the second connection, or a renewal on the main one
    /\ Up(r) /\ pc[r] = "keep"
    /\ \/ /\ Second
          /\ IF row = r
             THEN sec' = Put(sec, r, TRUE) /\ s' = Put(s, r, 0) /\ Go(r, "send")
             ELSE Go(r, IF HoldChecked THEN "end" ELSE "send") /\ UNCHANGED <<sec, s>>
          /\ lease' = IF row = r /\ KeepRenews THEN L ELSE lease
          /\ UNCHANGED m
       \/ /\ ~Second /\ Reaches(r)
          /\ IF row = r THEN lease' = L /\ m' = Put(m, r, 0) /\ Go(r, "send")
                        ELSE Go(r, "end") /\ UNCHANGED <<lease, m>>
          /\ UNCHANGED <<sec, s>>
    /\ UNCHANGED <<row, cli, conn, main, armed, sent, applied, effects>>

Touch(r) ==
    /\ Up(r) /\ sec[r] /\ s[r] > 0 /\ pc[r] # "done" /\ s' = Put(s, r, 0)
    /\ UNCHANGED <<row, lease, pc, cli, conn, main, armed, m, sec, sent, applied, effects>>

Thinks(r) ==       \* its thread does something else, with a transaction open
    Up(r) /\ conn[r] /\ pc[r] = "work" /\ main[r] = "tx"

TouchMain(r) ==    \* from another thread of the process, so not while that is frozen
    /\ Touches /\ Thinks(r) /\ m[r] > 0 /\ m' = Put(m, r, 0)
    /\ UNCHANGED <<row, lease, pc, cli, conn, main, armed, sec, s, sent, applied, effects>>

Send(r) ==
    /\ Up(r) /\ pc[r] = "send" /\ Reaches(r)
    /\ sent' = Put(sent, r, "statement") /\ Go(r, "sent")
    /\ UNCHANGED <<row, lease, cli, conn, main, armed, m, sec, s, applied, effects>>

LetGo(r) ==        \* a fresh lease and "this statement is done", only under the lock
    /\ Up(r) /\ pc[r] = "sent" /\ Reaches(r) /\ sent[r] = "-" /\ main[r] = "idle"
    /\ IF row = r THEN lease' = L /\ applied' = TRUE ELSE UNCHANGED <<lease, applied>>
    /\ sec' = Put(sec, r, FALSE) /\ s' = Put(s, r, 0) /\ Go(r, "end")
    /\ UNCHANGED <<row, cli, conn, main, armed, m, sent, effects>>

Broken(r) ==       \* the runner finds its connection gone, and gives up
    /\ Up(r) /\ ~Reaches(r) /\ pc[r] \notin {"end", "done"} /\ Go(r, "end")
    /\ UNCHANGED <<row, lease, cli, conn, main, armed, m, sec, s, sent, applied, effects>>

Release(r) ==      \* on a fresh connection where the first is broken; LEASE_LOST if not its row
    /\ Up(r) /\ pc[r] = "end" /\ Go(r, "done")
    /\ sec' = Put(sec, r, FALSE) /\ s' = Put(s, r, 0)
    /\ main[r] # "tx"                       \* waits for its own old transaction
    /\ row' = IF row = r /\ ~(ReleaseWaits /\ (main[r] = "exec" \/ sent[r] # "-"))
              THEN Nobody ELSE row
    /\ IF conn[r] THEN main' = Put(main, r, "gone") /\ m' = Put(m, r, 0)
                  ELSE UNCHANGED <<main, m>>
    /\ UNCHANGED <<lease, cli, conn, armed, sent, applied, effects>>

(* ---- the server ---- *)
Commit(r) ==
    /\ sent[r] = "commit" /\ main[r] = "tx"
    /\ main' = Put(main, r, "idle") /\ m' = Put(m, r, 0) /\ sent' = Put(sent, r, "-")
    /\ IF ~Fence \/ row = r
       THEN applied' = TRUE /\ effects' = effects + 1
            /\ lease' = IF row = r THEN L ELSE lease
       ELSE UNCHANGED <<applied, effects, lease>>
    /\ UNCHANGED <<row, pc, cli, conn, armed, sec, s>>

Execute(r) ==
    /\ sent[r] = "statement" /\ main[r] = "idle"
    /\ main' = Put(main, r, "exec") /\ m' = Put(m, r, 0) /\ sent' = Put(sent, r, "-")
    /\ UNCHANGED <<row, lease, pc, cli, conn, armed, sec, s, applied, effects>>

Finish(r) ==
    /\ main[r] = "exec" /\ main' = Put(main, r, "idle") /\ m' = Put(m, r, 0)
    /\ UNCHANGED <<row, lease, pc, cli, conn, armed, sec, s, sent, applied, effects>>

Lost(r) == cli[r] = "dead" \/ ~conn[r]

Notice(r) ==       \* that the client is gone; a message on its way is not executed any more
    /\ Lost(r) /\ main[r] # "gone"
    /\ main' = Put(main, r, "gone") /\ m' = Put(m, r, 0) /\ sent' = Put(sent, r, "-")
    /\ UNCHANGED <<row, lease, pc, cli, conn, armed, sec, s, applied, effects>>

Timed(r) == (IdleInTx /\ main[r] = "tx") \/ (main[r] = "idle" /\ armed[r])
MainDue(r) == m[r] = T /\ Timed(r)
SecDue(r) == sec[r] /\ s[r] = L

MainTimeout(r) ==
    /\ MainDue(r)
    /\ main' = Put(main, r, "gone") /\ m' = Put(m, r, 0) /\ sent' = Put(sent, r, "-")
    /\ UNCHANGED <<row, lease, pc, cli, conn, armed, sec, s, applied, effects>>

LoseSecond(r) ==   \* by its idle timeout or, at any time, a cut
    /\ sec[r] /\ sec' = Put(sec, r, FALSE) /\ s' = Put(s, r, 0)
    /\ UNCHANGED <<row, lease, pc, cli, conn, main, armed, m, sent, applied, effects>>

Tick ==            \* not before the timers that are due, and a living runner's touches
    /\ \A r \in Runners : ~MainDue(r) /\ ~SecDue(r) /\ ~(Touches /\ Thinks(r) /\ m[r] > 0)
    /\ lease' = IF lease > 0 THEN lease - 1 ELSE 0
    /\ m' = [r \in Runners |->
               IF Timed(r) THEN m[r] + 1 ELSE 0]
    /\ s' = [r \in Runners |-> IF sec[r] THEN s[r] + 1 ELSE 0]
    /\ UNCHANGED <<row, pc, cli, conn, main, armed, sec, sent, applied, effects>>

(* ---- what goes wrong ---- *)
Turn(r, from, to) ==
    /\ cli[r] \in from /\ pc[r] # "done" /\ cli' = Put(cli, r, to)
    /\ UNCHANGED <<row, lease, pc, conn, main, armed, m, sec, s, sent, applied, effects>>
Crash(r) == Cuts /\ Turn(r, {"up", "frozen", "back"}, "dead")
Freeze(r) == Turn(r, {"up"}, "frozen")
Thaw(r) == Turn(r, {"frozen"}, "back")
Cut(r) ==
    /\ Cuts /\ conn[r] /\ main[r] # "gone" /\ conn' = Put(conn, r, FALSE)
    /\ UNCHANGED <<row, lease, pc, cli, main, armed, m, sec, s, sent, applied, effects>>

Runner(r) ==
    \/ Acquire(r) \/ TakeOver(r) \/ Begin(r) \/ SendCommit(r) \/ Committed(r) \/ Record(r)
    \/ Arm(r) \/ Keep(r) \/ Send(r) \/ LetGo(r) \/ Broken(r) \/ Release(r)
Server(r) == Commit(r) \/ Execute(r) \/ Finish(r) \/ MainTimeout(r) \/ (SecDue(r) /\ LoseSecond(r))
Trouble(r) == Crash(r) \/ Freeze(r) \/ Thaw(r) \/ Cut(r) \/ Notice(r) \/ (Cuts /\ LoseSecond(r))

Next == Tick \/ \E r \in Runners :
            Runner(r) \/ Server(r) \/ Trouble(r) \/ Renew(r) \/ Touch(r) \/ TouchMain(r)

(* No fairness of Thaw or Notice: a runner may stay frozen, a death unseen. *)
Spec == Init /\ [][Next]_vars /\ WF_vars(Tick)
        /\ \A r \in Runners : WF_vars(Runner(r)) /\ WF_vars(Server(r)) /\ WF_vars(TouchMain(r))

(* ---- what must hold ---- *)
Works(r) == main[r] \in {"tx", "exec"}
TypeOK == lease \in 0..L /\ row \in Runners \cup {Nobody}
          /\ \A r \in Runners : m[r] \in 0..T /\ s[r] \in 0..L
NeverTwo == Cardinality({r \in Runners : Works(r)}) <= 1
OnlyTheHolderWorks == \A r \in Runners : Works(r) => row = r
Once == effects <= 1
LivingKeeps == \A r \in Runners : Thinks(r) /\ cli[r] = "up" => ~MainDue(r)
Same == Permutations(Runners)
NeverStuck == \A r \in Runners : <>(pc[r] = "done" \/ cli[r] \in {"frozen", "dead"})
=============================================================================
