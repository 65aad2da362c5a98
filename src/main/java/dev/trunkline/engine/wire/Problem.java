package dev.trunkline.engine.wire;

/**
 * What an {@code error} message can report. The codes are documented; the slugs of E0100 to E0708 and of I0100 are our
 * reading, because the full table was never published.
 */
public enum Problem {
    NOT_JSON("E0100", "invalid_json", false),
    BAD_FIELD("E0101", "invalid_message", false),
    BAD_BASE64("E0201", "invalid_base64", false),
    NO_AUDIO("E0202", "no_audio", false),
    UNKNOWN_GROUP("E0708", "chat_group_not_found", true),
    INACTIVE("E0714", "inactivity_timeout", true),
    TOO_LONG("E0715", "max_duration_timeout", true),
    WHOLE_FILE("E0723", "audio_too_long", false),
    INTERNAL("I0100", "internal_error", false),
    NOT_TRANSCRIBABLE("I0116", "transcription_failure", true);

    private final String code;
    private final String slug;
    private final boolean endsChat;

    Problem(String code, String slug, boolean endsChat) {
        this.code = code;
        this.slug = slug;
        this.endsChat = endsChat;
    }

    public String code() {
        return code;
    }

    public String slug() {
        return slug;
    }

    /** Whether the socket closes with 1000 after it. */
    public boolean endsChat() {
        return endsChat;
    }
}
