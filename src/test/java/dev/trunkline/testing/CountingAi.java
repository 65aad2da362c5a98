package dev.trunkline.testing;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.audio.SoundFormat;

/** An AI that keeps nothing and allocates nothing: it counts what it hears. */
public class CountingAi implements AiLeg {

    private static final SoundFormat HEARS = SoundFormat.linear16(16_000);
    private static final FarEndTraits TRAITS = new FarEndTraits(FarEndTraits.Interruption.ANNOUNCED, true);

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
    public SoundFormat hears() {
        return HEARS;
    }

    @Override
    public FarEndTraits traits() {
        return TRAITS;
    }

    @Override
    public void heard(String messageId, long heardMillis) {}

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
