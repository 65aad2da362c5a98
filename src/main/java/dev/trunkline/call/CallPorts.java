package dev.trunkline.call;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.ChatAllowance;
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
 * @param chats whether there may be a second chat beside the first
 * @param taps who listens to the sound; {@code phone} is one of {@link SoundTaps#around}
 * @param voice says what a far end would not say word for word
 */
public record CallPorts(
        PhoneLeg phone,
        AiConnector connector,
        ToolRunner tools,
        Scheduler scheduler,
        CallListener listener,
        LatencyMetrics latencies,
        CallContinuation.Keeper continuations,
        SoundBudget sound,
        ChatAllowance chats,
        SoundTaps taps,
        OwnVoice voice) {

    /** Those of a call that shares nothing, that nobody listens to, and for which only its far end speaks. */
    public CallPorts(
            PhoneLeg phone,
            AiConnector connector,
            ToolRunner tools,
            Scheduler scheduler,
            CallListener listener,
            LatencyMetrics latencies,
            CallContinuation.Keeper continuations) {
        this(
                phone,
                connector,
                tools,
                scheduler,
                listener,
                latencies,
                continuations,
                SoundBudget.ofThisMachine(),
                ChatAllowance.UNLIMITED,
                new SoundTaps(scheduler),
                OwnVoice.NONE);
    }
}
