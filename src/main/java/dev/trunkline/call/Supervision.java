package dev.trunkline.call;

import dev.trunkline.phone.CarrierInstruction.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may do to a live call: have the agent say something, tell it something, pause it, speak in its place, hand the
 * caller back or on. It belongs to the call and not to a leg of it: an agent that is paused stays paused on the leg that comes after a
 * loss or a rollover, and a person who talks with the caller goes on while no AI is there at all. Everything that is done is told as
 * {@link OperatorEvent.Supervised}; what cannot be done now is refused with the reason. Confined to the call's loop.
 */
public interface Supervision {

    /** After which the agent has the caller again whose person has lost the connection: a page that is loaded anew is back by then. */
    long LOST_NANOS = 5_000_000_000L;

    /** The agent says this word for word, after what it is saying. Also a paused one. */
    @Nullable
    SupervisionRefusal say(String operator, String text);

    /**
     * The caller hears this behind what the agent is saying, though no agent may be there yet.
     *
     * @param muLaw the words at 8 kHz, in the agent's voice
     */
    void announce(String words, byte[] muLaw);

    /**
     * Tells the agent something; does not make it speak.
     *
     * @param persistent for the rest of the call, else for its next answer
     */
    @Nullable
    SupervisionRefusal context(String operator, String text, boolean persistent);

    /** Tells the agent, and nobody else, what to heed in its next answer. */
    @Nullable
    SupervisionRefusal whisper(String operator, String text);

    /** Writes something down in the call's record. */
    @Nullable
    SupervisionRefusal note(String operator, String text);

    /** The agent falls silent at once, and answers nothing until it is resumed; the caller is heard. */
    @Nullable
    SupervisionRefusal pause(String operator);

    /** A paused agent goes on: with what the caller said last, or with the sentence that was cut. */
    @Nullable
    SupervisionRefusal resume(String operator);

    /** Why nobody can take the call over now, or null when somebody can. */
    @Nullable
    SupervisionRefusal objectionToTakeOver();

    /**
     * A person speaks in the agent's place. What the agent was saying is cut, and the caller's words go on being transcribed.
     *
     * @param speaking the person's sound
     */
    @Nullable
    SupervisionRefusal takeOver(String operator, OperatorVoice speaking);

    /**
     * The connection to the person is lost who speaks with this voice. The agent has the caller again, and is told so, unless
     * somebody takes the call over in the next {@value #LOST_NANOS} ns.
     */
    void onVoiceLost(String operator, OperatorVoice lostVoice);

    /**
     * The agent has the caller again.
     *
     * @param note for the agent; "" for none
     */
    @Nullable
    SupervisionRefusal release(String operator, String note);

    /**
     * The caller is put through, when what the agent is saying has been heard.
     *
     * @param whisper what the person there hears first
     */
    @Nullable
    SupervisionRefusal transfer(String operator, Transfer destination, String whisper);
}
