package dev.trunkline.lab.panel;

import dev.trunkline.lab.panel.PanelEvent.Kind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The eight interaction metrics of tau-voice, of one call or of many. Immutable. The names of the components are the names
 * in JSON.
 *
 * @param response R_R: turns of the caller that were answered before they had to speak again
 * @param responseMillis L_R: from the end of such a turn to the agent's voice
 * @param yield R_Y: interruptions at which the agent fell silent within 2 s
 * @param yieldMillis L_Y: from the start of such an interruption to the agent's last sound
 * @param agentInterruptions how often the agent began to speak while the caller did
 * @param agentInterruptionRate I_A: the same for each turn of {@code response}; null without any
 * @param backchannel S_BC: backchannels through which the agent spoke on for a second
 * @param tic S_VT: the same for coughs, breaths, "um"; in the agent's silence, those that it let pass for 2 s
 * @param aside S_ND: the same for words to somebody else
 * @param heldPauseMillis the agent's longest silence in the second after each sound that it spoke through
 */
public record InteractionPanel(
        Rate response,
        Timing responseMillis,
        Rate yield,
        Timing yieldMillis,
        int agentInterruptions,
        @Nullable Double agentInterruptionRate,
        Rate backchannel,
        Rate tic,
        Rate aside,
        Timing heldPauseMillis) {

    /** Of whatever happened, in as many calls. */
    public static InteractionPanel of(List<PanelEvent> events) {
        Rate response = Rate.of(events, Kind.RESPONSE);
        int interruptions = Rate.of(events, Kind.AGENT_INTERRUPTS).total();
        return new InteractionPanel(
                response,
                Timing.of(good(events, Kind.RESPONSE)),
                Rate.of(events, Kind.YIELD),
                Timing.of(good(events, Kind.YIELD)),
                interruptions,
                response.total() == 0 ? null : rounded((double) interruptions / response.total()),
                Rate.of(events, Kind.BACKCHANNEL),
                Rate.of(events, Kind.TIC),
                Rate.of(events, Kind.ASIDE),
                Timing.of(good(events, Kind.BACKCHANNEL, Kind.TIC, Kind.ASIDE)));
    }

    private static List<PanelEvent> good(List<PanelEvent> events, Kind... kinds) {
        return events.stream()
                .filter(event -> event.good() && Arrays.asList(kinds).contains(event.kind()))
                .toList();
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    /**
     * How many went well.
     *
     * @param share of all; null when there were none
     * @param low with {@code high}, where the true share lies with 95 % confidence (Wilson)
     */
    public record Rate(
            int good,
            int total,
            @Nullable Double share,
            @Nullable Double low,
            @Nullable Double high) {

        private static final double NORMAL_95 = 1.96;

        static Rate of(List<PanelEvent> events, Kind kind) {
            long good = events.stream()
                    .filter(event -> event.kind() == kind && event.good())
                    .count();
            long total = events.stream().filter(event -> event.kind() == kind).count();
            return of(Math.toIntExact(good), Math.toIntExact(total));
        }

        /** So many of so many. */
        public static Rate of(int good, int total) {
            if (total == 0) {
                return new Rate(0, 0, null, null, null);
            }
            double share = (double) good / total;
            double z2 = NORMAL_95 * NORMAL_95;
            double center = share + z2 / (2 * total);
            double spread = NORMAL_95 * Math.sqrt((share * (1 - share) + z2 / (4 * total)) / total);
            double scale = 1 + z2 / total;
            return new Rate(
                    good,
                    total,
                    rounded(share),
                    rounded(Math.max(0, (center - spread) / scale)),
                    rounded(Math.min(1, (center + spread) / scale)));
        }
    }

    /**
     * How long it took, by the waveforms.
     *
     * @param count of how many; the others are null when that is 0
     * @param inTicks the mean in whole ticks of 200 ms, as tau-voice gives it
     */
    public record Timing(
            int count,
            @Nullable Long median,
            @Nullable Long mean,
            @Nullable Long max,
            @Nullable Long inTicks) {

        static Timing of(List<PanelEvent> events) {
            int count = events.size();
            if (count == 0) {
                return new Timing(0, null, null, null, null);
            }
            long[] sorted =
                    events.stream().mapToLong(PanelEvent::millis).sorted().toArray();
            double ticks = events.stream().mapToInt(PanelEvent::ticks).average().orElse(0);
            return new Timing(
                    count,
                    (sorted[(count - 1) / 2] + sorted[count / 2]) / 2,
                    Math.round(Arrays.stream(sorted).average().orElse(0)),
                    sorted[count - 1],
                    Math.round(ticks * Tick.MILLIS));
        }
    }
}
