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
import org.jspecify.annotations.Nullable;

/** Reads the {@code routes} of the file; what is wrong is noted, and reading goes on. Confined to one thread. */
final class RouteReader {

    private static final int RING_SECONDS = 25;
    private static final String EVERY_OTHER = "*";

    private final ConfigFile file;
    private final Set<String> farEnds;
    private final AgentReader agents;

    /** @param farEnds those that a route may list, by their names */
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

    List<Route> read() {
        List<Route> read = file.root().path(FileKeys.ROUTES).isMissingNode() ? everyNumber(agent()) : listed();
        agents.checkUse();
        return read;
    }

    private List<Route> listed() {
        List<Route> read = new ArrayList<>();
        JsonNode routes = file.root().path(FileKeys.ROUTES);
        if (!routes.isArray() || routes.isEmpty()) {
            file.mistake(
                    FileKeys.ROUTES,
                    "must be a list with at least one route; leave it out for one that serves every number");
            return read;
        }
        Map<String, String> names = new HashMap<>();
        Map<String, String> numbers = new HashMap<>();
        FileEntry.top(file).each(FileKeys.ROUTES, "a route's keys, such as name and numbers", entry -> {
            Route route = route(entry);
            read.add(route);
            claim(names, route.name(), entry.where() + ".name");
            route.numbers().forEach(number -> claim(numbers, number, entry.where() + ".numbers"));
        });
        return read;
    }

    /** Notes what two claim for themselves. */
    private void claim(Map<String, String> claimed, String what, String where) {
        String earlier = claimed.putIfAbsent(what, where);
        if (earlier == null || what.isEmpty()) {
            return;
        }
        String by = earlier.equals(where) ? "stands there twice" : "is taken by " + earlier;
        file.mistake(where, Shown.quoted(what) + " " + by);
    }

    private Route route(FileEntry entry) {
        entry.checkKeys();
        String configId = entry.text("configId");
        Integer version = entry.number("configVersion");
        if (version != null && configId == null) {
            entry.mistake("configVersion", "needs a configId in the same route");
        }
        List<String> ai = FarEndReader.listed(entry, farEnds);
        return new Route(
                name(entry),
                numbers(entry),
                callerId(entry),
                configId,
                version,
                variables(entry),
                destinations(entry),
                fallback(entry),
                entry.number("maxCalls", 0),
                recording(entry),
                ai,
                agents.ofRoute(entry, ai));
    }

    private static RecordingConfig.@Nullable OfRoute recording(FileEntry entry) {
        String written = entry.text("recording");
        String consent = entry.text("consent");
        boolean isOn = "on".equals(written);
        if (written != null && !isOn && !written.equals("off")) {
            entry.mistake("recording", "must be on or off, not " + Shown.quoted(written));
        } else if (consent != null && !isOn) {
            entry.mistake("consent", "needs recording: on in the same route");
        }
        return isOn ? new RecordingConfig.OfRoute(consent == null ? "" : consent) : null;
    }

    private static List<String> numbers(FileEntry entry) {
        JsonNode node = entry.node().path("numbers");
        if (node.isMissingNode() || (node.isArray() && node.isEmpty())) {
            entry.mistake("numbers", "is missing; list the called numbers, or \"*\" for all others");
            return List.of();
        }
        if (!node.isArray()) {
            entry.mistake(
                    "numbers", "must be a list, such as [\"+14155550100\"] or [\"*\"]; it is " + FileKeys.shape(node));
            return List.of();
        }
        List<String> numbers = new ArrayList<>();
        for (JsonNode number : node) {
            numbers.add(served(number.asText(), entry));
        }
        return List.copyOf(numbers);
    }

    /** Unlike other values they may be empty. */
    private static Map<String, String> variables(FileEntry entry) {
        JsonNode node = entry.node().path("variables");
        if (!node.isMissingNode() && !node.isObject()) {
            entry.mistake("variables", "must hold names and values; it is " + FileKeys.shape(node));
        }
        Map<String, String> variables = new LinkedHashMap<>();
        node.properties().forEach(each -> {
            String value = each.getValue().asText();
            if (!each.getValue().isTextual()) {
                entry.mistake(
                        "variables." + each.getKey(),
                        "is " + FileKeys.shape(each.getValue()) + "; give a single value");
            } else if (value.length() > FileEntry.MAX_LENGTH) {
                entry.mistake(
                        "variables." + each.getKey(),
                        "has " + value.length() + " characters; " + FileEntry.MAX_LENGTH + " are the most");
            }
            variables.put(each.getKey(), value.isBlank() ? "" : value);
        });
        return Map.copyOf(variables);
    }

    private List<Destination> destinations(FileEntry route) {
        List<Destination> destinations = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        route.each("destinations", "a name and a number", entry -> {
            Destination destination = destination(entry);
            destinations.add(destination);
            claim(names, destination.name(), entry.where() + ".name");
        });
        return List.copyOf(destinations);
    }

    private static Destination destination(FileEntry entry) {
        entry.checkKeys();
        String description = entry.text("description");
        return new Destination(
                name(entry),
                dialled(entry),
                description == null ? "" : description,
                callerId(entry),
                entry.usualNumber("ringSeconds"),
                entry.flag("accept"),
                QueueReader.read(entry));
    }

    private static Fallback fallback(FileEntry route) {
        FileEntry entry = route.entry("fallback", "words, and a number if you like");
        if (entry == null) {
            return new Fallback(Apologise.SORRY, null, null);
        }
        entry.checkKeys();
        String words = entry.text("words");
        return new Fallback(
                words == null ? Apologise.SORRY : words, entry.has("number") ? dialled(entry) : null, callerId(entry));
    }

    private static String name(FileEntry entry) {
        entry.name();
        return entry.node().path("name").asText("");
    }

    /** Whoever can be called, in normal form: what a route is looked up by. */
    private static String served(String written, FileEntry entry) {
        PhoneAddress address = PhoneAddress.of(written);
        boolean canBeCalled =
                address.kind() != PhoneAddress.Kind.OTHER || address.text().equals(EVERY_OTHER);
        check(canBeCalled, written, entry, "numbers");
        return address.text();
    }

    /** Whom a carrier can ring: a number in normal form, an address of SIP or of a client as it stands. */
    private static String dialled(FileEntry entry) {
        String written = entry.text("number");
        if (written == null) {
            if (!entry.has("number")) {
                entry.mistake("number", "is missing; write it like \"+14155550100\", in quotes");
            }
            return "";
        }
        PhoneAddress address = PhoneAddress.of(written);
        check(address.canBeDialled(), written, entry, "number");
        return address.kind() == PhoneAddress.Kind.NUMBER ? address.text() : written;
    }

    private static @Nullable String callerId(FileEntry entry) {
        String written = entry.text("callerId");
        if (written == null) {
            return null;
        }
        PhoneAddress address = PhoneAddress.of(written);
        check(address.isCallerId(), written, entry, "callerId");
        return address.text();
    }

    private static void check(boolean isGood, String written, FileEntry entry, String field) {
        if (!isGood) {
            entry.mistake(
                    field, Shown.quoted(written) + " is not a phone number; write it like \"+14155550100\", in quotes");
        }
    }
}
