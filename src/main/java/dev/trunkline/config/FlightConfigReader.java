package dev.trunkline.config;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads which calls are recorded. Confined to one thread. */
final class FlightConfigReader {

    private final Values values;

    FlightConfigReader(Values values) {
        this.values = values;
    }

    FlightConfig read(List<TrunklineConfig.Route> routes) {
        return new FlightConfig(
                Folders.named(StateKey.FLIGHT_DIRECTORY, values),
                routes(routes),
                values.number(StateKey.FLIGHT_ONE_IN_CALLS),
                values.number(StateKey.FLIGHT_CALL_MEGABYTES),
                values.number(StateKey.FLIGHT_MEGABYTES));
    }

    private Set<String> routes(List<TrunklineConfig.Route> routes) {
        String names = values.text(StateKey.FLIGHT_ROUTES);
        if (names == null) {
            return Set.of();
        }
        Set<String> known =
                routes.stream().map(TrunklineConfig.Route::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : named) {
            if (!known.contains(name)) {
                values.mistake(
                        StateKey.FLIGHT_ROUTES, "names no route: " + Shown.quoted(name) + "; there are " + known);
            }
        }
        return Set.copyOf(named);
    }
}
