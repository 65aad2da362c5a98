package dev.trunkline.bridge;

import dev.trunkline.call.CallEnd;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.CallStateStore;
import dev.trunkline.continuity.RememberedCall;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What other nodes do with calls that are, or were, here: a call is heard from one node, the one with its newest stream. Thread-safe. */
final class OtherNodes implements CallStateStore.Others {

    private static final Logger LOG = LoggerFactory.getLogger(OtherNodes.class);

    private final CallMemory memory;
    private final RunningCalls running;
    private final Transfers transfers;

    OtherNodes(CallMemory memory, RunningCalls running, Transfers transfers) {
        this.memory = memory;
        this.running = running;
        this.transfers = transfers;
    }

    @Override
    public void claimed(String callSid, long generation) {
        if (!memory.hasMoved(callSid, generation)) {
            return;
        }
        transfers.over(callSid); // the caller is back with the agent, though the carrier has told another node
        if (running.orderEnd(callSid, CallEnd.MOVED)) {
            LOG.atInfo().addKeyValue("callSid", callSid).log("call has a newer stream on another node");
        }
    }

    @Override
    public void over(String callSid) {
        running.completed(callSid);
        transfers.over(callSid);
        memory.forgetHere(callSid);
    }

    @Override
    public void owned(String callSid, RememberedCall.Owner owner) {
        memory.owned(callSid, owner);
    }

    @Override
    public List<RememberedCall> live() {
        return running.callSids().stream()
                .map(memory::recall)
                .filter(Objects::nonNull)
                .toList();
    }
}
