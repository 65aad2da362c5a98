package dev.trunkline.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.config.OutboundConfig.Machine;
import dev.trunkline.phone.PhoneAddress;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads whom we call ourselves, when, and how often. Confined to one thread. */
final class OutboundReader {

    static final String OF_ROUTE = "outbound"; // a key of a route
    static final Set<String> ROUTE_KEYS = Set.of("machine", "message");

    private static final String NONE = "none";
    private static final String HANG_UP = "hang_up";
    private static final String MESSAGE = "message";
    private static final String[] ACTIONS = {HANG_UP, MESSAGE, "talk"};
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern HOURS = Pattern.compile("([0-9]{2}:[0-9]{2})\\s*-\\s*([0-9]{2}:[0-9]{2})");
    private static final int MAX_RETRIES = 10;
    private static final int MOST_MINUTES = 10_080; // a week
    private static final int MAX_MESSAGE = 1_000;
    private static final String LIST = "do-not-call.txt";

    private final Values values;
    private final ConfigFile file;

    OutboundReader(Values values, ConfigFile file) {
        this.values = values;
        this.file = file;
    }

    OutboundConfig read() {
        boolean enabled = values.flag(ConfigKey.OUTBOUND_ENABLED);
        OutboundConfig config = new OutboundConfig(
                enabled,
                countries(),
                callerId(),
                doNotCall(),
                new OutboundConfig.Limits(
                        values.decimal(ConfigKey.OUTBOUND_CALLS_PER_SECOND, 0.01, 100),
                        values.number(ConfigKey.OUTBOUND_AT_A_TIME, 1, 100_000),
                        values.number(ConfigKey.OUTBOUND_PER_NUMBER, 1, 100),
                        values.number(ConfigKey.OUTBOUND_PER_ROUTE, 0, 1_000_000)),
                hours(),
                new OutboundConfig.Retries(
                        minutes(ConfigKey.OUTBOUND_RETRY_BUSY),
                        minutes(ConfigKey.OUTBOUND_RETRY_NO_ANSWER),
                        minutes(ConfigKey.OUTBOUND_RETRY_FAILED)),
                values.number(ConfigKey.OUTBOUND_RING_SECONDS, 5, 600),
                values.flag(ConfigKey.OUTBOUND_CARRIER_DETECTION),
                machine(),
                machines(),
                stopKey(),
                values.number(ConfigKey.OUTBOUND_KEPT_HOURS, 1, 8_760));
        if (enabled) {
            checkNeeds(config);
        }
        return config;
    }

    private void checkNeeds(OutboundConfig config) {
        if (config.countries().isEmpty()) {
            values.mistake(
                    ConfigKey.OUTBOUND_COUNTRIES, "is missing: nobody is called where no country is named, such as US");
        }
        if (config.callerId().isEmpty()) {
            values.mistake(
                    ConfigKey.OUTBOUND_CALLER_ID,
                    "is missing: outbound.enabled needs a number of your Twilio account to show");
        }
        for (ConfigKey needed : List.of(ConfigKey.DATA_DIRECTORY, ConfigKey.TWILIO_ACCOUNT_SID)) {
            if (!values.isGiven(needed)) {
                values.mistake(
                        ConfigKey.OUTBOUND_ENABLED,
                        "needs " + Values.name(needed)
                                + (needed == ConfigKey.DATA_DIRECTORY
                                        ? ": what is not written down could be dialled twice"
                                        : ": calls are placed over REST"));
            }
        }
        if (!values.isGiven(ConfigKey.TWILIO_AUTH_TOKEN)) {
            values.mistake(
                    ConfigKey.OUTBOUND_ENABLED,
                    "needs " + Values.name(ConfigKey.TWILIO_AUTH_TOKEN) + ": what comes of a call is told by webhooks");
        }
    }

    private Set<String> countries() {
        Set<String> countries = new LinkedHashSet<>();
        for (String country : values.list(ConfigKey.OUTBOUND_COUNTRIES)) {
            String letters = country.toUpperCase(Locale.ROOT);
            if (!COUNTRIES.contains(letters)) {
                values.mistake(
                        ConfigKey.OUTBOUND_COUNTRIES,
                        "holds " + Shown.quoted(country)
                                + ", which is no country; give two letters of ISO 3166: US, DE");
            }
            countries.add(letters);
        }
        return countries;
    }

    private String callerId() {
        String written = values.text(ConfigKey.OUTBOUND_CALLER_ID);
        if (written == null) {
            return "";
        }
        PhoneAddress address = PhoneAddress.of(written);
        if (!address.isCallerId()) {
            values.mistake(
                    ConfigKey.OUTBOUND_CALLER_ID,
                    Shown.quoted(written) + " is not a phone number; write it like \"+14155550100\", in quotes");
        }
        return address.text();
    }

    private Path doNotCall() {
        Path given = values.file(ConfigKey.OUTBOUND_DO_NOT_CALL);
        Path directory = values.file(ConfigKey.DATA_DIRECTORY);
        return given != null ? given : directory == null ? Path.of(LIST) : directory.resolve(LIST);
    }

    private OutboundConfig.Hours hours() {
        String written = String.valueOf(values.text(ConfigKey.OUTBOUND_HOURS));
        LocalTime from = LocalTime.of(9, 0);
        LocalTime to = LocalTime.of(20, 0);
        Matcher hours = HOURS.matcher(written);
        try {
            if (hours.matches()) {
                from = LocalTime.parse(hours.group(1));
                to = hours.group(2).equals("24:00") ? LocalTime.MAX : LocalTime.parse(hours.group(2));
            }
        } catch (DateTimeParseException e) {
            to = from;
        }
        if (!hours.matches() || !from.isBefore(to)) {
            values.mistake(
                    ConfigKey.OUTBOUND_HOURS,
                    "must be two times of one day, the earlier first, such as 09:00-20:00; it is "
                            + Shown.quoted(written));
            return new OutboundConfig.Hours(LocalTime.of(9, 0), LocalTime.of(20, 0), days());
        }
        return new OutboundConfig.Hours(from, to, days());
    }

    private Set<DayOfWeek> days() {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String written : values.list(ConfigKey.OUTBOUND_DAYS)) {
            boolean isDay = false;
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day.name().toLowerCase(Locale.ROOT).substring(0, 3).equals(written.toLowerCase(Locale.ROOT))) {
                    days.add(day);
                    isDay = true;
                }
            }
            if (!isDay) {
                values.mistake(
                        ConfigKey.OUTBOUND_DAYS,
                        "holds " + Shown.quoted(written) + "; days are mon, tue, wed, thu, fri, sat, sun");
            }
        }
        return days;
    }

    private List<Integer> minutes(ConfigKey key) {
        if (NONE.equals(values.text(key))) {
            return List.of();
        }
        List<Integer> minutes = new ArrayList<>();
        for (String written : values.list(key)) {
            int number = written.matches("[0-9]{1,6}") ? Integer.parseInt(written) : 0;
            if (number < 1 || number > MOST_MINUTES) {
                values.mistake(
                        key,
                        "holds " + Shown.quoted(written) + "; give whole minutes from 1 to " + MOST_MINUTES
                                + ", one for each further attempt, or none");
            }
            minutes.add(number);
        }
        if (minutes.size() > MAX_RETRIES) {
            values.mistake(key, "has " + minutes.size() + " attempts; " + MAX_RETRIES + " are the most");
        }
        return minutes;
    }

    private Machine machine() {
        String action = values.oneOf(ConfigKey.OUTBOUND_MACHINE, ACTIONS);
        String message = values.text(ConfigKey.OUTBOUND_MESSAGE);
        if (action.equals(MESSAGE) && message == null) {
            values.mistake(ConfigKey.OUTBOUND_MESSAGE, "is missing: outbound.machine is message");
        }
        if (message != null && message.length() > MAX_MESSAGE) {
            values.mistake(
                    ConfigKey.OUTBOUND_MESSAGE,
                    "has " + message.length() + " characters; " + MAX_MESSAGE + " are the most");
        }
        return new Machine(action, message == null ? "" : message);
    }

    /** What routes say of their own; that they are well formed in all else is {@link RouteReader}'s. */
    private Map<String, Machine> machines() {
        Map<String, Machine> machines = new TreeMap<>();
        JsonNode routes = file.root().path(FileKeys.ROUTES);
        for (int i = 0; i < routes.size(); i++) {
            JsonNode own = routes.path(i).path(OF_ROUTE);
            String where = FileKeys.ROUTES + "[" + i + "]." + OF_ROUTE;
            if (own.isMissingNode()) {
                continue;
            }
            if (!own.isObject()) {
                file.mistake(where, "must hold machine, and a message if you like; it is " + FileKeys.shape(own));
                continue;
            }
            own.fieldNames().forEachRemaining(field -> {
                if (!ROUTE_KEYS.contains(field)) {
                    file.mistake(where + "." + field, "is not a key; known are machine and message");
                }
            });
            String action = own.path("machine").asText(HANG_UP);
            String message = own.path("message").asText("");
            if (!List.of(ACTIONS).contains(action)) {
                file.mistake(where + ".machine", "must be one of hang_up, message, talk, not " + Shown.quoted(action));
            }
            if (action.equals(MESSAGE) && message.isBlank()) {
                file.mistake(where + ".message", "is missing: machine is message");
            }
            if (message.length() > MAX_MESSAGE) {
                file.mistake(
                        where + ".message",
                        "has " + message.length() + " characters; " + MAX_MESSAGE + " are the most");
            }
            machines.put(routes.path(i).path("name").asText(""), new Machine(action, message));
        }
        return machines;
    }

    private char stopKey() {
        String key = String.valueOf(values.text(ConfigKey.OUTBOUND_STOP_KEY));
        if (NONE.equals(key)) {
            return ' ';
        }
        if (!key.matches("[0-9*#]")) {
            values.mistake(ConfigKey.OUTBOUND_STOP_KEY, "must be one key, 0 to 9, * or #, or none");
            return ' ';
        }
        return key.charAt(0);
    }
}
