package dev.trunkline.outbound.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.lab.answer.AnswerBook;
import dev.trunkline.lab.answer.Answering;
import dev.trunkline.lab.answer.Answering.Truth;
import dev.trunkline.lab.scene.CallerVoices;
import dev.trunkline.outbound.answer.AnswerListener.News;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.command.CommandVoice;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who answers the calls of the lab's book, by the sound alone; writes the table of outbound.md to target/answers.md. */
class AnswersAreJudgedIT {

    private static final int FRAME = 160;
    private static final List<String> ESPEAK = List.of("en-us+m3", "en-us+f2", "en-gb+m7", "en-us+f4");

    private record Judged(Answering answering, String first, String last, long verdictMillis, long lateMillis) {}

    @Test
    void theBookOfTheLabIsJudgedInTimeAndAlmostAlwaysRight() throws Exception {
        List<Judged> judged = new AnswerBook(new CallerVoices(voices()), Long.getLong("trunkline.test.answers", 14))
                .all().stream().map(AnswersAreJudgedIT::judge).toList();

        String table = table(judged);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/answers.md"), table);
        List<Judged> wrong = judged.stream()
                .filter(each -> !each.last.equals(each.answering.truth().name()))
                .toList();
        List<Long> late = judged.stream()
                .filter(each -> each.answering.recordsFromMillis() >= 0)
                .map(Judged::lateMillis)
                .toList();

        if (ESPEAK.size() < voices().size()) {
            assertThat(judged).hasSizeGreaterThanOrEqualTo(60);
        }
        assertThat(judged).as(table).allMatch(each -> each.verdictMillis <= AnswerListener.VERDICT_MILLIS);
        assertThat(wrong).as(table).hasSizeLessThanOrEqualTo(judged.size() / 20);
        assertThat(wrong).as("no person is hung up on").noneMatch(each -> each.answering.truth() == Truth.HUMAN);
        assertThat(late).as(table).allMatch(millis -> millis >= 0 && millis <= 100);
    }

    private static List<Voice> voices() {
        List<Voice> voices = new ArrayList<>(List.of(new FreeTtsVoice()));
        for (String name : ESPEAK) {
            Voice voice = new CommandVoice(
                    new CommandVoice.Settings(List.of("espeak-ng", "--stdout", "-v", "{voice}"), name, 22_050, 30_000));
            try {
                voice.say("yes");
                voices.add(voice);
            } catch (SpeechFailedException e) {
                return voices; // it is not installed here
            }
        }
        return voices;
    }

    private static Judged judge(Answering answering) {
        AnswerListener listener = new AnswerListener();
        short[] samples = answering.sound().at(8_000).samples();
        byte[] frame = new byte[FRAME];
        String first = "";
        long verdictMillis = Long.MAX_VALUE;
        long recordsMillis = -1;
        for (int at = 0; at + FRAME <= samples.length; at += FRAME) {
            for (int i = 0; i < FRAME; i++) {
                frame[i] = MuLaw.encode(samples[at + i]);
            }
            News news = listener.onSound(frame, FRAME);
            if (news != null && first.isEmpty()) {
                first = String.valueOf(listener.verdict());
                verdictMillis = listener.millis();
            }
            if (news == News.RECORDS) {
                recordsMillis = listener.millis();
            }
        }
        return new Judged(
                answering,
                first,
                String.valueOf(listener.verdict()),
                verdictMillis,
                recordsMillis < 0 ? -1 : recordsMillis - answering.recordsFromMillis());
    }

    private static String table(List<Judged> judged) {
        StringBuilder text = new StringBuilder("""
                        | | human | machine | fax | silence | first verdict, ms: median, last |
                        |---|---|---|---|---|---|
                        """);
        Map<Truth, List<Judged>> byTruth = new TreeMap<>();
        judged.forEach(each -> byTruth.computeIfAbsent(each.answering.truth(), key -> new ArrayList<>())
                .add(each));
        byTruth.forEach((truth, all) -> {
            text.append("| ")
                    .append(truth.name().toLowerCase(Locale.ROOT))
                    .append(", ")
                    .append(all.size());
            for (String who : List.of("HUMAN", "MACHINE", "FAX", "SILENCE")) {
                text.append(" | ")
                        .append(all.stream()
                                .filter(each -> each.last.equals(who))
                                .count());
            }
            List<Long> times = all.stream().map(Judged::verdictMillis).sorted().toList();
            text.append(" | ").append(times.get(times.size() / 2)).append(", ").append(times.get(times.size() - 1));
            text.append(" |\n");
        });
        List<Long> late = judged.stream()
                .filter(each -> each.answering.recordsFromMillis() >= 0)
                .map(Judged::lateMillis)
                .sorted()
                .toList();
        text.append("\nFirst verdict corrected: ")
                .append(judged.stream()
                        .filter(each -> !each.first.equals(each.last))
                        .count())
                .append(". End of a beep noticed after ms: median ")
                .append(late.get(late.size() / 2))
                .append(", least ")
                .append(late.get(0))
                .append(", last ")
                .append(late.get(late.size() - 1))
                .append(" of ")
                .append(late.size())
                .append(".\n\n");
        judged.stream()
                .filter(each -> !each.last.equals(each.answering.truth().name())
                        || !each.first.equals(each.last)
                        || (each.answering.recordsFromMillis() >= 0 && (each.lateMillis < 0 || each.lateMillis > 100)))
                .forEach(each -> text.append("- ")
                        .append(each.answering.name())
                        .append(": ")
                        .append(each.first)
                        .append(" then ")
                        .append(each.last)
                        .append(" at ")
                        .append(each.verdictMillis)
                        .append(", late ")
                        .append(each.lateMillis)
                        .append('\n'));
        return text.toString();
    }
}
