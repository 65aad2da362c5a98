package dev.trunkline.ai;

import dev.trunkline.audio.SoundFormat;
import java.util.Map;

/**
 * What the AI side tells a call. Every method runs on the call's loop. After {@link #onReady}, exactly one
 * {@link #onLost} ends the story, unless the call closed the leg itself: then nothing comes any more.
 */
public interface AiEvents {

    /**
     * The chat is open and will hear us.
     *
     * @param chatId names this connection's chat
     * @param chatGroupId names the conversation; with it another connection can go on where this one stopped. Empty when there is no
     *     such name yet: {@link #onResumable} tells it.
     */
    void onReady(AiLeg leg, String chatId, String chatGroupId);

    /**
     * The other end has read so much of what {@link AiLeg#sendAudio} was given, for certain.
     *
     * @param soundBytes since the leg was ready, of {@link AiLeg#hears()}
     */
    void onCallerHeard(long soundBytes);

    /**
     * The other end has made out what the caller said in so much of what {@link AiLeg#sendAudio} was given: his words or its answer follow,
     * or there were none. Of an AI that never tells so, words and answers stand for all that came before them.
     *
     * @param soundBytes since the leg was ready, of {@link AiLeg#hears()}; rather too few than too many
     */
    default void onCallerUnderstood(long soundBytes) {}

    /**
     * The AI understood the caller.
     *
     * @param interim true while the caller is still speaking and the text may change
     * @param scores expression, name to 0..1, empty when not measured
     */
    void onUserMessage(String text, boolean interim, Map<String, Double> scores);

    /** A sentence that the agent is about to say; its sound follows under the same {@code messageId}. */
    void onAgentMessage(String messageId, String text, Map<String, Double> scores);

    /**
     * The text of a message grows, beside its sound; it may run ahead of it or come a little later. The first piece opens the message.
     *
     * @param more what is added to what was told of it
     */
    void onAgentText(String messageId, String more);

    /** The same of a sentence that only fills the time until the answer: it answers nothing. */
    default void onAgentFiller(String messageId, String text, Map<String, Double> scores) {
        onAgentMessage(messageId, text, scores);
    }

    /**
     * Sound of a message, in order.
     *
     * @param messageId the message; empty when the AI did not say
     * @param sound mono, valid only until this returns
     * @param offset where it begins, in bytes
     * @param lengthBytes how many bytes of it, whole samples
     */
    void onAgentAudio(String messageId, SoundFormat format, byte[] sound, int offset, int lengthBytes);

    /** The agent has generated all it wanted to say in this turn; it need not have been heard yet. */
    void onAgentTurnEnded();

    /** The caller spoke over the agent; the AI has stopped speaking. */
    void onUserInterrupted();

    /**
     * The caller makes himself heard over the agent, and the AI has not decided yet what that means: the agent is silent until
     * {@link #onAgentGoesOn}, which is when it was nothing, or {@link #onUserInterrupted}. An AI that never says so is not waited
     * for.
     */
    void onAgentHeld();

    /** The caller did not mean to interrupt: the agent goes on where it was held. */
    void onAgentGoesOn();

    void onToolCalled(ToolCall tool);

    /** Something the AI reported that does not end the chat by itself. */
    void onProblem(AiProblem problem);

    /**
     * The AI ends this chat because it is too long; another one of the same conversation may go on.
     *
     * @param limitNanos how long a chat may be, or 0 when it does not say
     */
    default void onTooLong(long limitNanos) {}

    /**
     * The AI will end this chat before long, and another one of the same conversation may go on: told when it is known, perhaps at once,
     * perhaps more than once.
     *
     * @param remainingNanos until then
     */
    void onEndsSoon(long remainingNanos);

    /**
     * The conversation has another name from now on, as some AIs give it after every turn: what was told before may not be known any
     * more.
     *
     * @param chatGroupId with it another connection can go on where this one stands
     */
    default void onResumable(String chatGroupId) {}

    /**
     * Something arrived that could not be used; it was dropped and the chat goes on. (Not named as on the phone side: a call
     * hears both, and has to know who sent the rubbish.)
     *
     * @param reason a short word from a closed set, a metric label: "bad_json", "unknown_type", "bad_base64"...
     */
    void onMessageRejected(String reason);

    /** The chat is over or could not be opened. */
    void onLost(AiLoss loss);
}
