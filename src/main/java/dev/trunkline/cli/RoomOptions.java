package dev.trunkline.cli;

import dev.trunkline.lab.caller.CallerRoom;
import dev.trunkline.lab.scene.RoomNoise;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the caller is. Confined to one thread. */
final class RoomOptions {

    private static final Pattern NOISE = Pattern.compile("(white|pink|babble|street),(-?[0-9]{1,2})");
    private static final Pattern ECHO = Pattern.compile("([0-9]{1,4}),(-[0-9]{1,2})");
    private static final long SEED = 1;

    @Option(
            names = "--noise",
            paramLabel = "KIND,DB",
            description =
                    "What is heard around the caller, and how much softer than they: white, pink, babble, street.")
    private @Nullable String noise;

    @Option(
            names = "--speakerphone",
            paramLabel = "MS,DB",
            description = "The agent's voice comes back after so many ms, so loud: 250,-12.")
    private @Nullable String speakerphone;

    /** Throws {@link IllegalArgumentException} for what cannot be; the message begins with the option's name. */
    CallerRoom room() {
        CallerRoom room = CallerRoom.QUIET;
        if (noise != null) {
            Matcher given = NOISE.matcher(noise);
            if (!given.matches()) {
                throw new IllegalArgumentException(
                        "noise must be white, pink, babble or street and decibels: babble,15");
            }
            RoomNoise kind = RoomNoise.valueOf(given.group(1).toUpperCase(Locale.ROOT));
            room = room.withNoise(
                    kind.loop(new SplittableRandom(SEED), LabVoices.all(), Integer.parseInt(given.group(2))));
        }
        if (speakerphone != null) {
            Matcher given = ECHO.matcher(speakerphone);
            if (!given.matches() || Integer.parseInt(given.group(1)) > 2_000) {
                throw new IllegalArgumentException("speakerphone must be 0 to 2000 ms and negative decibels: 250,-12");
            }
            room = room.withEcho(
                    new CallerRoom.Echo(Integer.parseInt(given.group(1)), Integer.parseInt(given.group(2))));
        }
        return room;
    }
}
