package dev.trunkline.testing;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.call.SoundTap;
import dev.trunkline.call.SoundTaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a tap hears, laid out on the time line of its stream: one channel for the caller, one for what the phone played. */
public final class TapedSound implements SoundTap {

    private static final int MAX_BYTES = 60 * 8_000;
    private static final long NANOS_PER_BYTE = 125_000;

    private final byte[] caller = new byte[MAX_BYTES];
    private final byte[] phone = new byte[MAX_BYTES];
    private final long beganNanos;
    private final List<String> told = new ArrayList<>();
    private Voice last = Voice.AGENT;

    public TapedSound(SoundTaps taps) {
        this.beganNanos = taps.beganNanos();
        Arrays.fill(caller, MuLaw.SILENCE);
        Arrays.fill(phone, MuLaw.SILENCE);
    }

    private int place(long atNanos) {
        return (int) ((atNanos - beganNanos) / NANOS_PER_BYTE);
    }

    @Override
    public void onCaller(byte[] muLaw, int lengthBytes, long atNanos) {
        int skipped = Math.max(0, -place(atNanos) + lengthBytes);
        int from = Math.min(skipped, lengthBytes);
        System.arraycopy(muLaw, from, caller, place(atNanos) - lengthBytes + from, lengthBytes - from);
    }

    @Override
    public void onPlayout(Voice voice, byte[] muLaw, int lengthBytes, long heardAtNanos) {
        last = voice;
        System.arraycopy(muLaw, 0, phone, place(heardAtNanos), lengthBytes);
    }

    @Override
    public void onCleared(long atNanos) {
        told.add("cleared");
        Arrays.fill(phone, place(atNanos), MAX_BYTES, MuLaw.SILENCE);
    }

    @Override
    public void onSecret(boolean isSecret, long atNanos) {
        told.add(isSecret ? "secret" : "open");
    }

    @Override
    public void onEnded(long atNanos) {
        told.add("ended");
        Arrays.fill(phone, place(atNanos), MAX_BYTES, MuLaw.SILENCE);
    }

    /** What was told besides sound, in order. */
    public List<String> told() {
        return told;
    }

    /** Whose sound the phone was given last. */
    public Voice lastVoice() {
        return last;
    }

    /** What the phone was heard to play, as bytes. */
    public byte[] phone(int lengthBytes) {
        return Arrays.copyOf(phone, lengthBytes);
    }

    /** How long the caller sounded between two times, in ms. */
    public long callerSoundedMillis(int fromMillis, int toMillis) {
        return Tones.soundingMillis(samples(caller, fromMillis, toMillis), RecordingPhone.RATE_HZ);
    }

    /** The amplitude of a tone of the caller's between two times. */
    public double callerTone(int fromMillis, int toMillis, double hz) {
        return Tones.amplitude(samples(caller, fromMillis, toMillis), RecordingPhone.RATE_HZ, hz);
    }

    private static short[] samples(byte[] codes, int fromMillis, int toMillis) {
        short[] samples = new short[(toMillis - fromMillis) * 8];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(codes[fromMillis * 8 + i]);
        }
        return samples;
    }
}
