package dev.trunkline.lab.carrier;

/** What a server may say on a media stream. Immutable. */
sealed interface ServerMessage {

    /** Audio to play: mu-law, 8,000 bytes a second. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
    record Media(byte[] audio) implements ServerMessage {}

    record Mark(String name) implements ServerMessage {}

    record Clear() implements ServerMessage {}

    /** Something that is ignored, with Twilio's warning 31951. */
    record Invalid(String reason) implements ServerMessage {}
}
