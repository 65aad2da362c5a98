package dev.trunkline.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.config.TrunklineConfig.Destination;
import dev.trunkline.config.TrunklineConfig.Fallback;
import dev.trunkline.config.TrunklineConfig.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code routes} of the file; what is wrong is noted, and reading goes on. Confined to one thread. */
final class RouteReader {

    static final Set<String> ROUTE_KEYS =
            Set.of("name", "numbers", "configId", "configVersion", "variables", "destinations", "fallback");
    static final Set<String> DESTINATION_KEYS = Set.of("name", "number", "description", "callerId", "ringSeconds");
    static final Set<String> FALLBACK_KEYS = Set.of("words", "number");
    static final String SORRY = "We are sorry, we cannot take your call at the moment. Please try again later.";

    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final int RING_SECONDS = 25;

    private final List<String> mistakes;

    RouteReader(List<String> mistakes) {
        this.mistakes = mistakes;
    }

    /** One route for every number, with two desks that exist nowhere: enough to try everything out. */
    static List<Route> demonstration() {
        return List.of(new Route(
                "default",
                List.of("*"),
                null,
                null,
                Map.of(),
                List.of(
                        new Destination(
                                "billing", "+15550100001", "questions about bills and payments", null, RING_SECONDS),
                        new Destination("support", "+15550100002", "everything else", null, RING_SECONDS)),
                new Fallback(SORRY, null)));
    }

    List<Route> read(JsonNode routes) {
        if (routes.isMissingNode() || routes.isNull()) {
            return demonstration();
        }
        List<Route> read = new ArrayList<>();
        if (!routes.isArray() || routes.isEmpty()) {
            mistakes.add("routes must be a list with at least one route; leave it out for the demonstration route");
            return read;
        }
        Set<String> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < routes.size(); i++) {
            Route route = route(routes.get(i), "routes[" + i + "]");
            read.add(route);
            if (!names.add(route.name())) {
                mistakes.add("routes[" + i + "].name " + route.name() + " is taken by an earlier route");
            }
            for (String number : route.numbers()) {
                if (!numbers.add(number)) {
                    mistakes.add("routes[" + i + "].numbers " + number + " is taken by an earlier route");
                }
            }
        }
        return read;
    }

    private Route route(JsonNode node, String where) {
        checkKeys(node, where, ROUTE_KEYS);
        List<String> numbers = new ArrayList<>();
        node.path("numbers").forEach(number -> numbers.add(number.asText()));
        if (numbers.isEmpty()) {
            mistakes.add(where + ".numbers is missing; list the called numbers, or \"*\" for all others");
        }
        for (String number : numbers) {
            if (!number.equals("*")) {
                checkNumber(number, where + ".numbers");
            }
        }
        Map<String, String> variables = new LinkedHashMap<>();
        node.path("variables")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        List<Destination> destinations = new ArrayList<>();
        JsonNode list = node.path("destinations");
        for (int i = 0; i < list.size(); i++) {
            destinations.add(destination(list.get(i), where + ".destinations[" + i + "]"));
        }
        JsonNode version = node.path("configVersion");
        if (!version.isMissingNode() && !version.canConvertToInt()) {
            mistakes.add(where + ".configVersion is not a whole number");
        }
        return new Route(
                name(node, where),
                List.copyOf(numbers),
                text(node, "configId"),
                version.canConvertToInt() ? version.asInt() : null,
                Map.copyOf(variables),
                List.copyOf(destinations),
                fallback(node.path("fallback"), where + ".fallback"));
    }

    private Destination destination(JsonNode node, String where) {
        checkKeys(node, where, DESTINATION_KEYS);
        String number = node.path("number").asText("");
        checkNumber(number, where + ".number");
        String callerId = text(node, "callerId");
        if (callerId != null) {
            checkNumber(callerId, where + ".callerId");
        }
        int ringSeconds = node.path("ringSeconds").asInt(RING_SECONDS);
        if (ringSeconds < 5 || ringSeconds > 600) {
            mistakes.add(where + ".ringSeconds is not between 5 and 600");
        }
        return new Destination(
                name(node, where), number, node.path("description").asText(""), callerId, ringSeconds);
    }

    private Fallback fallback(JsonNode node, String where) {
        if (node.isMissingNode()) {
            return new Fallback(SORRY, null);
        }
        checkKeys(node, where, FALLBACK_KEYS);
        String number = text(node, "number");
        if (number != null) {
            checkNumber(number, where + ".number");
        }
        return new Fallback(node.path("words").asText(SORRY), number);
    }

    private String name(JsonNode node, String where) {
        String name = node.path("name").asText("");
        if (!NAME.matcher(name).matches()) {
            mistakes.add(where + ".name must be lower-case letters, digits and _; it is \"" + name + "\"");
        }
        return name;
    }

    private void checkNumber(String number, String where) {
        if (!NUMBER.matcher(number).matches()) {
            mistakes.add(
                    where + " \"" + number + "\" is not a phone number; write it like \"+14155550100\", in quotes");
        }
    }

    private void checkKeys(JsonNode node, String where, Set<String> known) {
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                mistakes.add(where + "." + field + " is not a key; known are "
                        + known.stream().sorted().toList());
            }
        });
    }

    private static @Nullable String text(JsonNode node, String field) {
        String text = node.path(field).asText("");
        return text.isBlank() ? null : text;
    }
}
