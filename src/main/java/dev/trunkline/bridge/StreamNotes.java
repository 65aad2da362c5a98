package dev.trunkline.bridge;

import dev.trunkline.call.CallContinuation;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.continuity.CallMemory;

/**
 * Notes what happens on a call's stream, as far as it decides how the call goes on. Thread-safe.
 *
 * @param visit how often the call had come here when the stream began
 */
record StreamNotes(CallMemory memory, int visit) implements CallContinuation.Keeper {

    void note(String callSid, CallEvent event) {
        if (event instanceof FarEndEvent.AiReady ready) {
            memory.talks(callSid, visit, ready.chatGroupId(), ready.farEnd());
        } else if (event instanceof FarEndEvent.AiResumable renamed) {
            memory.talks(callSid, visit, renamed.chatGroupId(), renamed.farEnd());
        } else if (event instanceof TalkEvent.CallerSaid said && !said.interim()) {
            memory.callerSaid(callSid, said.text());
        } else if (event instanceof TalkEvent.AgentSays says) {
            memory.agentSays(callSid, says.messageId());
        } else if (event instanceof TalkEvent.AgentHeard heard) {
            memory.agentHeard(callSid, heard.messageId(), heard.heardText());
        } else if (event instanceof CallEvent.TookBack) {
            memory.takesBack(callSid, visit);
        }
    }

    @Override
    public void keep(String callSid, CallContinuation continuation) {
        memory.keep(callSid, visit, continuation);
    }

    @Override
    public void decided(String callSid, CallContinuation continuation) {
        memory.keep(callSid, visit, continuation);
    }
}
