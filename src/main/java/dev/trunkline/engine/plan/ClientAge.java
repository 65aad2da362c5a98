package dev.trunkline.engine.plan;

import dev.trunkline.net.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a handshake tells of the age of its client. Hume's TypeScript SDK names its version from 0.9 to 0.14
 * ({@code fernSdkVersion}); before, it only wrote its credentials differently ({@code apiKey}, {@code accessToken}), and
 * so did {@code @humeai/voice} (read in the packages that npm has).
 */
final class ClientAge {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\D.*)?");
    private static final int FIRST_MINOR_WITH_PROSODY = 12; // hume 0.11.4 has no assistant_prosody, 0.12.1 has

    private ClientAge() {}

    /**
     * Whether the client can know {@code assistant_prosody}; of whom nothing is known can. Older ones report it as an error,
     * and {@code @humeai/voice-react} 0.1 hangs up.
     */
    static boolean knowsAssistantProsody(HttpRequest request) {
        String version = request.queryValue("fernSdkVersion");
        if (version == null) {
            return request.queryValue("apiKey") == null && request.queryValue("accessToken") == null;
        }
        Matcher numbers = VERSION.matcher(version);
        return !numbers.matches()
                || Integer.parseInt(numbers.group(1)) > 0
                || Integer.parseInt(numbers.group(2)) >= FIRST_MINOR_WITH_PROSODY;
    }
}
