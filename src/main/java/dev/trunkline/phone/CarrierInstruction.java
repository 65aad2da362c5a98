package dev.trunkline.phone;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What the carrier is to do with a call when its stream has ended. Immutable. */
public sealed interface CarrierInstruction {

    /** The conversation is over. */
    record HangUp() implements CarrierInstruction {}

    /**
     * A person takes over.
     *
     * @param destination its name in the configuration
     * @param number what is dialled: from the configuration, never from the model; E.164, or an address that begins with
     *     {@code sip:} or {@code client:}
     * @param callerId what the person's phone shows, or null while it is not chosen
     * @param ringSeconds how long it may ring
     * @param mustAccept whether the person has to press a key for it, once they know who calls
     */
    record Transfer(
            String destination, String number, @Nullable String callerId, int ringSeconds, boolean mustAccept)
            implements CarrierInstruction {

        /** To whom the caller is put through as soon as they answer. */
        public Transfer(String destination, String number, @Nullable String callerId, int ringSeconds) {
            this(destination, number, callerId, ringSeconds, false);
        }

        /** The same with what the person's phone shows. */
        public Transfer showing(@Nullable String shown) {
            return new Transfer(destination, number, shown, ringSeconds, mustAccept);
        }
    }

    /**
     * The call is not answered, and costs nothing.
     *
     * @param busy whether the caller hears the tone of a busy line, else that the call is rejected
     */
    record Reject(boolean busy) implements CarrierInstruction {}

    /** Another stream, which goes on with the conversation. */
    record GoOn() implements CarrierInstruction {}

    /**
     * There is no room for this caller yet: he waits, and the carrier asks {@link CarrierEvents#waits} in a few seconds.
     *
     * @param position his place in the line; 1 is the next
     * @param words what he is told meanwhile, "" for nothing
     */
    record Wait(int position, String words) implements CarrierInstruction {}

    /**
     * The person who is wanted is busy: the caller waits, and the carrier asks {@link CarrierEvents#holds} every few seconds.
     *
     * @param destination whom he waits for
     * @param words what he is told now, "" for nothing
     * @param seconds how long he waits until then, as silence or music
     * @param music null: silence
     */
    record Hold(
            String destination,
            String words,
            int seconds,
            @Nullable URI music) implements CarrierInstruction {}

    /**
     * The same on another node: this one drains.
     *
     * @param chatGroupId the conversation, or null when there is none yet
     */
    record GoElsewhere(@Nullable String chatGroupId) implements CarrierInstruction {}

    /**
     * We cannot serve this caller, or not any longer.
     *
     * @param words what the caller is told
     * @param number who is dialled after that, as for a transfer, or null to hang up
     * @param callerId what the phone there shows, or null while it is not chosen
     */
    record Apologise(
            String words, @Nullable String number, @Nullable String callerId) implements CarrierInstruction {

        /** What a caller is told where nobody has chosen other words. */
        public static final String SORRY =
                "We are sorry, we cannot take your call at the moment. Please try again later.";

        /** Nobody is dialled. */
        public Apologise(String words) {
            this(words, null, null);
        }
    }
}
