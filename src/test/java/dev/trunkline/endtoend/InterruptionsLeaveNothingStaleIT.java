package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.speech.Speech;
import dev.trunkline.testing.Tones;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller who speaks is listened to, at once, every time; and the bridge knows what he has heard. */
class InterruptionsLeaveNothingStaleIT {

    private static final double AMPLITUDE = 12_000;

    /** What is said in each turn; the last one is heard to its end. */
    private static final int[] TURN_HZ = {653, 1_013, 1_747, 557};

    private static final int LATE_HZ = 2_459;
    private static final int INTERRUPTIONS = 3;
    private static final int SENTENCES = 10;
    private static final int SENTENCE_MILLIS = 1_000;
    private static final int PAUSE_MILLIS = 100; // at the end of each sentence
    private static final int CALLER_MILLIS = 1_000;
    private static final int EVI_NOTICES_MILLIS = 200;
    private static final int EVI_ANSWERS_MILLIS = 300;
    private static final int PER_MILLI = Sound.PHONE_RATE_HZ / 1_000;

    /** A filter begins to ring before the sound that makes it. */
    private static final int RINGING_MILLIS = 5;

    private static final float MU_LAW_STEP = 8; // the smallest

    /** An EVI that speaks faster than it is heard, notices the caller, and answers when he has said it. */
    private static final class Evi {
        private int turn;
        private int loudMillis;
        private int quietMillis;
        private boolean interrupted;
        private final Dialect dialect;

        Evi(Dialect dialect) {
            this.dialect = dialect;
        }

        void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
            String type = message.path("type").asText();
            if (type.equals("session_settings")) {
                speak(chat);
            } else if (type.equals("audio_input")) {
                hear(chat, ScriptedEvi.linear16(message));
            }
        }

        private void hear(ScriptedEvi.Chat chat, float[] samples) {
            int millis = samples.length * 1_000 / dialect.hearsHz();
            boolean loud = Sound.onset(samples, 0) < samples.length;
            loudMillis = loud ? loudMillis + millis : 0;
            quietMillis = loud ? 0 : quietMillis + millis;
            if (!interrupted && loudMillis >= EVI_NOTICES_MILLIS) {
                interrupted = true;
                chat.interrupt();
                // What was on its way when EVI noticed: more of every sentence of the turn.
                for (int i = 0; i < SENTENCES; i++) {
                    chat.sound(
                            id(i),
                            SENTENCE_MILLIS / 100,
                            Sound.tone(LATE_HZ, dialect.speaksHz(), 300, AMPLITUDE),
                            dialect.speaksHz());
                }
            } else if (interrupted && quietMillis >= EVI_ANSWERS_MILLIS) {
                interrupted = false;
                turn++;
                speak(chat);
            }
        }

        private void speak(ScriptedEvi.Chat chat) {
            int sentences = turn < INTERRUPTIONS ? SENTENCES : 1;
            float[] sound = Sound.joined(
                    Sound.tone(TURN_HZ[turn], dialect.speaksHz(), SENTENCE_MILLIS - PAUSE_MILLIS, AMPLITUDE),
                    Sound.tone(TURN_HZ[turn], dialect.speaksHz(), PAUSE_MILLIS, 0));
            for (int i = 0; i < sentences; i++) {
                chat.speak(id(i), "turn " + turn + " sentence " + i + " of many words", sound, dialect.speaksHz());
            }
            chat.endTurn();
        }

        private String id(int sentence) {
            return "turn-" + turn + "-" + sentence;
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void nothingOfTheInterruptedTurnIsHeardAndWhatWasHeardIsKnown(Dialect dialect) throws Exception {
        Retake.whenSpoilt(placed -> isInterrupted(dialect, placed));
    }

    private void isInterrupted(Dialect dialect, Consumer<PhoneRecord> placed) throws Exception {
        Evi script = new Evi(dialect);
        try (ScriptedEvi evi = new ScriptedEvi(script::onMessage);
                WholeLine line = new WholeLine(dialect, evi.port(), directory)) {
            PhoneRecord phone = line.carrier().place(line.call(caller())).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            placed.accept(phone);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(phone.conversation().clears()).hasSize(INTERRUPTIONS);
            assertThat(phone.conversation().bargeIns())
                    .hasSize(INTERRUPTIONS)
                    .allSatisfy(
                            bargeIn -> assertThat(bargeIn.staleAudioMillis()).isZero());
            assertThat(bridge.path("bargeIns")).hasSize(INTERRUPTIONS);
            assertThat(bridge.path("framesRejected").path("ai:interrupted").asInt())
                    .as(
                            "late chunks that came, and were not played; of answers that are known to be cancelled nobody tells")
                    .isEqualTo(dialect == Dialect.EVI ? INTERRUPTIONS * SENTENCES * 3 : 0);
            assertNothingStaleIsHeard(phone);
            assertHeardIsKnown(phone, bridge);
            assertFarEndIsTold(dialect, evi.chats().get(0), bridge);
        }
    }

    /** Of the sentence that was cut off, so much; of those behind it, that nothing was heard. */
    private static void assertFarEndIsTold(Dialect dialect, ScriptedEvi.Chat chat, JsonNode bridge) {
        if (dialect == Dialect.EVI) {
            return;
        }
        for (int turn = 0; turn < INTERRUPTIONS; turn++) {
            JsonNode bargeIn = bridge.path("bargeIns").path(turn);
            String ofTurn = "turn-" + turn + "-";
            List<RealtimeTalk.Truncation> told = chat.truncations().stream()
                    .filter(each -> each.item().startsWith(ofTurn))
                    .toList();
            assertThat(told).as("turn %d: %s", turn, chat.truncations()).isNotEmpty();
            assertThat(told.get(0).audioEndMillis())
                    .isCloseTo(bargeIn.path("heardMillis").asInt(), within(20));
            assertThat(told)
                    .allSatisfy(each -> assertThat(each.audioEndMillis()).isBetween(0, SENTENCE_MILLIS));
        }
    }

    private static CallerScript caller() {
        Speech words =
                Sound.speech(Sound.tone(853, Sound.PHONE_RATE_HZ, CALLER_MILLIS, AMPLITUDE), Sound.PHONE_RATE_HZ);
        List<CallerStep> steps = new ArrayList<>();
        for (int i = 0; i < INTERRUPTIONS; i++) {
            // Long enough for the clear to come in the middle of a sentence.
            steps.add(new CallerStep.Interrupt("stop", words, 1_200, 10_000));
        }
        steps.add(new CallerStep.AwaitAgent(500, 10_000));
        steps.add(new CallerStep.HangUp());
        return CallerScript.of(steps);
    }

    private static void assertNothingStaleIsHeard(PhoneRecord phone) {
        short[] agent = phone.audio().agentSamples();
        float[] samples = Sound.samples(agent);
        var clears = phone.conversation().clears();
        for (int turn = 0; turn < INTERRUPTIONS; turn++) {
            int clearAt = (int) clears.get(turn).atMillis() * PER_MILLI;
            int callerEndsAt =
                    (int) phone.conversation().callerUtterances().get(turn).endMillis() * PER_MILLI;
            int nextAt = Sound.onset(samples, clearAt);
            assertThat(nextAt)
                    .as("what comes after clear %d is the answer", turn)
                    .isGreaterThan(callerEndsAt);
            assertThat(Sound.loudest(samples, clearAt, nextAt - RINGING_MILLIS * PER_MILLI))
                    .as("loudest sample between clear %d and the answer", turn)
                    .isLessThanOrEqualTo(MU_LAW_STEP);
            int nextEnd = turn + 1 < INTERRUPTIONS ? (int) clears.get(turn + 1).atMillis() * PER_MILLI : agent.length;
            short[] answer = Arrays.copyOfRange(agent, nextAt, Math.min(nextEnd, nextAt + 800 * PER_MILLI));
            short[] after = Arrays.copyOfRange(agent, clearAt, nextEnd);
            assertThat(decibels(answer, TURN_HZ[turn + 1]))
                    .as("answer %d, dB", turn)
                    .isCloseTo(0, within(0.5));
            assertThat(decibels(answer, TURN_HZ[turn]))
                    .as("turn %d in its answer, dB", turn)
                    .isLessThan(-60);
            assertThat(decibels(after, TURN_HZ[turn]))
                    .as("turn %d after its end, dB", turn)
                    .isLessThan(-60);
            assertThat(decibels(after, LATE_HZ))
                    .as("late sound of turn %d, dB", turn)
                    .isLessThan(-60);
        }
    }

    private static void assertHeardIsKnown(PhoneRecord phone, JsonNode bridge) {
        float[] agent = Sound.samples(phone.audio().agentSamples());
        var clears = phone.conversation().clears();
        // "Above zero, this machine was too busy to measure well" (PhoneRecord.Quality).
        long slackMillis = phone.quality().lateFrames() == 0 ? 20 : 100;
        for (int turn = 0; turn < INTERRUPTIONS; turn++) {
            int clearAt = (int) clears.get(turn).atMillis() * PER_MILLI;
            int playedMillis = (clearAt - Sound.lastOnset(agent, clearAt, Sound.PHONE_RATE_HZ)) / PER_MILLI;
            long playedOfTurnMillis = clears.get(turn).playedMillisSinceSilence();
            List<JsonNode> lines = linesOfTurn(bridge, turn);
            assertThat(lines).hasSize(SENTENCES);
            long heardOfTurnMillis = lines.stream()
                    .mapToLong(each -> each.path("heardMillis").asLong())
                    .sum();
            JsonNode cut = lines.get((int) (playedOfTurnMillis / SENTENCE_MILLIS));
            assertThat(cut.path("interrupted").asBoolean()).isTrue();
            assertThat(cut.path("heardMillis").asLong())
                    .as("heard of the interrupted sentence of turn %d", turn)
                    .isCloseTo((long) playedMillis, within(slackMillis));
            assertThat(heardOfTurnMillis)
                    .as("heard of turn %d", turn)
                    .isCloseTo(playedOfTurnMillis, within(slackMillis));
            assertThat(bridge.path("bargeIns").path(turn).path("heardMillis").asLong())
                    .isEqualTo(cut.path("heardMillis").asLong());
        }
    }

    private static List<JsonNode> linesOfTurn(JsonNode bridge, int turn) {
        List<JsonNode> lines = new ArrayList<>();
        bridge.path("transcript").forEach(line -> {
            if (line.path("text").asText().startsWith("turn " + turn + " ")) {
                lines.add(line);
            }
        });
        return lines;
    }

    private static double decibels(short[] heard, int hz) {
        return Tones.decibels(Tones.amplitude(heard, Sound.PHONE_RATE_HZ, hz) / AMPLITUDE);
    }
}
