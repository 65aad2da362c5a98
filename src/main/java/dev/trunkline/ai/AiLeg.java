package dev.trunkline.ai;

import dev.trunkline.audio.SoundFormat;

/**
 * What a call may ask of its AI side, once {@link AiEvents#onReady} handed it over. Every method runs on the call's loop
 * and returns at once; after the leg is closed or lost they do nothing.
 */
public interface AiLeg {

    /**
     * How the caller's sound is to be written: {@link SoundFormat#PHONE} or linear16; the same for as long as the leg is there.
     */
    SoundFormat hears();

    /** What can be expected of the far end. */
    FarEndTraits traits();

    /**
     * The caller's sound.
     *
     * @param sound in the format of {@link #hears()}; read before this returns, so the caller may reuse it
     * @param lengthBytes how many bytes of it, from index 0; whole samples
     */
    void sendAudio(byte[] sound, int lengthBytes);

    /** Whether more sound would leave soon; else it should be kept for later, when the other end has read some. */
    boolean hasRoom();

    /**
     * Whether no more is wanted for now of what the AI says: it waits at the other end, with all that comes behind it. For
     * moments only.
     */
    void holdBack(boolean held);

    /**
     * A message was interrupted: the caller has heard so much of it, and hears no more. An AI that keeps what was said forgets the
     * rest.
     *
     * @param heardMillis by the phone's playout, never more than came of it
     */
    void heard(String messageId, long heardMillis);

    /** Says {@code text} to the AI as if the caller had said it. */
    void userSaid(String text);

    /** Makes the agent say {@code text}: word for word where {@link FarEndTraits#speaksWordForWord}, else as nearly as it can. */
    void speak(String text);

    /**
     * Tells the AI something that colours its next answers; does not make it speak.
     *
     * @param text for the model, not for the caller
     * @param persistent true: for the rest of the chat, and in the place of what was told so before; false: for the next answer only
     */
    void context(String text, boolean persistent);

    /** The tool worked; {@code content} is for the model. */
    void toolSucceeded(ToolCall tool, String content);

    /** The tool failed; {@code error} is for logs, {@code speakable} is what the model may say about it. */
    void toolFailed(ToolCall tool, String error, String speakable);

    /** The agent stops answering, and goes on transcribing. */
    void pause();

    /** The agent answers again. */
    void resume();

    /** Writes everything asked for since the last flush in one go; called once per turn of the loop. */
    void flush();

    /** Ends the chat from our side. No event follows. */
    void close();
}
