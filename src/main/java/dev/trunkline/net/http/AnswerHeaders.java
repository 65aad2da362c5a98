package dev.trunkline.net.http;

import java.util.Map;

/** Headers that tell browsers to be careful with an answer (OWASP's "HTTP Headers" and "REST Security"). */
public final class AnswerHeaders {

    /**
     * For answers that are no page: nothing may be loaded or run by them, nobody may frame, guess the type of, keep or embed them,
     * and no address of ours is told to anybody. A page says itself what it needs.
     */
    public static final Map<String, String> NO_PAGE = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private AnswerHeaders() {}
}
