package dev.trunkline.lab.carrier.media;

/** What a server may say on a media stream. Immutable. */
sealed interface StreamCommand {

    /** Audio to play: mu-law, 8,000 bytes a second. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
    record Media(byte[] audio) implements StreamCommand {}

    record Mark(String name) implements StreamCommand {}

    record Clear() implements StreamCommand {}

    /** Something that is ignored, with Twilio's warning 31951. */
    record Invalid(String reason) implements StreamCommand {}
}
