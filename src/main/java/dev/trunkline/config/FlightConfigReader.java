package dev.trunkline.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads which calls are recorded. Confined to one thread. */
final class FlightConfigReader {

    private static final int MOST_MEGABYTES = 10_000_000;
    private static final int MOST_CALL_MEGABYTES = 2_000;

    private final Values values;

    FlightConfigReader(Values values) {
        this.values = values;
    }

    FlightConfig read(List<TrunklineConfig.Route> routes) {
        return new FlightConfig(
                directory(),
                routes(routes),
                values.number(ConfigKey.FLIGHT_ONE_IN_CALLS, 1, 1_000_000),
                values.number(ConfigKey.FLIGHT_CALL_MEGABYTES, 1, MOST_CALL_MEGABYTES),
                values.number(ConfigKey.FLIGHT_MEGABYTES, 1, MOST_MEGABYTES));
    }

    private @Nullable Path directory() {
        Path directory = values.file(ConfigKey.FLIGHT_DIRECTORY);
        if (directory != null && Files.exists(directory) && !Files.isDirectory(directory)) {
            values.mistake(ConfigKey.FLIGHT_DIRECTORY, "is a file; name a folder");
            return null;
        }
        return directory;
    }

    private Set<String> routes(List<TrunklineConfig.Route> routes) {
        String names = values.text(ConfigKey.FLIGHT_ROUTES);
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
                        ConfigKey.FLIGHT_ROUTES, "names no route: " + Shown.quoted(name) + "; there are " + known);
            }
        }
        return Set.copyOf(named);
    }
}
