package dev.trunkline.console.page;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The console's files: a page and the modules that it loads, as they are in the jar. They hold nothing of anybody; who wants to see calls
 * shows the API a token. Browsers ask each time whether a file is still the same, and get it only if it is not. Immutable.
 */
public final class ConsolePage {

    private static final String INDEX = "index.html";
    private static final int NOT_MODIFIED = 304;

    /** All there is. */
    static final List<String> FILES = List.of(
            INDEX,
            "api.js",
            "base.css",
            "base64.js",
            "call-feed.js",
            "call-state.js",
            "capture-worklet.js",
            "carrier-buffer.js",
            "composer.js",
            "details.js",
            "dialogs.js",
            "dom.js",
            "fleet.js",
            "format.js",
            "framer.js",
            "icon.svg",
            "icons.svg",
            "links.js",
            "live.js",
            "main.js",
            "mulaw.js",
            "parts.css",
            "player.js",
            "playout-worklet.js",
            "resampler.js",
            "shortcuts.js",
            "slots.js",
            "softphone.js",
            "sound.js",
            "supervision.js",
            "theme.js",
            "transcript.js",
            "view-call.js",
            "view-dial.js",
            "view-history.js",
            "view-now.js",
            "view-phone.js",
            "view-record.js",
            "view-sign-in.js",
            "view-upkeep.js",
            "views.css",
            "waveform.js");

    /** What the page needs beside what every answer carries: its own files, its own server, its own microphone. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; media-src 'self' blob:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Permissions-Policy",
            "microphone=(self), camera=(), geolocation=()",
            "Cache-Control",
            "no-cache");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private static final Map<String, ConsoleFile> LOADED = load();

    private ConsolePage() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record, and never written to
    private record ConsoleFile(String contentType, byte[] bytes, Map<String, String> headers) {}

    /** Adds the page at {@code /} and its files below {@code /console/}, for everybody. */
    public static void contribute(Routes.Builder routes) {
        routes.http("GET", "/", (request, reply) -> reply.send(answer(request, LOADED.get(INDEX))));
        routes.http(
                "GET",
                "/console/{file}",
                (request, reply) -> reply.send(answer(request, LOADED.get(request.pathParameter("file")))));
    }

    private static HttpResponse answer(HttpRequest request, @Nullable ConsoleFile file) {
        if (file == null) {
            return HttpResponse.text(404, "not found\n");
        }
        String known = request.header("If-None-Match");
        String tag = file.headers.getOrDefault("ETag", "");
        return known != null && List.of(known.split("\\s*,\\s*", -1)).contains(tag)
                ? new HttpResponse(NOT_MODIFIED, "", new byte[0], file.headers)
                : new HttpResponse(200, file.contentType, file.bytes, file.headers);
    }

    private static Map<String, ConsoleFile> load() {
        Map<String, ConsoleFile> files = new LinkedHashMap<>();
        for (String name : FILES) {
            try (InputStream in = ConsolePage.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the jar has no " + name);
                }
                byte[] bytes = in.readAllBytes();
                Map<String, String> headers = new LinkedHashMap<>(HEADERS);
                headers.put("ETag", '"' + hash(bytes) + '"');
                String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
                files.put(name, new ConsoleFile(type, bytes, Map.copyOf(headers)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Map.copyOf(files);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
