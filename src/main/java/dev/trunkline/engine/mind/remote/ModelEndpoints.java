package dev.trunkline.engine.mind.remote;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What addresses and keys of models must look like. */
final class ModelEndpoints {

    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
    private static final int MAX_KEY_CHARS = 4_096;

    private ModelEndpoints() {}

    static void checkUrl(URI url, String what) {
        if (!SCHEMES.contains(scheme(url)) || url.getHost() == null) {
            throw new IllegalArgumentException("the " + what + " must look like https://host/path, not " + url);
        }
    }

    /** Says nothing about the key itself. */
    static void checkKey(@Nullable String key) {
        if (key != null && !isKey(key)) {
            throw new IllegalArgumentException(
                    "the API key of the model holds characters that no HTTP header may hold");
        }
    }

    static boolean isKey(String key) {
        return key.length() <= MAX_KEY_CHARS && key.chars().allMatch(c -> c > ' ' && c < 127);
    }

    static String scheme(URI url) {
        return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    }

    static boolean isWebSocket(URI url) {
        return scheme(url).startsWith("ws");
    }

    /** Where completions are asked for below {@code base}. */
    static URI completions(URI base) {
        String text = base.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return URI.create(text.endsWith("/chat/completions") ? text : text + "/chat/completions");
    }

    /** The same with one more query parameter. */
    static URI withParameter(URI url, String name, String value) {
        String parameter = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        String text = url.toString();
        int fragment = text.indexOf('#');
        String whole = fragment < 0 ? text : text.substring(0, fragment);
        return URI.create(whole + (url.getRawQuery() == null ? "?" : "&") + parameter);
    }
}
