package dev.trunkline.flight;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.flight.FlightFact.ToolResult;

/**
 * An AI leg, and what a call asks of it. Of the sound only a sum is kept: it is made of the caller's, which is there. Confined to
 * the call's loop.
 *
 * @param number which leg of the call, from 1
 */
record RecordedAiLeg(AiLeg leg, int number, FlightTape tape, SoundSum sum) implements AiLeg {

    @Override
    public SoundFormat hears() {
        return leg.hears();
    }

    @Override
    public FarEndTraits traits() {
        return leg.traits();
    }

    @Override
    public void sendAudio(byte[] sound, int lengthBytes) {
        tape.write(FlightKind.AI_AUDIO, number, sum.of(sound, lengthBytes), null);
        leg.sendAudio(sound, lengthBytes);
    }

    @Override
    public void heard(String messageId, long heardMillis) {
        tape.write(FlightKind.AI_HEARD, number, heardMillis, messageId);
        leg.heard(messageId, heardMillis);
    }

    @Override
    public boolean hasRoom() {
        return tape.answers(FlightQuestion.hasRoom(number), leg.hasRoom());
    }

    @Override
    public void holdBack(boolean held) {
        tape.write(FlightKind.AI_HOLD_BACK, number, held ? 1 : 0, null);
        leg.holdBack(held);
    }

    @Override
    public void userSaid(String text) {
        tape.write(FlightKind.AI_USER_SAID, number, 0, text);
        leg.userSaid(text);
    }

    @Override
    public void speak(String text) {
        tape.write(FlightKind.AI_SPEAK, number, 0, text);
        leg.speak(text);
    }

    @Override
    public void context(String text, boolean persistent) {
        tape.write(FlightKind.AI_CONTEXT, number, persistent ? 1 : 0, text);
        leg.context(text, persistent);
    }

    @Override
    public void toolSucceeded(ToolCall tool, String content) {
        tape.write(FlightKind.AI_TOOL_SUCCEEDED, number, 0, new ToolResult(tool.id(), content, ""));
        leg.toolSucceeded(tool, content);
    }

    @Override
    public void toolFailed(ToolCall tool, String error, String speakable) {
        tape.write(FlightKind.AI_TOOL_FAILED, number, 0, new ToolResult(tool.id(), error, speakable));
        leg.toolFailed(tool, error, speakable);
    }

    @Override
    public void pause() {
        tape.write(FlightKind.AI_PAUSE, number, 0, null);
        leg.pause();
    }

    @Override
    public void resume() {
        tape.write(FlightKind.AI_RESUME, number, 0, null);
        leg.resume();
    }

    @Override
    public void flush() {
        tape.write(FlightKind.AI_FLUSH, number, 0, null);
        leg.flush();
    }

    @Override
    public void close() {
        tape.write(FlightKind.AI_CLOSE, number, 0, null);
        leg.close();
    }
}
