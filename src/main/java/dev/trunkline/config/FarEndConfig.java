package dev.trunkline.config;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A far end that the file names, and that routes list in their {@code ai}. Immutable.
 *
 * @param name as the file calls it; a metric label
 * @param url where it is, or null for the engine in this process
 * @param key goes out in a header, or null for a server that asks for none
 * @param secretKey of EVI alone: with it, short-lived access tokens are fetched
 * @param model the vendor's name of it, or null for what the agent or the dialect says
 * @param voice likewise
 * @param authorities who are believed beside the platform's
 * @param connectTimeoutMillis how long its socket may take to open, the first time
 * @param readyTimeoutMillis and then it, to take the session
 * @param maxChatSeconds how long it lets a chat last; 0 for as long as the vendor's documents, or it, say
 */
public record FarEndConfig(
        String name,
        Dialect dialect,
        @Nullable URI url,
        @Nullable Secret key,
        @Nullable Secret secretKey,
        @Nullable String model,
        @Nullable String voice,
        List<X509Certificate> authorities,
        int connectTimeoutMillis,
        int readyTimeoutMillis,
        int maxChatSeconds,
        TrunklineConfig.ConnectRate connects) {

    /** In a route's {@code ai}: all that {@link FarEndKey#URL} lists. */
    public static final String EVI_LIST = "evi";

    /** In a route's {@code ai}: the engine in this process, which needs no entry. */
    public static final String EMBEDDED = EviAddress.EMBEDDED_NAME;

    public FarEndConfig {
        authorities = List.copyOf(authorities);
    }

    /** What a far end speaks. Addresses and limits are the vendors', as far-ends.md quotes them. */
    public enum Dialect {
        EVI("evi", null, Key.OPTIONAL, 1_800),
        OPENAI("openai", "wss://api.openai.com/v1/realtime", Key.NEEDED, 0, "gpt-realtime"),
        AZURE_OPENAI("azure-openai", null, Key.NEEDED, 0),
        AZURE_VOICE_LIVE("azure-voice-live", null, Key.NEEDED, 0, "gpt-realtime"),
        XAI("xai", "wss://api.x.ai/v1/realtime", Key.NEEDED, 0),
        REALTIME("realtime", null, Key.OPTIONAL, 0),
        GEMINI(
                "gemini",
                "wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.GenerativeService"
                        + ".BidiGenerateContent",
                Key.NEEDED,
                0),
        EMBEDDED("embedded", null, Key.NONE, 0);

        /** Whether a key is sent. */
        enum Key {
            NONE,
            OPTIONAL,
            NEEDED
        }

        private final String word;
        private final @Nullable String usualUrl;
        private final Key key;
        private final int usualMaxChatSeconds;
        private final @Nullable String usualModel;

        Dialect(String word, @Nullable String usualUrl, Key key, int usualMaxChatSeconds) {
            this(word, usualUrl, key, usualMaxChatSeconds, null);
        }

        Dialect(String word, @Nullable String usualUrl, Key key, int usualMaxChatSeconds, @Nullable String usualModel) {
            this.usualModel = usualModel;
            this.word = word;
            this.usualUrl = usualUrl;
            this.key = key;
            this.usualMaxChatSeconds = usualMaxChatSeconds;
        }

        /** As the file calls it; a metric label. */
        public String word() {
            return word;
        }

        /** Whether a conversation goes on there by its name; the sessions of others die with their sockets. */
        public boolean remembers() {
            return this == EVI || this == EMBEDDED || this == GEMINI;
        }

        @Nullable
        String usualUrl() {
            return usualUrl;
        }

        Key key() {
            return key;
        }

        int usualMaxChatSeconds() {
            return usualMaxChatSeconds;
        }

        /** What is asked for where neither far end nor agent say; null where that is the server's business, or its client's. */
        public @Nullable String usualModel() {
            return usualModel;
        }

        static @Nullable Dialect of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst()
                    .orElse(null);
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Dialect::word).toList();
        }
    }
}
