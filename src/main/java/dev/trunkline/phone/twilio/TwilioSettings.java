package dev.trunkline.phone.twilio;

import dev.trunkline.net.http.Authority;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the carrier's side must know. Immutable.
 *
 * @param publicUrl what Twilio calls: {@code http(s)://host[:port][/prefix]}; every URL we hand out begins with it, and
 *     every signature is checked against it, never against what a request says of itself
 * @param authToken verifies webhooks and handshakes; null means that only this machine is served
 * @param secondaryAuthToken accepted as well, while tokens are rotated
 * @param maxTransferSeconds after which a transferred call is cut, so that a forgotten one ends
 * @param hold how those wait for whom there is no room yet
 * @param elsewhere the public URL of the other nodes, where calls go while this one drains; or null, when all have one
 */
public record TwilioSettings(
        URI publicUrl,
        @Nullable String authToken,
        @Nullable String secondaryAuthToken,
        int maxTransferSeconds,
        Hold hold,
        @Nullable URI elsewhere) {

    private static final int TWILIO_DEFAULT_SECONDS = 4 * 60 * 60; // <Dial timeLimit>
    private static final int URL_KEY_BYTES = 32;

    /** Throws {@link IllegalArgumentException}, naming the fault, for a URL that cannot be handed out. */
    public TwilioSettings {
        boolean isHttp =
                "http".equalsIgnoreCase(publicUrl.getScheme()) || "https".equalsIgnoreCase(publicUrl.getScheme());
        if (!isHttp || publicUrl.getHost() == null) {
            throw new IllegalArgumentException("the public URL must begin with http:// or https:// and a host");
        }
        if (publicUrl.getRawQuery() != null
                || publicUrl.getRawFragment() != null
                || publicUrl.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the public URL must have no user, query or fragment");
        }
        if (authToken == null && secondaryAuthToken != null) {
            throw new IllegalArgumentException("a secondary auth token needs a primary one");
        }
        if ("".equals(authToken) || "".equals(secondaryAuthToken)) {
            throw new IllegalArgumentException("an auth token must not be empty");
        }
    }

    /**
     * How a caller waits for room.
     *
     * @param isQueued in a queue of Twilio's ({@code <Enqueue>}), which then counts him; else by {@code <Pause>} and {@code <Redirect>}
     * @param askEverySeconds how long each piece of waiting is, without music
     * @param music what is played meanwhile, a piece of some seconds; null: silence
     */
    public record Hold(
            boolean isQueued, int askEverySeconds, @Nullable URI music) {
        /** Silence, of the usual length. */
        public static final Hold SILENT = new Hold(false, 3, null);
    }

    /** Of a node whose public URL is everybody's, and where whoever waits hears silence. */
    public TwilioSettings(
            URI publicUrl, @Nullable String authToken, @Nullable String secondaryAuthToken, int maxTransferSeconds) {
        this(publicUrl, authToken, secondaryAuthToken, maxTransferSeconds, Hold.SILENT, null);
    }

    /** With everything else at its default. */
    public TwilioSettings(URI publicUrl, @Nullable String authToken) {
        this(publicUrl, authToken, null, TWILIO_DEFAULT_SECONDS);
    }

    /**
     * The keys of what we sign ourselves: the first signs, all are accepted. They are the auth tokens, which all nodes share, so that a call
     * outlives a rotation as its webhooks do; or else a new random one.
     */
    public List<byte[]> urlKeys() {
        if (authToken == null) {
            byte[] random = new byte[URL_KEY_BYTES];
            new SecureRandom().nextBytes(random);
            return List.of(random);
        }
        byte[] primary = authToken.getBytes(StandardCharsets.UTF_8);
        return secondaryAuthToken == null
                ? List.of(primary)
                : List.of(primary, secondaryAuthToken.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the public URL is a name of this machine: nobody outside of it is expected. */
    boolean isLocal() {
        Authority authority = Authority.parse(String.valueOf(publicUrl.getRawAuthority()));
        return authority != null && authority.isLoopback();
    }

    /** An absolute URL; {@code pathAndQuery} begins with a slash. */
    String url(String pathAndQuery) {
        return url(publicUrl, pathAndQuery);
    }

    /** The same on whichever node takes calls while this one drains. */
    String urlElsewhere(String pathAndQuery) {
        return url(elsewhere == null ? publicUrl : elsewhere, pathAndQuery);
    }

    private static String url(URI origin, String pathAndQuery) {
        String base = origin.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + pathAndQuery;
    }

    /** The same as a WebSocket's address. */
    String webSocketUrl(String path) {
        return "ws" + url(path).substring("http".length());
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "TwilioSettings[publicUrl=" + publicUrl + ", signed=" + (authToken != null) + "]";
    }
}
