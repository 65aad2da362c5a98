package dev.trunkline.config;

import dev.trunkline.rules.CallRule;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens without a person: who is told of calls, who is asked about them, and what is done by itself. Immutable.
 *
 * @param preAnswer null: nobody is asked
 */
public record AutomationConfig(
        List<Webhook> webhooks, @Nullable PreAnswer preAnswer, List<CallRule> rules) {

    public AutomationConfig {
        webhooks = List.copyOf(webhooks);
        rules = List.copyOf(rules);
    }

    /**
     * A program of the operator's that is told of calls.
     *
     * @param events the names of those that it wants
     * @param isPrivate whether its address may be this machine's or in a private network
     */
    public record Webhook(String name, URI url, Secret secret, Set<String> events, boolean isPrivate) {
        public Webhook {
            events = Set.copyOf(events);
        }
    }

    /**
     * One that is asked about a call before it is answered.
     *
     * @param timeoutMillis how long a caller may wait for it
     */
    public record PreAnswer(URI url, Secret secret, int timeoutMillis) {}
}
