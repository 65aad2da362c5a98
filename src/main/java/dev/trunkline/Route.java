package dev.trunkline;

import dev.trunkline.control.Toolbox;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who answers which numbers, and how. Immutable.
 *
 * @param name what it is called in logs and records
 * @param numbers the called numbers that it serves; "*" serves every other one
 * @param configId EVI's configuration, or null for the default
 * @param configVersion its version, or null for the newest
 * @param variables for the prompt
 * @param toolbox what the model may do
 * @param fallbackWords what a caller is told who cannot be served
 * @param fallbackNumber who is dialled then, or null to hang up
 */
record Route(
        String name,
        Set<String> numbers,
        @Nullable String configId,
        @Nullable Integer configVersion,
        Map<String, String> variables,
        Toolbox toolbox,
        String fallbackWords,
        @Nullable String fallbackNumber) {

    static final String EVERY_OTHER_NUMBER = "*";

    boolean serves(String number) {
        return numbers.contains(number);
    }

    boolean servesTheRest() {
        return numbers.contains(EVERY_OTHER_NUMBER);
    }
}
