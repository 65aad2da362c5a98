package dev.trunkline.phone.twilio;

import dev.trunkline.phone.PhoneEvents;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what a call is told. */
final class RecordingEvents implements PhoneEvents {

    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<String> rejected = new CopyOnWriteArrayList<>();
    final List<StreamEnding> endings = new CopyOnWriteArrayList<>();
    volatile boolean failsAtAudio;
    volatile boolean failsAtEnd;

    @Override
    public void onCallerAudio(byte[] muLaw, int lengthBytes) {
        if (failsAtAudio) {
            throw new IllegalStateException("a bug in the call");
        }
        heard.write(muLaw, 0, lengthBytes);
    }

    @Override
    public void onDigit(char digit) {
        told.add("digit " + digit);
    }

    @Override
    public void onPlayed(long mark) {
        told.add("played " + mark);
    }

    @Override
    public void onStreamEnded(StreamEnding ending) {
        endings.add(ending);
        if (failsAtEnd) {
            throw new IllegalStateException("another bug in the call");
        }
    }

    @Override
    public void onFrameRejected(String reason) {
        rejected.add(reason);
    }

    @Override
    public void onCallCompleted() {
        told.add("completed");
    }
}
