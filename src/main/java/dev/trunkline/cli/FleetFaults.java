package dev.trunkline.cli;

import dev.trunkline.lab.chaos.FaultRule;
import dev.trunkline.lab.chaos.FaultText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes wrong in a fleet, on purpose. */
final class FleetFaults {

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "What goes wrong between bridge and far end, as for 'chaos', instead of what the profile has."
                    + " Callers count then. May be given many times; 'none' for nothing.")
    private @Nullable List<String> faults;

    @Option(
            names = "--phone-fault",
            paramLabel = "FAULT",
            description = "The same between callers and bridge, webhooks and media streams.")
    private @Nullable List<String> phoneFaults;

    /** Whether any were asked for. */
    boolean isGiven() {
        return faults != null || phoneFaults != null;
    }

    /**
     * Between bridge and far end.
     *
     * @param usual what the profile has
     * @throws IllegalArgumentException when one cannot be; the message begins with the option's name
     */
    List<FaultRule> ofFarEnd(List<String> usual) {
        List<String> chosen = faults == null ? usual : faults;
        return read("fault", chosen.equals(List.of("none")) ? List.of() : chosen);
    }

    /** Between callers and bridge; throws as the other does. */
    List<FaultRule> ofPhones() {
        return read("phone-fault", phoneFaults == null ? List.of() : phoneFaults);
    }

    private static List<FaultRule> read(String option, List<String> texts) {
        try {
            return texts.stream()
                    .map(text -> FaultText.read(text, FaultText.Usual.NONE))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
