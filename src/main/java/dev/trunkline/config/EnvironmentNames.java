package dev.trunkline.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells mistyped variables of the environment, which would otherwise be without effect. Thread-safe. */
final class EnvironmentNames {

    /** How much is logged; read by the log itself. */
    static final String LOG_LEVEL = "TRUNKLINE_LOG_LEVEL";

    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
    private static final String OURS = "TRUNKLINE_";
    private static final Set<String> KNOWN = known();
    private static final int SHORT_NAME = 10;

    private EnvironmentNames() {}

    private static Set<String> known() {
        Set<String> known = KeyRegister.KEYS.stream()
                .map(ConfigKey::variable)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        known.add(LOG_LEVEL);
        return known;
    }

    static void check(Map<String, String> environment, List<String> mistakes) {
        boolean isLinked = environment.containsKey("TRUNKLINE_SERVICE_HOST");
        if (isLinked) {
            mistakes.add("TRUNKLINE_SERVICE_HOST and its like come from a Kubernetes Service named trunkline; set"
                    + " enableServiceLinks: false for the pod, as deploy/kubernetes.yaml does");
        }
        for (String name : new TreeSet<>(environment.keySet())) {
            if (KNOWN.contains(name)) {
                continue;
            }
            boolean isOurs = name.toUpperCase(Locale.ROOT).startsWith(OURS);
            String meant = isOurs ? nearest(name.substring(OURS.length())) : nearMiss(name, environment);
            if (meant != null) {
                mistakes.add(Shown.text(name) + " is not a variable; did you mean " + meant + "?");
            } else if (isOurs && !isLinked) {
                mistakes.add(Shown.text(name) + " is not a variable; every one stands in configuration.md");
            }
        }
        String level = environment.get(LOG_LEVEL);
        if (level != null && !level.isBlank() && !LEVELS.contains(level.strip().toUpperCase(Locale.ROOT))) {
            mistakes.add(LOG_LEVEL + " must be one of " + String.join(", ", LEVELS) + ", not " + Shown.quoted(level));
        }
    }

    /** What all names of ours begin with would make each of them near. */
    private static @Nullable String nearest(String rest) {
        String meant = Spelling.nearest(
                rest,
                KNOWN.stream()
                        .filter(known -> known.startsWith(OURS))
                        .map(known -> known.substring(OURS.length()))
                        .toList());
        return meant == null ? null : OURS + meant;
    }

    /** Others may have variables like ours: theirs is taken for ours only where ours is not there, by one slip or two. */
    private static @Nullable String nearMiss(String name, Map<String, String> environment) {
        for (String known : KNOWN) {
            int slips = known.length() < SHORT_NAME ? 1 : 2;
            // What programs everywhere use is not suspicious.
            boolean isEverybodys =
                    known.equals(RecordKey.STORE_URL.variable()) || known.equals(StateKey.REDIS_URL.variable());
            if (!isEverybodys && !environment.containsKey(known) && Spelling.distance(name, known) <= slips) {
                return known;
            }
        }
        return null;
    }
}
