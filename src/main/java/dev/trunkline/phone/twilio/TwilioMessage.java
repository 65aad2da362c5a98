package dev.trunkline.phone.twilio;

import java.util.Map;

/**
 * What Twilio sends over a media stream (docs "Media Streams - WebSocket messages"). Immutable, except {@link Media} and
 * {@link Mark}.
 */
sealed interface TwilioMessage {

    void deliverTo(Receiver receiver);

    /** The first message: {@code protocol} is "Call", {@code version} "1.0.0". */
    record Connected(String protocol, String version) implements TwilioMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onConnected(this);
        }
    }

    /**
     * The stream's facts; sound follows.
     *
     * @param parameters what the webhook's TwiML attached; whoever opens the socket could claim anything here
     */
    record Start(String streamSid, String callSid, Map<String, String> parameters) implements TwilioMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onStart(this);
        }
    }

    /**
     * The caller's sound, 50 times a second: reused, so it is valid only until the codec's next
     * {@link TwilioCodec#decode}.
     */
    final class Media implements TwilioMessage {
        /** More than a second of sound in one message is not Twilio's doing. */
        static final int MAX_BYTES = 8_000;

        /** What {@link #chunk} and {@link #timestampMillis} are when the message did not say. */
        static final long UNKNOWN = -1;

        final byte[] muLaw = new byte[MAX_BYTES];
        String streamSid = "";
        int lengthBytes;
        long chunk = UNKNOWN; // 1, 2, 3...: counts media messages only
        long timestampMillis = UNKNOWN; // since the stream's start

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onMedia(this);
        }
    }

    /** A key was pressed. */
    record Dtmf(String streamSid, char digit) implements TwilioMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onDtmf(this);
        }
    }

    /** A mark came back; reused like {@link Media}. */
    final class Mark implements TwilioMessage {
        /** What {@link #number} is when the name is not one of ours. */
        static final long UNKNOWN = -1;

        String streamSid = "";
        long number = UNKNOWN; // all that our names are made of

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onMark(this);
        }
    }

    /** The stream is over. */
    record Stop(String streamSid) implements TwilioMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onStop(this);
        }
    }

    /** Something Twilio may have invented since. */
    record Unknown(String event) implements TwilioMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUnknown(this);
        }
    }

    /** Something that cannot be used; {@code reason} is one of the words below. */
    record Rejected(String reason) implements TwilioMessage {
        static final Rejected BAD_JSON = new Rejected("bad_json");
        static final Rejected BAD_FIELD = new Rejected("bad_field");
        static final Rejected BAD_BASE64 = new Rejected("bad_base64");
        static final Rejected BAD_SIZE = new Rejected("bad_size");
        static final Rejected BAD_FORMAT = new Rejected("bad_format");
        static final Rejected WRONG_TRACK = new Rejected("wrong_track");

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRejected(this);
        }
    }

    /** One method for each kind, so that the compiler finds what forgets one. */
    interface Receiver {
        void onConnected(Connected connected);

        void onStart(Start start);

        void onMedia(Media media);

        void onDtmf(Dtmf dtmf);

        void onMark(Mark mark);

        void onStop(Stop stop);

        void onUnknown(Unknown unknown);

        void onRejected(Rejected rejected);
    }
}
