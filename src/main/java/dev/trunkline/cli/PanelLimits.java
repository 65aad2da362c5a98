package dev.trunkline.cli;

import static dev.trunkline.lab.report.Texts.say;

import dev.trunkline.lab.panel.InteractionPanel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a panel has to reach: an option for each. Shares are 0 to 1, times milliseconds. */
final class PanelLimits {

    private static final List<Offer> OFFERS = List.of(
            new Offer(
                    "--min-response",
                    "SHARE",
                    "Turns that are answered.",
                    panel -> panel.response().share()),
            new Offer(
                    "--min-yield",
                    "SHARE",
                    "Interruptions that are yielded to.",
                    panel -> panel.yield().share()),
            new Offer(
                    "--min-backchannel",
                    "SHARE",
                    "Backchannels that are held through.",
                    panel -> panel.backchannel().share()),
            new Offer(
                    "--min-tic",
                    "SHARE",
                    "The same for coughs and breaths.",
                    panel -> panel.tic().share()),
            new Offer(
                    "--min-aside",
                    "SHARE",
                    "The same for words aside.",
                    panel -> panel.aside().share()),
            new Offer(
                    "--max-response-p50",
                    "MS",
                    "Turn to answer, median.",
                    panel -> number(panel.responseMillis().median())),
            new Offer(
                    "--max-yield-p50",
                    "MS",
                    "Interruption to silence, median.",
                    panel -> number(panel.yieldMillis().median())));

    private final CommandSpec command;

    /** An option that a limit can be given by; its name says on which side of it to be. */
    private record Offer(
            String option, String unit, String description, Function<InteractionPanel, @Nullable Double> value) {

        boolean isKept(double limit, double is) {
            return option.startsWith("--min") ? is >= limit : is <= limit;
        }
    }

    /** Adds an option for each to a command. */
    PanelLimits(CommandSpec command) {
        this.command = command;
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .validate(false)
                .heading("Limits of the panel; exit status 1 when one is broken:%n");
        for (Offer offer : OFFERS) {
            group.addArg(OptionSpec.builder(offer.option)
                    .paramLabel(offer.unit)
                    .type(Double.class)
                    .description(offer.description)
                    .build());
        }
        command.addArgGroup(group.build());
    }

    private static @Nullable Double number(@Nullable Long millis) {
        return millis == null ? null : Double.valueOf(millis);
    }

    /** Throws {@link IllegalArgumentException} for a limit that cannot be; the message begins with the option's name. */
    void check() {
        for (Offer offer : OFFERS) {
            Double limit = command.findOption(offer.option).getValue();
            boolean isShare = offer.unit.equals("SHARE");
            if (limit != null && !(limit >= 0 && (!isShare || limit <= 1))) {
                throw new IllegalArgumentException(
                        offer.option.substring(2) + (isShare ? " must be 0 to 1" : " must not be negative"));
            }
        }
    }

    /** Every limit that is broken, in words; what was never measured breaks one, and so does a result that is not valid. */
    List<String> broken(InteractionPanel panel, List<String> invalid) {
        List<String> broken = new ArrayList<>();
        boolean isAny = false;
        for (Offer offer : OFFERS) {
            Double limit = command.findOption(offer.option).getValue();
            if (limit != null) {
                isAny = true;
                Double is = offer.value.apply(panel);
                if (is == null) {
                    broken.add(offer.option + ": nothing was measured");
                } else if (!offer.isKept(limit, is)) {
                    broken.add(say("%s: %.3f, and %.3f was asked for", offer.option, is, limit));
                }
            }
        }
        if (isAny && !invalid.isEmpty()) {
            broken.add("the result is not valid: " + String.join("; ", invalid));
        }
        return broken;
    }
}
