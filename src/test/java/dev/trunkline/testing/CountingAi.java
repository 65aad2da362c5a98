package dev.trunkline.testing;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.ToolCall;

/** An AI that keeps nothing and allocates nothing: it counts what it hears. */
public class CountingAi implements AiLeg {

    private int heardFrames;
    private long heardBytes;
    private int flushes;

    public int heardFrames() {
        return heardFrames;
    }

    public long heardBytes() {
        return heardBytes;
    }

    public int flushes() {
        return flushes;
    }

    @Override
    public void sendAudio(byte[] linear16, int lengthBytes) {
        heardFrames++;
        heardBytes += lengthBytes;
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void holdBack(boolean held) {}

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void userSaid(String text) {}

    @Override
    public void speak(String text) {}

    @Override
    public void context(String text, boolean persistent) {}

    @Override
    public void toolSucceeded(ToolCall tool, String content) {}

    @Override
    public void toolFailed(ToolCall tool, String error, String speakable) {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void close() {}
}
