package dev.trunkline.engine.wire;

/**
 * What an {@code error} message can report. The codes are documented; the slugs of E0100 to E0203, E0708, E0710, E0723 and
 * of I0100 are our reading, because the full table was never published. A config that does not exist has been seen as I0100.
 */
public enum Problem {
    NOT_JSON("E0100", "invalid_json", false),
    BAD_FIELD("E0101", "invalid_message", false),
    WRONG_MODEL("E0102", "model_not_supported_for_file_type", false),
    UNKNOWN_MEDIA("E0200", "unknown_media_type", false),
    BAD_BASE64("E0201", "invalid_base64", false),
    NO_AUDIO("E0202", "no_audio", false),
    LONG_AUDIO("E0203", "audio_too_long", false),
    MODEL_DISCONNECTED("E0705", "custom_language_model_disconnected", false),
    UNKNOWN_GROUP("E0708", "chat_group_not_found", true),
    RESUME_FAILED("E0710", "chat_resume_failed", true),
    MODEL_TIMED_OUT("E0712", "custom_language_model_timed_out", false),
    INACTIVE("E0714", "inactivity_timeout", true),
    TOO_LONG("E0715", "max_duration_timeout", true),
    WHOLE_FILE("E0723", "audio_too_long", false),
    INTERNAL("I0100", "internal_error", false),
    UNKNOWN_CONFIG("I0100", "config_not_found", true),
    NOT_TRANSCRIBABLE("I0116", "transcription_failure", true),
    EARS_LOST("I0118", "transcription_disconnected", true);

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

    /** Whether the client sent something wrong; otherwise something behind the engine does not work. */
    public boolean isClientsMistake() {
        return code.startsWith("E01") || code.startsWith("E02") || this == WHOLE_FILE;
    }
}
