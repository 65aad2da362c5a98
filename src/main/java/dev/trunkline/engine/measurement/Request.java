package dev.trunkline.engine.measurement;

import org.jspecify.annotations.Nullable;

/**
 * One message of a client, apart from its envelope. Immutable.
 *
 * @param models what is to run; null when the message only asks for details or a reset
 * @param data base64, or text when {@code isRawText}; null without models
 * @param isRawText whether {@code data} is meant as it is
 * @param resetsStream whether earlier sound is forgotten first
 * @param windowMillis how much sound counts, with what came before; 0 for this message's alone
 */
record Request(
        @Nullable Models models, @Nullable String data, boolean isRawText, boolean resetsStream, int windowMillis) {

    /**
     * The models that were asked for, each with its settings; null for those that were not. Immutable.
     *
     * @param prosody how its sound is cut
     */
    record Models(
            @Nullable Granularity prosody,
            @Nullable Language language,
            @Nullable Burst burst) {}

    /** Settings of the language model. */
    record Language(Granularity granularity, boolean wantsSentiment, boolean wantsToxicity) {}

    /** Settings of the vocal burst model. */
    record Burst(boolean wantsDescriptions) {}
}
