package dev.trunkline.config;

import dev.trunkline.phone.PhoneAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the routes to be dialled, and what it may cost. A number that an operator has configured is dialled; that it
 * belongs to a range in which somebody else earns by the minute is worth a word at the start all the same.
 */
public final class DialledNumbers {

    /**
     * Where fraud goes: the ITU's shared and satellite codes (E.164's list of assigned codes), and premium or shared-cost ranges of
     * national plans. Not every such range of the world: Twilio's geographic permissions are the second fence.
     */
    private static final Map<String, String> COSTLY = new TreeMap<>(Map.ofEntries(
            Map.entry("+1900", "premium rate (North America)"),
            Map.entry("+1976", "premium rate (North America)"),
            Map.entry("+870", "satellite (Inmarsat)"),
            Map.entry("+878", "personal numbers"),
            Map.entry("+881", "satellite (global mobile)"),
            Map.entry("+882", "international networks"),
            Map.entry("+883", "international networks"),
            Map.entry("+979", "premium rate (international)"),
            Map.entry("+808", "shared cost (international)"),
            Map.entry("+4484", "shared cost (United Kingdom)"),
            Map.entry("+4487", "shared cost (United Kingdom)"),
            Map.entry("+449", "premium rate (United Kingdom)"),
            Map.entry("+4470", "personal numbers (United Kingdom)"),
            Map.entry("+49900", "premium rate (Germany)"),
            Map.entry("+49180", "shared cost (Germany)"),
            Map.entry("+43900", "premium rate (Austria)"),
            Map.entry("+41900", "premium rate (Switzerland)"),
            Map.entry("+41901", "premium rate (Switzerland)"),
            Map.entry("+41906", "premium rate (Switzerland)"),
            Map.entry("+3389", "premium rate (France)"),
            Map.entry("+39899", "premium rate (Italy)"),
            Map.entry("+34803", "premium rate (Spain)"),
            Map.entry("+34806", "premium rate (Spain)"),
            Map.entry("+34807", "premium rate (Spain)"),
            Map.entry("+31900", "premium rate (Netherlands)"),
            Map.entry("+31906", "premium rate (Netherlands)"),
            Map.entry("+31909", "premium rate (Netherlands)"),
            Map.entry("+32900", "premium rate (Belgium)"),
            Map.entry("+61190", "premium rate (Australia)")));

    private static final Set<String> EMERGENCY = Set.of(
            "000", "08", "110", "111", "112", "113", "115", "117", "118", "119", "911", "933", "999", "15", "17", "18");

    private static final Pattern PREFIX = Pattern.compile("\\+[0-9]{1,14}");

    private DialledNumbers() {}

    /** A line for each number in the routes that may be dear, or calls for help: with the place where it stands, not itself. */
    public static List<String> warnings(TrunklineConfig config) {
        List<String> warnings = new ArrayList<>();
        each(config.routes(), (where, number) -> {
            String costly = costly(number);
            if (costly != null) {
                warnings.add(where + " is in a range of " + costly + ": whoever owns it earns by each minute");
            } else if (isEmergency(number)) {
                warnings.add(where + " calls an emergency service: a model would choose when");
            }
        });
        return warnings;
    }

    /** Whether a list of prefixes, separated by commas or spaces, is one. */
    static boolean arePrefixes(String text) {
        return prefixes(text).stream().allMatch(prefix -> PREFIX.matcher(prefix).matches());
    }

    static List<String> prefixes(String text) {
        return List.of(text.strip().split("[,\\s]+", -1));
    }

    /** Tells of each number that begins with one of these. */
    static void find(List<TrunklineConfig.Route> routes, List<String> prefixes, BiConsumer<String, String> found) {
        each(routes, (where, number) -> {
            String dialled = PhoneAddress.of(number).number();
            for (String prefix : prefixes) {
                if (dialled != null && dialled.startsWith(prefix)) {
                    found.accept(where, prefix);
                    return;
                }
            }
        });
    }

    private static void each(List<TrunklineConfig.Route> routes, BiConsumer<String, String> see) {
        for (TrunklineConfig.Route route : routes) {
            route.destinations()
                    .forEach(each -> see.accept(
                            "the destination " + each.name() + " of the route " + route.name(), each.number()));
            String fallback = route.fallback().number();
            if (fallback != null) {
                see.accept("the fallback number of the route " + route.name(), fallback);
            }
        }
    }

    private static @Nullable String costly(String number) {
        String dialled = PhoneAddress.of(number).number();
        for (Map.Entry<String, String> range : COSTLY.entrySet()) {
            if (dialled != null && dialled.startsWith(range.getKey())) {
                return range.getValue();
            }
        }
        return null;
    }

    private static boolean isEmergency(String number) {
        String text = PhoneAddress.of(number).text();
        String user = text.startsWith("sip:") ? text.substring(4).split("@", 2)[0] : text;
        return EMERGENCY.contains(user.startsWith("+") ? user.substring(1) : user);
    }
}
