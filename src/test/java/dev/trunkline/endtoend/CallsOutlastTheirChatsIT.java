package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.farend.Tag;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.speech.Speech;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The far end ends every chat after a short time, and calls are longer: each word of a caller, which is a tone, is heard by exactly
 * one chat, at once, and each answer is heard whole.
 */
class CallsOutlastTheirChatsIT {

    private static final int TAG_MILLIS = 100;
    private static final double TAG_AMPLITUDE = 8_000;
    private static final int ANSWER_SECONDS = 1;
    private static final int THINKING_MILLIS = 600; // who answered in the midst of a word would not be waited for
    private static final long MOST_GAP_MILLIS = 400;
    private static final int MOST_LATE_SHARE = 20;
    private static final long RAMP_MILLIS = 50; // between two calls

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void fiveCallsOfTwoChats(Dialect dialect, @TempDir Path directory) throws Exception {
        Retake.whenSpoilt(placed -> play(dialect, directory, 5, 4, 1, 3, placed));
    }

    /** So many calls at once, in which so many words are said: each goes on over as many rollovers at least. */
    static void play(Dialect dialect, Path directory, int calls, int maxChatSeconds, int rollovers, int words)
            throws Exception {
        play(dialect, directory, calls, maxChatSeconds, rollovers, words, placed -> {});
    }

    private static void play(
            Dialect dialect,
            Path directory,
            int calls,
            int maxChatSeconds,
            int rollovers,
            int words,
            Consumer<PhoneRecord> placed)
            throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local()
                        .speaking(24_000, ANSWER_SECONDS, false)
                        .answering(THINKING_MILLIS, Integer.MAX_VALUE)
                        .endingChatsAfter(maxChatSeconds));
                WholeLine line = new WholeLine(
                        farEnd.eviUrl(),
                        Map.of("TRUNKLINE_EVI_MAX_CHAT_SECONDS", String.valueOf(maxChatSeconds)),
                        dialect == Dialect.EVI
                                ? null
                                : Files.writeString(
                                        directory.resolve("realtime.yaml"),
                                        Dialect.realtime(maxChatSeconds, farEnd.port())),
                        ClientTls.platform())) {
            List<CompletableFuture<PhoneRecord>> ringing = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                PhoneCall call = line.call(caller(i, words))
                        .withNumbers(number(i), "+18005550199")
                        .withMaxDuration(TimeUnit.MINUTES.toMillis(3));
                Executor inItsTurn = CompletableFuture.delayedExecutor(i * RAMP_MILLIS, TimeUnit.MILLISECONDS);
                ringing.add(CompletableFuture.supplyAsync(() -> line.carrier().place(call), inItsTurn)
                        .thenCompose(Function.identity()));
            }
            List<PhoneRecord> phones = new ArrayList<>();
            for (CompletableFuture<PhoneRecord> call : ringing) {
                phones.add(call.get(4, TimeUnit.MINUTES));
            }
            phones.forEach(placed);
            long starved =
                    phones.stream().filter(CallsOutlastTheirChatsIT::isStarved).count();
            assumeThat(starved)
                    .as("calls that this machine was not quick enough to carry")
                    .isZero();
            Map<String, List<JsonNode>> notes = notes(farEnd);
            LongSummaryStatistics spreads = new LongSummaryStatistics();
            Map<String, Integer> moments = new HashMap<>();
            for (int i = 0; i < calls; i++) {
                PhoneRecord phone = phones.get(i);
                JsonNode bridge = line.recordOf(phone.callSid());
                List<JsonNode> heard = notes.getOrDefault(number(i), List.of());
                assertWhole(phone, bridge, words);
                spreads.accept(spreadMillis(phone, heard, words));
                assertRolledOver(bridge, rollovers).forEach(moment -> moments.merge(moment, 1, Integer::sum));
            }
            String metrics = line.get("/metrics");
            RolloverGaps gaps = RolloverGaps.of(metrics);
            System.out.printf(
                    Locale.ROOT,
                    "%d calls, chats of %d s: rollovers %s, words' way varies by at most %d ms, gap p95 %s s, at most %s s%n",
                    calls,
                    maxChatSeconds,
                    moments,
                    spreads.getMax(),
                    gaps.within(0.95),
                    gaps.within(1));
            assertThat(gaps.within(1)).isLessThanOrEqualTo(MOST_GAP_MILLIS / 1_000.0);
            assertThat(metrics).contains("trunkline_evi_chats_open 0");
        }
    }

    /** Says a word, hears the answer, says nothing for a while, each in a time of his own. */
    private static CallerScript caller(int number, int words) {
        List<CallerStep> steps = new ArrayList<>();
        steps.add(new CallerStep.Pause(200 + 37L * number % 1_700));
        for (int word = 0; word < words; word++) {
            steps.add(new CallerStep.Say("word " + word, tag()));
            steps.add(new CallerStep.Pause(THINKING_MILLIS + ANSWER_SECONDS * 1_000 + 600 + 53L * number % 300));
        }
        steps.add(new CallerStep.HangUp());
        return CallerScript.of(steps.toArray(CallerStep[]::new));
    }

    private static Speech tag() {
        return Sound.speech(
                Sound.tone(Tag.TALK.frequencyHz(), Sound.PHONE_RATE_HZ, TAG_MILLIS, TAG_AMPLITUDE),
                Sound.PHONE_RATE_HZ);
    }

    private static String number(int call) {
        return String.format(Locale.ROOT, "+1415555%04d", call);
    }

    /** Every answer was heard from its first to its last sound, and nobody noticed anything. */
    private static void assertWhole(PhoneRecord phone, JsonNode bridge, int words) {
        assertThat(phone.ending().status()).isEqualTo("completed");
        assertThat(WholeLine.complaints(phone)).isEmpty();
        assertThat(phone.conversation().clears()).isEmpty();
        assertThat(bridge.path("end").asText()).isEqualTo("caller_hung_up");
        assertThat(bridge.path("framesRejected")).isEmpty();
        List<JsonNode> agent = new ArrayList<>();
        bridge.path("transcript").forEach(said -> {
            if (said.path("who").asText().equals("agent")) {
                agent.add(said);
            }
        });
        assertThat(agent).hasSize(words).allSatisfy(said -> {
            assertThat(said.path("interrupted").asBoolean()).isFalse();
            assertThat(said.path("heardMillis").asInt()).isBetween(ANSWER_SECONDS * 1_000, ANSWER_SECONDS * 1_000 + 5);
        });
        Hum.assertWithoutGaps(phone, bridge);
    }

    /** Single late frames are carried all the same; a machine that is late all the time loses chats, and says nothing of rollovers. */
    private static boolean isStarved(PhoneRecord phone) {
        return phone.quality().lateFrames() > phone.quality().framesSent() / MOST_LATE_SHARE;
    }

    /** Every word was heard once; tells by how much the time from mouth to ear varied. */
    private static long spreadMillis(PhoneRecord phone, List<JsonNode> notes, int words) {
        assertThat(notes)
                .extracting(note -> note.path("kind").asText())
                .doesNotContain("too_long")
                .filteredOn(kind -> kind.equals("answer"))
                .hasSize(words);
        List<JsonNode> heard = notes.stream()
                .filter(note -> note.path("kind").asText().equals("talk"))
                .toList();
        assertThat(heard).as("words heard").hasSize(words);
        assertThat(phone.conversation().callerUtterances()).hasSize(words);
        LongSummaryStatistics way = new LongSummaryStatistics();
        for (int word = 0; word < words; word++) {
            way.accept(
                    TimeUnit.NANOSECONDS.toMillis(heard.get(word).path("nanos").asLong())
                            - phone.conversation().callerUtterances().get(word).startMillis());
        }
        long spreadMillis = way.getMax() - way.getMin();
        assertThat(spreadMillis).as("no word waited").isLessThanOrEqualTo(MOST_GAP_MILLIS);
        return spreadMillis;
    }

    private static List<String> assertRolledOver(JsonNode bridge, int rollovers) {
        List<String> moments = new ArrayList<>();
        for (JsonNode event : bridge.path("events")) {
            assertThat(event.path("name").asText()).isNotIn("agent_gone", "agent_error", "rollover_failed");
            if (event.path("name").asText().equals("agent_rolled_over")) {
                moments.add(event.path("detail").asText());
            }
        }
        assertThat(moments)
                .hasSizeGreaterThanOrEqualTo(rollovers)
                .allMatch(moment -> moment.equals("pause") || moment.equals("still_heard"));
        return moments;
    }

    private static Map<String, List<JsonNode>> notes(FarEnd farEnd) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + farEnd.port() + "/lab/notes");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Map<String, List<JsonNode>> notes = new HashMap<>();
        for (String text : body.lines().toList()) {
            JsonNode note = new ObjectMapper().readTree(text);
            notes.computeIfAbsent(note.path("caller").asText(), caller -> new ArrayList<>())
                    .add(note);
        }
        return notes;
    }
}
