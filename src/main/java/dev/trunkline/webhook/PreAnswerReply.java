package dev.trunkline.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.bridge.PreAnswer.Refusal;
import dev.trunkline.bridge.PreAnswer.Verdict;
import dev.trunkline.continuity.Briefing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the program that is asked about a call answered, read strictly: with anything wrong in it nothing of it counts, and all that is
 * wrong is told at once, without what people are called. Confined to one thread.
 */
final class PreAnswerReply {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Set<String> KEYS = Set.of("variables", "route", "greeting", "language", "refuse", "transfer");
    private static final Set<String> REFUSE_KEYS = Set.of("with", "words");
    private static final Set<String> RESERVED = Set.of("caller", "called", "route");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");
    private static final int MAX_VARIABLES = 50;
    private static final int MAX_CHARACTERS = 1_000; // of one text

    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> routes;

    private PreAnswerReply(Set<String> routes) {
        this.routes = routes;
    }

    /**
     * What was read.
     *
     * @param verdict {@link Verdict#DEFAULTS} when anything is wrong
     * @param mistakes what is wrong; empty when nothing is
     */
    record Result(Verdict verdict, List<String> mistakes) {}

    /**
     * Reads an answer; an empty one has no wishes.
     *
     * @param routes the names of those that there are
     */
    static Result read(byte[] body, Set<String> routes) {
        PreAnswerReply reply = new PreAnswerReply(routes);
        Verdict verdict = reply.verdict(body);
        return reply.mistakes.isEmpty()
                ? new Result(verdict, List.of())
                : new Result(Verdict.DEFAULTS, List.copyOf(reply.mistakes));
    }

    private Verdict verdict(byte[] body) {
        if (body.length == 0) {
            return Verdict.DEFAULTS;
        }
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            mistakes.add("it is not JSON");
            return Verdict.DEFAULTS;
        }
        if (json == null || !json.isObject()) {
            mistakes.add("it is not a JSON object");
            return Verdict.DEFAULTS;
        }
        checkKeys(json, "", KEYS);
        String route = text(json, "route", "route");
        if (route != null && !routes.contains(route)) {
            mistakes.add("route names none of the configuration");
        }
        Briefing briefing = new Briefing(
                route,
                variables(json.path("variables")),
                text(json, "greeting", "greeting"),
                text(json, "language", "language"));
        return new Verdict(briefing, refusal(json));
    }

    private void checkKeys(JsonNode json, String before, Set<String> known) {
        Set<String> unknown = new HashSet<>();
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            mistakes.add(before + "unknown keys: " + unknown.size() + "; known are "
                    + known.stream().sorted().toList());
        }
    }

    private Map<String, String> variables(JsonNode json) {
        Map<String, String> variables = new HashMap<>();
        if (json.isMissingNode()) {
            return variables;
        }
        if (!json.isObject() || json.size() > MAX_VARIABLES) {
            mistakes.add("variables is not an object of at most " + MAX_VARIABLES);
            return variables;
        }
        json.properties().forEach(each -> {
            JsonNode value = each.getValue();
            if (!VARIABLE.matcher(each.getKey()).matches() || RESERVED.contains(each.getKey())) {
                mistakes.add("a variable's name must be letters, digits and _, and not caller, called or route");
            } else if (!value.isValueNode() || value.isNull() || value.asText().length() > MAX_CHARACTERS) {
                mistakes.add("variables." + each.getKey() + " is not a text, number or truth value of at most "
                        + MAX_CHARACTERS + " characters");
            } else {
                variables.put(each.getKey(), value.asText());
            }
        });
        return variables;
    }

    private @Nullable Refusal refusal(JsonNode json) {
        String transfer = text(json, "transfer", "transfer");
        JsonNode refuse = json.path("refuse");
        if (refuse.isMissingNode()) {
            return transfer == null ? null : new Refusal.PutThrough(transfer);
        }
        if (transfer != null || !refuse.isObject()) {
            mistakes.add(transfer != null ? "refuse and transfer exclude each other" : "refuse is not an object");
            return null;
        }
        checkKeys(refuse, "in refuse: ", REFUSE_KEYS);
        String with = refuse.path("with").asText("");
        String words = text(refuse, "words", "refuse.words");
        if (with.equals("words") != (words != null)) {
            mistakes.add("refuse.words goes with refuse.with: words, and only with it");
        }
        return switch (with) {
            case "busy" -> new Refusal.Reject(true);
            case "rejected" -> new Refusal.Reject(false);
            case "words" -> words == null ? null : new Refusal.Words(words);
            default -> {
                mistakes.add("refuse.with is none of busy, rejected, words");
                yield null;
            }
        };
    }

    private @Nullable String text(JsonNode json, String field, String where) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > MAX_CHARACTERS) {
            mistakes.add(where + " is not a text of 1 to " + MAX_CHARACTERS + " characters");
            return null;
        }
        return value.asText();
    }
}
