package dev.trunkline.call;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.time.Scheduler;

/**
 * What a call reaches the world through. Immutable.
 *
 * @param phone the caller's leg
 * @param connector calls the AI
 * @param tools what the model may do
 * @param scheduler the call's loop and its clock
 * @param listener hears what happens
 * @param latencies takes what is measured frame by frame
 * @param continuations keeps what remains when the stream has ended
 * @param sound what all calls together may keep of their agents' sound
 */
public record CallPorts(
        PhoneLeg phone,
        AiConnector connector,
        ToolRunner tools,
        Scheduler scheduler,
        CallListener listener,
        LatencyMetrics latencies,
        CallContinuation.Keeper continuations,
        SoundBudget sound) {

    /** Those of a call that shares its memory with no other. */
    public CallPorts(
            PhoneLeg phone,
            AiConnector connector,
            ToolRunner tools,
            Scheduler scheduler,
            CallListener listener,
            LatencyMetrics latencies,
            CallContinuation.Keeper continuations) {
        this(phone, connector, tools, scheduler, listener, latencies, continuations, SoundBudget.ofThisMachine());
    }
}
