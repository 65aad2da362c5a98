package dev.trunkline.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who is told of calls, who is asked about them, and the rules. Confined to one thread. */
final class AutomationReader {

    /** The section of the file that lists receivers. */
    static final String WEBHOOKS = "webhooks";

    static final int LEAST_SECRET_LENGTH = 24;

    static final List<String> EVENTS = List.of("call.started", "call.ended", "call.escalated", "recording.ready");
    private static final String MAKE_ONE = "; make one with: openssl rand -hex 24";

    private final Map<String, String> environment;
    private final Values values;
    private final ConfigFile file;

    /** @param environment where secrets may stand that are not to stand in the file */
    AutomationReader(Map<String, String> environment, Values values, ConfigFile file) {
        this.environment = environment;
        this.values = values;
        this.file = file;
    }

    AutomationConfig read(List<TrunklineConfig.Route> routes) {
        return new AutomationConfig(webhooks(), preAnswer(), new RuleReader(file).read(routes));
    }

    private List<AutomationConfig.Webhook> webhooks() {
        List<AutomationConfig.Webhook> webhooks = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        FileEntry.top(file).each(WEBHOOKS, "name, url, secret and events", entry -> {
            AutomationConfig.Webhook webhook = webhook(entry);
            if (webhook != null) {
                String earlier = names.putIfAbsent(webhook.name(), entry.where());
                if (earlier != null) {
                    entry.mistake("name", "is taken by " + earlier);
                }
                webhooks.add(webhook);
            }
        });
        return webhooks;
    }

    private AutomationConfig.@Nullable Webhook webhook(FileEntry entry) {
        entry.checkKeys();
        String name = entry.name();
        URI url = entry.url("url");
        if (!entry.has("url")) {
            entry.mistake("url", "is missing");
        }
        Secret secret = secret(entry);
        Set<String> events = new HashSet<>(entry.has("events") ? entry.texts("events") : EVENTS);
        for (String event : events) {
            if (!EVENTS.contains(event)) {
                String meant = Spelling.nearest(event, EVENTS);
                entry.mistake(
                        "events",
                        Shown.quoted(event) + " is no event; "
                                + (meant == null
                                        ? "known are "
                                                + EVENTS.stream().sorted().toList()
                                        : "did you mean " + meant + "?"));
            }
        }
        boolean isPrivate = entry.flag("private");
        if (url != null && url.getScheme().equals("http") && !isPrivate) {
            entry.mistake("url", "must begin with https://, unless private is true: callers' numbers go there");
        }
        return name.isEmpty() || url == null || secret == null
                ? null
                : new AutomationConfig.Webhook(name, url, secret, events, isPrivate);
    }

    private @Nullable Secret secret(FileEntry entry) {
        String text = entry.text("secret");
        String variable = entry.text("secretVariable");
        if (entry.has("secret") == entry.has("secretVariable")) {
            entry.mistake("", "needs either secret, or secretVariable with the name of an environment variable");
            return null;
        }
        if (variable != null) {
            text = environment.get(variable);
            if (text == null || text.isBlank()) {
                // Not what stands there: it may be the secret itself.
                entry.mistake("secretVariable", "names a variable that is not set; a secret itself goes into secret");
                return null;
            }
        }
        if (text == null) {
            return null;
        }
        if (text.strip().length() < LEAST_SECRET_LENGTH) {
            entry.mistake(
                    variable == null ? "secret" : "secretVariable",
                    "is shorter than " + LEAST_SECRET_LENGTH + " characters, and can be guessed" + MAKE_ONE);
            return null;
        }
        return new Secret(text.strip());
    }

    private AutomationConfig.@Nullable PreAnswer preAnswer() {
        values.needs(CallKey.PRE_ANSWER_URL, CallKey.PRE_ANSWER_SECRET);
        values.needs(CallKey.PRE_ANSWER_SECRET, CallKey.PRE_ANSWER_URL);
        URI url = values.url(CallKey.PRE_ANSWER_URL);
        Secret secret = values.secret(CallKey.PRE_ANSWER_SECRET);
        int timeoutMillis = values.number(CallKey.PRE_ANSWER_TIMEOUT);
        if (secret != null && secret.reveal().length() < LEAST_SECRET_LENGTH) {
            values.mistake(
                    CallKey.PRE_ANSWER_SECRET,
                    "is shorter than " + LEAST_SECRET_LENGTH + " characters, and can be guessed" + MAKE_ONE);
        }
        return url == null || secret == null ? null : new AutomationConfig.PreAnswer(url, secret, timeoutMillis);
    }
}
