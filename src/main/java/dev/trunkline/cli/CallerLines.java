package dev.trunkline.cli;

import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.lab.scene.BodySound;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.Stack;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the caller does, in the order of the command line: {@code --say}, {@code --wav}, {@code --press}. */
final class CallerLines {

    private static final long AGENT_QUIET_MILLIS = 900; // longer than a pause between two sentences
    private static final long AGENT_CAP_MILLIS = 30_000;
    private static final long AFTER_KEYS_MILLIS = 4_000; // an agent that answers keys lets the caller finish first

    private static final long OVER_AGENT_MILLIS = 1_000;
    private static final long OVER_AGENT_CAP_MILLIS = 12_000;
    private static final long INTERRUPTION_MILLIS = 2_200;
    private static final String INTERRUPTION = "interruption";
    private static final String BACKCHANNEL = "--backchannel";
    private static final String SOUND = "--sound";
    private static final String ASIDE = "--aside";

    private static final long MAX_WAV_BYTES = 100_000_000;
    private static final Pattern KEYS = Pattern.compile("[0-9*#]{1,100}");

    /** For people who look for one. */
    static final String SOUND_NAMES = Arrays.stream(BodySound.values())
            .filter(BodySound::isTic)
            .map(CallerLines::name)
            .collect(Collectors.joining(", "));

    private final List<Line> lines = new ArrayList<>();

    /** One option's value; of a file, with its sound. */
    private record Line(
            String option, String value, @Nullable Speech recorded) {}

    /** Takes every value up to the next option. Stack is picocli's own choice. */
    @SuppressWarnings("JdkObsolete")
    static final class Consumer implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            CallerLines lines = option.getValue();
            String name = ((OptionSpec) option).longestName();
            if (arguments.isEmpty() || arguments.peek().startsWith("--")) {
                throw new CommandLine.ParameterException(command.commandLine(), name + " needs a value");
            }
            while (!arguments.isEmpty() && !arguments.peek().startsWith("--")) {
                try {
                    lines.lines.add(line(name, arguments.pop()));
                } catch (IOException e) {
                    throw new CommandLine.ParameterException(command.commandLine(), name + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static Line line(String option, String value) throws IOException {
        if (option.equals("--wav")) {
            return new Line(option, value, read(file(value)));
        }
        if (option.equals("--press") && !KEYS.matcher(value).matches()) {
            throw new IOException("\"" + value + "\" are no keys; a telephone has 0 to 9, * and #");
        }
        if (option.equals(SOUND) && body(value) == null) {
            throw new IOException("\"" + value + "\" is none of " + SOUND_NAMES);
        }
        if (value.isBlank()) {
            throw new IOException("there are no words to say");
        }
        return new Line(option, value, null);
    }

    private static Path file(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException("this is not the name of a file", e);
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    void say(String text) {
        lines.add(new Line("--say", text, null));
    }

    /** Says it when the agent has spoken for so long. */
    void interrupt(String text) {
        lines.add(new Line(INTERRUPTION, text, null));
    }

    /** Says it while the agent speaks, for it to go on. */
    void agree(String words) {
        lines.add(new Line(BACKCHANNEL, words, null));
    }

    /**
     * The steps of the caller's script.
     *
     * @param voice speaks for the caller
     * @param interruptAfterMillis from the second utterance on, the caller does not wait for the agent's silence but speaks
     *     when it has spoken for so long; 0: they always wait
     */
    List<CallerStep> steps(Voice voice, long interruptAfterMillis) {
        List<CallerStep> steps = new ArrayList<>();
        boolean spoken = false;
        boolean pressed = false;
        for (Line line : lines) {
            CallerStep turn = pressed
                    ? new CallerStep.AwaitReaction(AFTER_KEYS_MILLIS, AGENT_QUIET_MILLIS, AGENT_CAP_MILLIS)
                    : new CallerStep.AwaitAgent(AGENT_QUIET_MILLIS, AGENT_CAP_MILLIS);
            pressed = line.option().equals("--press");
            if (pressed) {
                steps.add(turn);
                steps.add(new CallerStep.Press(line.value()));
                continue;
            }
            CallerStep aside = notMeant(line, voice);
            if (aside != null) {
                steps.add(aside);
                continue;
            }
            Speech recorded = line.recorded();
            Speech speech = recorded != null ? recorded : voice.say(line.value());
            String text = recorded != null ? "(" + Path.of(line.value()).getFileName() + ")" : line.value();
            if (spoken && interruptAfterMillis > 0) {
                steps.add(new CallerStep.Interrupt(text, speech, interruptAfterMillis, AGENT_CAP_MILLIS));
            } else {
                steps.add(turn);
                steps.add(new CallerStep.Say(text, speech));
            }
            spoken = true;
        }
        return steps;
    }

    /** What is heard while the agent speaks and is no turn of the caller's; null when it is one. */
    private static @Nullable CallerStep notMeant(Line line, Voice voice) {
        SplittableRandom random = new SplittableRandom(line.value().hashCode());
        String value = line.value();
        return switch (line.option()) {
            case BACKCHANNEL ->
                over(
                        value,
                        value.equals(BodySound.HUM.words()) ? BodySound.HUM.sound(random) : voice.say(value),
                        CallerSound.BACKCHANNEL);
            case SOUND -> {
                BodySound body = Objects.requireNonNull(body(value));
                yield over(body.words(), body.sound(random), CallerSound.TIC);
            }
            case INTERRUPTION ->
                new CallerStep.Interrupt(value, voice.say(value), INTERRUPTION_MILLIS, AGENT_CAP_MILLIS);
            case ASIDE -> over("(aside) " + value, LabVoices.all().aside(1, value), CallerSound.ASIDE);
            default -> null;
        };
    }

    private static CallerStep over(String text, Speech speech, CallerSound sound) {
        return new CallerStep.Interrupt(text, speech, OVER_AGENT_MILLIS, OVER_AGENT_CAP_MILLIS, sound);
    }

    private static @Nullable BodySound body(String name) {
        return Arrays.stream(BodySound.values())
                .filter(body -> body.isTic() && name(body).equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String name(BodySound body) {
        return body.name().toLowerCase(Locale.ROOT);
    }

    private static Speech read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + (Files.exists(file) ? " is no file" : " does not exist"));
        }
        if (Files.size(file) > MAX_WAV_BYTES) {
            throw new IOException(file + " is longer than " + MAX_WAV_BYTES + " bytes, and so than any call");
        }
        try (AudioInputStream encoded = AudioSystem.getAudioInputStream(file.toFile())) {
            float rateHz = encoded.getFormat().getSampleRate();
            AudioFormat wanted = new AudioFormat(rateHz, 16, 1, true, false);
            try (AudioInputStream decoded = AudioSystem.getAudioInputStream(wanted, encoded)) {
                byte[] bytes = decoded.readAllBytes();
                if (bytes.length < 2) {
                    throw new IOException(file + " holds no sound");
                }
                short[] samples = new short[bytes.length / 2];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8));
                }
                return new Speech(samples, Math.round(rateHz));
            }
        } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
            throw new IOException(file + " is no WAV file that can be read", e);
        } catch (FileNotFoundException e) {
            throw new IOException(file + " cannot be read; may this user read it?", e);
        }
    }
}
