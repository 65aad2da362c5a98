package dev.trunkline.bench;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.evi.EviEnd;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.phone.twilio.TwilioEnd;

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

    /** Hears. */
    static final class Ai implements AiLeg {
        private final EviEnd evi;
        private long heardBytes;

        Ai(EviEnd evi) {
            this.evi = evi;
        }

        long heardBytes() {
            return heardBytes;
        }

        @Override
        public void hear(byte[] linear16, int lengthBytes) {
            heardBytes += evi.hear(linear16, lengthBytes);
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
        public void flush() {}

        @Override
        public void close() {}
    }
}
