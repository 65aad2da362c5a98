package dev.trunkline.webhook;

import java.net.URI;
import java.util.Set;

/**
 * A program of the operator's that is told of calls. Immutable.
 *
 * @param name what logs, metrics and operators call it
 * @param url where it is posted to
 * @param secret signs what is posted
 * @param events the names of those that it wants
 * @param mayBePrivate whether its URL may lead to this machine and into private networks, then without TLS too
 */
public record WebhookReceiver(String name, URI url, String secret, Set<String> events, boolean mayBePrivate) {

    public WebhookReceiver {
        events = Set.copyOf(events);
    }

    /** Without its secret and its URL, in which one may stand. */
    @Override
    public String toString() {
        return "WebhookReceiver[" + name + "]";
    }
}
