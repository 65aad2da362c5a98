package dev.trunkline.bench;

import dev.trunkline.ai.evi.EviEnd;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.phone.twilio.TwilioEnd;
import dev.trunkline.testing.CountingAi;

/** The two legs of a call without sockets. */
final class Ends {

    private Ends() {}

    /** Sends what it is to play, and plays it in no time: marks come back. */
    static final class Phone implements PhoneLeg {
        private final TwilioEnd twilio;
        private long lastMark;
        private long playedBytes;

        Phone(TwilioEnd twilio) {
            this.twilio = twilio;
        }

        long playedBytes() {
            return playedBytes;
        }

        long lastMark() {
            return lastMark;
        }

        @Override
        public void play(byte[] muLaw, int lengthBytes) {
            playedBytes += twilio.play(muLaw, lengthBytes);
        }

        @Override
        public void mark(long mark) {
            twilio.mark(mark);
            lastMark = mark;
        }

        @Override
        public void clear() {
            throw new IllegalStateException("nobody interrupts");
        }

        @Override
        public void flush() {}

        @Override
        public void leave() {
            throw new IllegalStateException("the call has ended");
        }
    }

    /** Sends what it is to hear, and counts that. */
    static final class Ai extends CountingAi {
        private final EviEnd evi;

        Ai(EviEnd evi) {
            this.evi = evi;
        }

        @Override
        public void sendAudio(byte[] sound, int lengthBytes) {
            super.sendAudio(sound, evi.hear(sound, lengthBytes));
        }
    }
}
