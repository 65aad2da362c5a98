package dev.trunkline.cli;

import dev.trunkline.lab.fleet.Profile;
import dev.trunkline.lab.fleet.call.FleetPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many calls, for how long. */
final class FleetSize {

    private static final int DAY_SECONDS = 86_400;
    private static final int MOST_SCENES = 2_000;
    private static final int MOST_AT_ONCE = 100;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "smoke",
            description = "A size with a name, see below; the following options override it.")
    private Profile profile = Profile.SMOKE;

    @Option(names = "--calls", paramLabel = "N", description = "How many at the same time.")
    private @Nullable Integer calls;

    @Option(names = "--ramp", paramLabel = "PER_SECOND", description = "New calls a second.")
    private @Nullable Double ramp;

    @Option(names = "--duration", paramLabel = "S", description = "Seconds from when all calls have been placed.")
    private @Nullable Integer durationSeconds;

    @Option(
            names = "--call-length",
            paramLabel = "S",
            description = "Mean seconds of a call, after which another one comes; 0: as long as the fleet.")
    private @Nullable Integer callSeconds;

    @Option(
            names = "--total",
            paramLabel = "N",
            description = "Calls in all, with --call-length: over after the last, or after the duration; 0: no bound.")
    private @Nullable Integer totalCalls;

    @Option(
            names = "--steps",
            paramLabel = "N1,N2",
            split = ",",
            hideParamSyntax = true,
            description = "First N1 calls for the duration, then N2 for as long: the memory of each further call.")
    private @Nullable List<Integer> steps;

    @Option(
            names = "--scenes",
            paramLabel = "N",
            description = "Of the profile conversation: how many scenes, 1 to 2000; 200 by default.")
    private @Nullable Integer scenes;

    @Option(names = "--warm-up", paramLabel = "S", description = "Seconds of the duration that do not count.")
    private @Nullable Integer warmUpSeconds;

    @Option(
            names = "--rehearsal",
            paramLabel = "S",
            defaultValue = "0",
            description = "Seconds of calls before anything is looked at: a bridge that has worked is the baseline.")
    private int rehearsalSeconds;

    @Option(
            names = "--settle",
            paramLabel = "S",
            defaultValue = "10",
            description = "Seconds after the last call, at most, for the bridge to let go of what it held.")
    private int settleSeconds = 10;

    /** Those with a name, a line each, and what stands above them. */
    static String[] profiles() {
        List<String> lines = new ArrayList<>();
        lines.add("Profiles, and how long they take at most:");
        lines.add("  name         calls    ramp     time  of a call");
        for (Profile each : Profile.values()) {
            lines.add(each.line());
        }
        return lines.toArray(String[]::new);
    }

    boolean isTalkative() {
        return profile.isTalkative();
    }

    /** What goes wrong by itself with this profile, as 'chaos' reads it. */
    List<String> faults() {
        return profile.faults();
    }

    boolean isConversation() {
        return profile == Profile.CONVERSATION;
    }

    /** Throws {@link IllegalArgumentException} when it cannot be; the message begins with the option's name. */
    ConversationFleet.Plan conversation(long seed) {
        int count = or(scenes, profile.size().totalCalls());
        if (count < 1 || count > MOST_SCENES) {
            throw new IllegalArgumentException("scenes must be 1 to " + MOST_SCENES);
        }
        int atOnce = or(calls, profile.size().calls());
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("calls must be 1 to " + MOST_AT_ONCE + " with the profile conversation");
        }
        return new ConversationFleet.Plan(count, atOnce, seed);
    }

    int rehearsalSeconds() {
        return rehearsalSeconds;
    }

    /** Throws {@link IllegalArgumentException} when it cannot be; the message begins with the option's name. */
    FleetPlan.Size size() {
        List<Integer> both = steps;
        if (both != null && both.size() != 2) {
            throw new IllegalArgumentException("steps must be two numbers of calls, such as 200,400");
        }
        if (scenes != null && !isConversation()) {
            throw new IllegalArgumentException("scenes are for the profile conversation");
        }
        if (rehearsalSeconds < 0 || rehearsalSeconds > DAY_SECONDS) {
            throw new IllegalArgumentException("rehearsal must be 0 to " + DAY_SECONDS + " seconds");
        }
        FleetPlan.Size usual = profile.size();
        int duration = or(durationSeconds, usual.durationSeconds());
        int length = or(callSeconds, both == null ? usual.callSeconds() : 0);
        int most = both == null ? or(calls, usual.calls()) : both.get(1);
        int total = usual.totalCalls() == 0 || length == 0 ? 0 : Math.max(most, usual.totalCalls());
        return new FleetPlan.Size(
                most,
                ramp == null ? usual.rampPerSecond() : ramp,
                duration,
                length,
                or(warmUpSeconds, Profile.warmUpSeconds(duration)),
                or(totalCalls, total),
                both == null ? 0 : both.get(0),
                settleSeconds);
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }
}
