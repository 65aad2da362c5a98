package dev.trunkline.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.config.TrunklineConfig.Destination;
import dev.trunkline.config.TrunklineConfig.Fallback;
import dev.trunkline.config.TrunklineConfig.Route;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.PhoneAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code routes} of the file; what is wrong is noted, and reading goes on. Confined to one thread. */
final class RouteReader {

    static final Set<String> ROUTE_KEYS = Set.of(
            "name",
            "numbers",
            "callerId",
            "configId",
            "configVersion",
            "variables",
            "destinations",
            "fallback",
            "maxCalls",
            OutboundReader.OF_ROUTE,
            "recording",
            "consent",
            "ai",
            AgentReader.SECTION);
    static final Set<String> DESTINATION_KEYS =
            Set.of("name", "number", "description", "callerId", "ringSeconds", "accept", "queue");
    static final Set<String> FALLBACK_KEYS = Set.of("words", "number", "callerId");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final int RING_SECONDS = 25;
    private static final int MAX_LENGTH = 4_096; // of what Twilio says aloud
    private static final String EVERY_OTHER = "*";

    private final ConfigFile file;
    private final Set<String> farEnds;
    private final AgentReader agents;

    /**
     * Reads nothing yet.
     *
     * @param farEnds those that a route may list, by their names
     */
    RouteReader(ConfigFile file, Map<String, FarEndConfig> farEnds) {
        this.file = file;
        this.farEnds = farEnds.keySet();
        this.agents = new AgentReader(file, farEnds);
    }

    /** What every route's agent is, where it does not say otherwise. */
    RouteAgent agent() {
        return agents.ofAll();
    }

    /** One route for every number, from which nobody can be put through. */
    static List<Route> everyNumber(RouteAgent agent) {
        return everyNumber(List.of(), agent);
    }

    /** The same with two desks that exist nowhere: a live call would really dial them. */
    static List<Route> ofTheLab(RouteAgent agent) {
        return everyNumber(
                List.of(
                        new Destination(
                                "billing",
                                "+15550100001",
                                "questions about bills and payments",
                                null,
                                RING_SECONDS,
                                false,
                                null),
                        new Destination("support", "+15550100002", "everything else", null, RING_SECONDS, false, null)),
                agent);
    }

    private static List<Route> everyNumber(List<Destination> destinations, RouteAgent agent) {
        return List.of(new Route(
                "default",
                List.of(EVERY_OTHER),
                null,
                null,
                null,
                Map.of(),
                destinations,
                new Fallback(Apologise.SORRY, null, null),
                0,
                null,
                List.of(),
                agent));
    }

    List<Route> read(JsonNode routes) {
        List<Route> read = routes.isMissingNode() ? everyNumber(agent()) : listed(routes);
        agents.checkUse();
        return read;
    }

    private List<Route> listed(JsonNode routes) {
        List<Route> read = new ArrayList<>();
        if (!routes.isArray() || routes.isEmpty()) {
            file.mistake(
                    FileKeys.ROUTES,
                    "must be a list with at least one route; leave it out for one that serves every number");
            return read;
        }
        Map<String, String> names = new HashMap<>();
        Map<String, String> numbers = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            String where = FileKeys.ROUTES + "[" + i + "]";
            if (!isMapping(routes.get(i), where, "a route's keys, such as name and numbers")) {
                continue;
            }
            Route route = route(routes.get(i), where);
            read.add(route);
            claim(names, route.name(), where + ".name");
            route.numbers().forEach(number -> claim(numbers, number, where + ".numbers"));
        }
        return read;
    }

    /** Notes what two claim for themselves. */
    private void claim(Map<String, String> claimed, String what, String where) {
        String earlier = claimed.putIfAbsent(what, where);
        if (earlier == null || what.isEmpty()) {
            return;
        }
        String by = earlier.equals(where) ? "stands there twice" : "is taken by " + earlier;
        file.mistake(where, Shown.text(what) + " " + by);
    }

    private Route route(JsonNode node, String where) {
        new FileEntry(file, node, where).checkKeys(ROUTE_KEYS);
        String configId = text(node, where, "configId");
        Integer version = number(node, where, "configVersion", 0, Integer.MAX_VALUE);
        if (version != null && configId == null) {
            file.mistake(where + ".configVersion", "needs a configId in the same route");
        }
        Integer maxCalls = number(node, where, "maxCalls", 1, 100_000);
        FileEntry entry = new FileEntry(file, node, where);
        List<String> ai = FarEndReader.listed(entry, farEnds);
        return new Route(
                name(node, where),
                numbers(node.path("numbers"), where + ".numbers"),
                callerId(node, where),
                configId,
                version,
                variables(node.path("variables"), where + ".variables"),
                destinations(node.path("destinations"), where + ".destinations"),
                fallback(node.path("fallback"), where + ".fallback"),
                maxCalls == null ? 0 : maxCalls,
                recording(node, where),
                ai,
                agents.ofRoute(entry, ai));
    }

    private RecordingConfig.@Nullable OfRoute recording(JsonNode node, String where) {
        String written = text(node, where, "recording");
        String consent = text(node, where, "consent");
        boolean isOn = "on".equals(written);
        if (written != null && !isOn && !written.equals("off")) {
            file.mistake(where + ".recording", "must be on or off, not " + Shown.quoted(written));
        } else if (consent != null && !isOn) {
            file.mistake(where + ".consent", "needs recording: on in the same route");
        }
        return isOn ? new RecordingConfig.OfRoute(consent == null ? "" : consent) : null;
    }

    private List<String> numbers(JsonNode node, String where) {
        if (node.isMissingNode() || (node.isArray() && node.isEmpty())) {
            file.mistake(where, "is missing; list the called numbers, or \"*\" for all others");
            return List.of();
        }
        if (!isList(node, where, "such as [\"+14155550100\"] or [\"*\"]")) {
            return List.of();
        }
        List<String> numbers = new ArrayList<>();
        for (JsonNode number : node) {
            numbers.add(served(number, where));
        }
        return List.copyOf(numbers);
    }

    private Map<String, String> variables(JsonNode node, String where) {
        if (node.isMissingNode() || !isMapping(node, where, "names and values")) {
            return Map.of();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            String value = text(node, where, entry.getKey());
            variables.put(entry.getKey(), value == null ? "" : value);
        });
        return Map.copyOf(variables);
    }

    private List<Destination> destinations(JsonNode node, String where) {
        if (node.isMissingNode() || !isList(node, where, "of destinations, each with a name and a number")) {
            return List.of();
        }
        List<Destination> destinations = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < node.size(); i++) {
            String each = where + "[" + i + "]";
            if (isMapping(node.get(i), each, "a destination's keys: a name and a number")) {
                Destination destination = destination(node.get(i), each);
                destinations.add(destination);
                claim(names, destination.name(), each + ".name");
            }
        }
        return List.copyOf(destinations);
    }

    private Destination destination(JsonNode node, String where) {
        new FileEntry(file, node, where).checkKeys(DESTINATION_KEYS);
        String description = text(node, where, "description");
        Integer ringSeconds = number(node, where, "ringSeconds", 5, 600);
        return new Destination(
                name(node, where),
                dialled(node.path("number"), where + ".number"),
                description == null ? "" : description,
                callerId(node, where),
                ringSeconds == null ? RING_SECONDS : ringSeconds,
                new FileEntry(file, node, where).flag("accept"),
                QueueReader.read(new FileEntry(file, node, where)));
    }

    private Fallback fallback(JsonNode node, String where) {
        if (node.isMissingNode() || !isMapping(node, where, "words, and a number if you like")) {
            return new Fallback(Apologise.SORRY, null, null);
        }
        new FileEntry(file, node, where).checkKeys(FALLBACK_KEYS);
        String number = text(node, where, "number");
        String words = text(node, where, "words");
        return new Fallback(
                words == null ? Apologise.SORRY : words,
                number == null ? null : dialled(node.path("number"), where + ".number"),
                callerId(node, where));
    }

    private String name(JsonNode node, String where) {
        JsonNode name = node.path("name");
        if (name.isMissingNode()) {
            file.mistake(where + ".name", "is missing; it must be lower-case letters, digits and _");
        } else if (!NAME.matcher(name.asText()).matches() || !name.isTextual()) {
            file.mistake(
                    where + ".name", "must be lower-case letters, digits and _; it is " + Shown.quoted(name.asText()));
        }
        return name.asText("");
    }

    /** Whoever can be called, in normal form: what a route is looked up by. */
    private String served(JsonNode node, String where) {
        PhoneAddress address = PhoneAddress.of(node.asText());
        boolean canBeCalled =
                address.kind() != PhoneAddress.Kind.OTHER || address.text().equals(EVERY_OTHER);
        check(canBeCalled, node, where);
        return address.text();
    }

    /** Whom a carrier can ring: a number in normal form, an address of SIP or of a client as it stands. */
    private String dialled(JsonNode node, String where) {
        PhoneAddress address = PhoneAddress.of(node.asText());
        check(address.canBeDialled(), node, where);
        return address.kind() == PhoneAddress.Kind.NUMBER
                ? address.text()
                : node.asText("").strip();
    }

    private @Nullable String callerId(JsonNode node, String where) {
        String written = text(node, where, "callerId");
        if (written == null) {
            return null;
        }
        PhoneAddress address = PhoneAddress.of(written);
        check(address.isCallerId(), node.path("callerId"), where + ".callerId");
        return address.text();
    }

    private void check(boolean isGood, JsonNode node, String where) {
        if (node.isMissingNode()) {
            file.mistake(where, "is missing; write it like \"+14155550100\", in quotes");
        } else if (!isGood) {
            file.mistake(
                    where,
                    Shown.quoted(node.asText()) + " is not a phone number; write it like \"+14155550100\", in quotes");
        }
    }

    private boolean isMapping(JsonNode node, String where, String what) {
        if (!node.isObject()) {
            file.mistake(where, "must hold " + what + "; it is " + FileKeys.shape(node));
        }
        return node.isObject();
    }

    private boolean isList(JsonNode node, String where, String what) {
        if (!node.isArray()) {
            file.mistake(where, "must be a list, " + what + "; it is " + FileKeys.shape(node));
        }
        return node.isArray();
    }

    private @Nullable Integer number(JsonNode node, String where, String field, int least, int most) {
        String text = text(node, where, field);
        if (text == null) {
            return null;
        }
        boolean isWhole = WHOLE.matcher(text).matches();
        if (isWhole && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
            return Integer.valueOf(text);
        }
        file.mistake(
                where + "." + field,
                (isWhole ? "is not between " + least + " and " + most : "is not a whole number") + ": "
                        + Shown.quoted(text));
        return null;
    }

    /** A single value; null when there is none, or none that can be used. */
    private @Nullable String text(JsonNode node, String where, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || (value.isTextual() && value.asText().isBlank())) {
            return null;
        }
        if (!value.isTextual()) {
            file.mistake(where + "." + field, "is " + FileKeys.shape(value) + "; give a single value");
            return null;
        }
        if (value.asText().length() > MAX_LENGTH) {
            file.mistake(
                    where + "." + field,
                    "has " + value.asText().length() + " characters; " + MAX_LENGTH + " are the most");
            return null;
        }
        return value.asText();
    }
}
