package dev.trunkline.lab.fleet.measure;

import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a bridge answers its operators, and what it asks them for. Immutable.
 *
 * @param base below which {@code /api} and {@code /metrics} are
 * @param token its bearer token, or null when it needs none
 */
public record BridgeAdmin(URI base, @Nullable String token) {

    private static final int MAX_PORT = 65_535;
    private static final String WEBHOOK = "/twilio/voice";

    /**
     * Where it is when nobody says: with a token beside the webhooks, without one on the next port of this machine.
     *
     * @param webhook the bridge's voice webhook
     */
    public static BridgeAdmin of(URI webhook, @Nullable String token) {
        boolean isElsewhere = token != null || webhook.getPort() == -1 || webhook.getPort() >= MAX_PORT;
        return new BridgeAdmin(isElsewhere ? besideWebhook(webhook) : nextPort(webhook), token);
    }

    private static URI besideWebhook(URI webhook) {
        String text = webhook.toString();
        return text.endsWith(WEBHOOK)
                ? URI.create(text.substring(0, text.length() - WEBHOOK.length()))
                : webhook.resolve("/");
    }

    private static URI nextPort(URI webhook) {
        return URI.create("http://127.0.0.1:" + (webhook.getPort() + 1));
    }

    /** A question to it. */
    public HttpRequest.Builder request(String pathAndQuery) {
        String root = base.toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + pathAndQuery));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "BridgeAdmin[" + base + "]";
    }
}
