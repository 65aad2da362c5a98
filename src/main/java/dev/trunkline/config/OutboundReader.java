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

    static final List<String> ACTIONS = List.of("hang_up", "message", "talk");

    private static final String NONE = "none";
    private static final String HANG_UP = "hang_up";
    private static final String MESSAGE = "message";
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern HOURS = Pattern.compile("([0-9]{2}:[0-9]{2})\\s*-\\s*([0-9]{2}:[0-9]{2})");
    static final int MAX_RETRIES = 10;
    static final int MOST_MINUTES = 10_080; // a week
    static final int MAX_MESSAGE = 1_000;
    private static final String LIST = "do-not-call.txt";

    private final Values values;
    private final ConfigFile file;

    OutboundReader(Values values, ConfigFile file) {
        this.values = values;
        this.file = file;
    }

    OutboundConfig read() {
        boolean enabled = values.flag(OutboundKey.ENABLED);
        OutboundConfig config = new OutboundConfig(
                enabled,
                countries(),
                callerId(),
                doNotCall(),
                new OutboundConfig.Limits(
                        values.decimal(OutboundKey.CALLS_PER_SECOND),
                        values.number(OutboundKey.AT_A_TIME),
                        values.number(OutboundKey.PER_NUMBER),
                        values.number(OutboundKey.PER_ROUTE)),
                hours(),
                new OutboundConfig.Retries(
                        minutes(OutboundKey.RETRY_BUSY),
                        minutes(OutboundKey.RETRY_NO_ANSWER),
                        minutes(OutboundKey.RETRY_FAILED)),
                values.number(OutboundKey.RING_SECONDS),
                values.flag(OutboundKey.CARRIER_DETECTION),
                machine(),
                machines(),
                stopKey(),
                values.number(OutboundKey.KEPT_HOURS));
        if (enabled) {
            checkNeeds(config);
        }
        return config;
    }

    private void checkNeeds(OutboundConfig config) {
        if (config.countries().isEmpty()) {
            values.mistake(OutboundKey.COUNTRIES, "is missing: nobody is called where no country is named, such as US");
        }
        if (config.callerId().isEmpty()) {
            values.mistake(
                    OutboundKey.CALLER_ID,
                    "is missing: outbound.enabled needs a number of your Twilio account to show");
        }
        for (ConfigKey needed : List.of(StateKey.DATA_DIRECTORY, CarrierKey.ACCOUNT_SID)) {
            if (!values.isGiven(needed)) {
                values.mistake(
                        OutboundKey.ENABLED,
                        "needs " + Values.name(needed)
                                + (needed == StateKey.DATA_DIRECTORY
                                        ? ": what is not written down could be dialled twice"
                                        : ": calls are placed over REST"));
            }
        }
        if (!values.isGiven(CarrierKey.AUTH_TOKEN)) {
            values.mistake(
                    OutboundKey.ENABLED,
                    "needs " + Values.name(CarrierKey.AUTH_TOKEN) + ": what comes of a call is told by webhooks");
        }
    }

    private Set<String> countries() {
        Set<String> countries = new LinkedHashSet<>();
        for (String country : values.list(OutboundKey.COUNTRIES)) {
            String letters = country.toUpperCase(Locale.ROOT);
            if (!COUNTRIES.contains(letters)) {
                values.mistake(
                        OutboundKey.COUNTRIES,
                        "holds " + Shown.quoted(country)
                                + ", which is no country; give two letters of ISO 3166: US, DE");
            }
            countries.add(letters);
        }
        return countries;
    }

    private String callerId() {
        String written = values.text(OutboundKey.CALLER_ID);
        if (written == null) {
            return "";
        }
        PhoneAddress address = PhoneAddress.of(written);
        if (!address.isCallerId()) {
            values.mistake(
                    OutboundKey.CALLER_ID,
                    Shown.quoted(written) + " is not a phone number; write it like \"+14155550100\", in quotes");
        }
        return address.text();
    }

    private Path doNotCall() {
        Path given = values.file(OutboundKey.DO_NOT_CALL);
        Path directory = values.file(StateKey.DATA_DIRECTORY);
        return given != null ? given : directory == null ? Path.of(LIST) : directory.resolve(LIST);
    }

    private OutboundConfig.Hours hours() {
        String written = String.valueOf(values.text(OutboundKey.HOURS));
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
                    OutboundKey.HOURS,
                    "must be two times of one day, the earlier first, such as 09:00-20:00; it is "
                            + Shown.quoted(written));
            return new OutboundConfig.Hours(LocalTime.of(9, 0), LocalTime.of(20, 0), days());
        }
        return new OutboundConfig.Hours(from, to, days());
    }

    private Set<DayOfWeek> days() {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String written : values.list(OutboundKey.DAYS)) {
            boolean isDay = false;
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day.name().toLowerCase(Locale.ROOT).substring(0, 3).equals(written.toLowerCase(Locale.ROOT))) {
                    days.add(day);
                    isDay = true;
                }
            }
            if (!isDay) {
                values.mistake(
                        OutboundKey.DAYS,
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
        String action = values.oneOf(OutboundKey.MACHINE);
        String message = values.text(OutboundKey.MESSAGE);
        if (action.equals(MESSAGE) && message == null) {
            values.mistake(OutboundKey.MESSAGE, "is missing: outbound.machine is message");
        }
        if (message != null && message.length() > MAX_MESSAGE) {
            values.mistake(
                    OutboundKey.MESSAGE, "has " + message.length() + " characters; " + MAX_MESSAGE + " are the most");
        }
        return new Machine(action, message == null ? "" : message);
    }

    /** What routes say of their own; that they are well formed in all else is {@link RouteReader}'s. */
    private Map<String, Machine> machines() {
        Map<String, Machine> machines = new TreeMap<>();
        JsonNode routes = file.root().path(FileKeys.ROUTES);
        for (int i = 0; i < routes.size(); i++) {
            FileEntry route = new FileEntry(file, routes.path(i), FileKeys.ROUTES + "[" + i + "]", Entries.ROUTE);
            FileEntry own = route.entry(OF_ROUTE, "machine, and a message if you like");
            if (own != null) {
                machines.put(routes.path(i).path("name").asText(""), machine(own));
            }
        }
        return machines;
    }

    private static Machine machine(FileEntry own) {
        own.checkKeys();
        String action = own.oneOf("machine");
        String message = own.text("message");
        if (MESSAGE.equals(action) && message == null && !own.has("message")) {
            own.mistake("message", "is missing: machine is message");
        }
        return new Machine(action == null ? HANG_UP : action, message == null ? "" : message);
    }

    private char stopKey() {
        String key = values.fitting(OutboundKey.STOP_KEY, "must be one key, 0 to 9, * or #, or none");
        return key == null || NONE.equals(key) ? ' ' : key.charAt(0);
    }
}
