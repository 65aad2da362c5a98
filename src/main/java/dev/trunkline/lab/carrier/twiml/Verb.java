package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.rest.CarrierFailure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One instruction of a TwiML document. URLs are as written. Immutable. */
sealed interface Verb {

    /** The name of its element. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Calls the method that fits. */
    void performBy(Performer performer);

    /** Obeys verbs. */
    interface Performer {
        void say(Say say);

        void play(Play play);

        void pause(Pause pause);

        void enqueue(Enqueue enqueue);

        void leave();

        void connect(Connect connect);

        void dial(Dial dial);

        void redirect(Redirect redirect);

        void gather(Gather gather);

        void awaitKey(AwaitKey end);

        void hangUp();

        void reject(Reject reject);

        void unknown(Unknown unknown);
    }

    record Say(String words) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.say(this);
        }
    }

    /**
     * {@code <Play>}.
     *
     * @param url of a sound file
     */
    record Play(Link url) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.play(this);
        }
    }

    /**
     * {@code <Enqueue>}.
     *
     * @param queue its name
     * @param waitUrl what is heard meanwhile; null: music of Twilio's
     */
    record Enqueue(
            String queue, @Nullable Link waitUrl, @Nullable Link action) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.enqueue(this);
        }
    }

    /** {@code <Leave>}: out of the queue. */
    record Leave() implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.leave();
        }
    }

    record Pause(long millis) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.pause(this);
        }
    }

    /** {@code <Connect>} with its {@code <Stream>}. */
    record Connect(Stream stream, @Nullable Link action) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.connect(this);
        }
    }

    /**
     * {@code <Dial>}.
     *
     * @param callerId "" for the caller's own number
     */
    record Dial(List<DialTarget> numbers, @Nullable Link action, long timeoutMillis, long limitMillis, String callerId)
            implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.dial(this);
        }
    }

    /**
     * {@code <Gather>} of keys.
     *
     * @param verbs what is heard meanwhile
     * @param timeoutMillis how long a key is waited for after that
     * @param action null: the document goes on as if there were none
     */
    record Gather(
            List<Verb> verbs,
            int digits,
            long timeoutMillis,
            @Nullable Link action) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.gather(this);
        }
    }

    /** The end of a {@link Gather}: what is in it has been heard, and a key may still come. */
    record AwaitKey(long millis) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.awaitKey(this);
        }
    }

    record Redirect(Link target) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.redirect(this);
        }
    }

    record Hangup() implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.hangUp();
        }
    }

    /**
     * {@code <Reject>}.
     *
     * @param reason rejected or busy
     */
    record Reject(String reason) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.reject(this);
        }
    }

    /** A verb that is not simulated. */
    record Unknown(String name) implements Verb {
        @Override
        public void performBy(Performer performer) {
            performer.unknown(this);
        }
    }

    /** Somewhere to ask for more. */
    record Link(String url, String method) {

        /** The address, seen from a document; throws {@link CarrierFailure} when it is none. */
        URI from(URI document) {
            try {
                return document.resolve(url);
            } catch (IllegalArgumentException e) {
                throw new CarrierFailure(11_100, "Invalid URL format: " + url);
            }
        }
    }

    /**
     * Whom to dial.
     *
     * @param number a telephone's, or an address that begins with {@code sip:} or {@code client:}
     * @param whisper what the person hears before being put through
     */
    record DialTarget(String number, @Nullable Link whisper) {
        boolean isTelephone() {
            return !number.startsWith("sip") && !number.startsWith("client:");
        }
    }

    /**
     * {@code <Stream>}.
     *
     * @param name "" for the stream's sid
     * @param track as written, "" when absent
     */
    record Stream(
            String url, String name, String track, @Nullable Link statusCallback, Map<String, String> parameters) {}
}
