package dev.trunkline.ai.evi;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.websocket.SocketTimeouts;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where EVI is and how long we wait for it. Immutable; one for all connectors, so that they share their access token.
 *
 * @param chatUri {@code wss://host/v0/evi/chat}
 * @param credentials what every handshake carries
 * @param timeouts ready with {@code chat_metadata}
 */
public record EviSettings(URI chatUri, EviCredentials credentials, SocketTimeouts timeouts) {

    /** EVI's own limit on a WebSocket message; whole sentences of WAV pass Netty's default of 64 KiB. */
    static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private static final SocketTimeouts TIMEOUTS = new SocketTimeouts(3_000, 3_000, 2_000, 2_000);

    /**
     * The usual patience, access tokens in the query, and the platform's authorities.
     *
     * @see #of(URI, String, String, boolean, ClientTls)
     */
    public static EviSettings of(URI base, @Nullable String apiKey, @Nullable String secretKey) {
        return of(base, apiKey, secretKey, false, ClientTls.platform());
    }

    /**
     * The usual patience.
     *
     * @param base {@code wss://host/v0/evi}, with or without {@code /chat} or a slash at the end
     * @param apiKey null for an EVI that asks for none
     * @param secretKey with it, access tokens are fetched and the key itself never travels to the chat
     * @param tokenInHeader whether access tokens are sent in a header, else in the query, as EVI documents it
     * @param tls who is believed where access tokens are fetched
     * @throws IllegalArgumentException when {@code base} is no such address; the message holds no part of it
     */
    public static EviSettings of(
            URI base, @Nullable String apiKey, @Nullable String secretKey, boolean tokenInHeader, ClientTls tls) {
        URI chatUri = chatUri(base);
        EviCredentials credentials;
        if (apiKey == null) {
            credentials = EviCredentials.none();
        } else if (secretKey == null) {
            credentials = EviCredentials.apiKey(apiKey);
        } else {
            credentials =
                    new EviAccessTokens(tokenUri(chatUri), tls, apiKey, secretKey, tokenInHeader, System::nanoTime);
        }
        return new EviSettings(chatUri, credentials, TIMEOUTS);
    }

    /** The same with another patience. */
    public EviSettings waiting(long connectMillis, long readyMillis) {
        return new EviSettings(chatUri, credentials, timeouts.waiting(connectMillis, readyMillis));
    }

    /**
     * The address of one chat.
     *
     * @param more query parameters; the only credential among them is an access token
     */
    URI chatUri(AgentProfile profile, Map<String, String> more) {
        QueryStringEncoder query = new QueryStringEncoder(chatUri.toString(), StandardCharsets.UTF_8);
        addIfGiven(query, "config_id", profile.configId());
        addIfGiven(query, "config_version", profile.configVersion());
        addIfGiven(query, "resumed_chat_group_id", profile.resumedChatGroupId());
        // Interim transcripts are the earliest news of a caller who speaks while we are still playing.
        query.addParam("verbose_transcription", "true");
        // Our own engine's: it may stop our sound before it knows whether the caller interrupts. Others do not know it.
        query.addParam("playback_hold", "true");
        more.forEach(query::addParam);
        return URI.create(query.toString());
    }

    private static void addIfGiven(QueryStringEncoder query, String name, @Nullable Object value) {
        if (value != null) {
            query.addParam(name, value.toString());
        }
    }

    private static URI chatUri(URI base) {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new IllegalArgumentException("the address of EVI begins with wss:// or ws://");
        }
        if (base.getHost() == null || base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address of EVI has a host and no user");
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("the address of EVI has no query: configuration and keys go elsewhere");
        }
        String whole = base.toString().replaceAll("/+$", "");
        return URI.create(whole.endsWith("/chat") ? whole : whole + "/chat");
    }

    /** Beside {@code /v0/evi}, over HTTP. */
    private static URI tokenUri(URI chatUri) {
        String whole = chatUri.toString().replaceFirst("(?i)^ws", "http");
        return URI.create(whole.replaceFirst("(/v0/[^/]+)?/chat$", "") + "/oauth2-cc/token");
    }
}
