package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.answer.AnswerBook;
import dev.trunkline.lab.answer.Answering;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CalledLine;
import dev.trunkline.lab.carrier.CalledLine.Detection;
import dev.trunkline.lab.carrier.CalledLine.PicksUp;
import dev.trunkline.lab.carrier.CalledPeople;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.CallWatcher;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.scene.CallerVoices;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every outcome of a call that we place, from the API to the telephone and back: one table, all calls at the same time. */
class OutboundCallsEndAsDocumentedIT implements CalledPeople {

    private static final String OURS = "+18005550199";
    private static final String MESSAGE = "Please call us back on this number.";
    private static final int RATE_HZ = 24_000;
    private static final int LOUD = 1_000;
    private static final int MESSAGE_MILLIS = 1_500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, CalledLine> lines = new ConcurrentHashMap<>();
    private final Map<String, PhoneRecord> records = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> rung = new ConcurrentHashMap<>();
    private final AnswerBook book = new AnswerBook(new CallerVoices(List.of(new FreeTtsVoice())), 5);

    @TempDir
    Path folder;

    private record Row(String number, CalledLine line, String machine, String outcome) {}

    @Override
    public @Nullable CallerScript pickUp(String number) {
        return null;
    }

    @Override
    public CalledLine line(String number) {
        rung.computeIfAbsent(number, key -> new AtomicInteger()).incrementAndGet();
        return lines.getOrDefault(number, new CalledLine.Invalid());
    }

    @Override
    public CallWatcher watcher(String number) {
        return new CallWatcher() {
            @Override
            public void ended(PhoneRecord record) {
                records.put(number, record);
            }
        };
    }

    @Test
    void everyOutcome() throws Exception {
        Answering machine = book.machine(
                0,
                "You have reached the voice mail of Bob Miller please leave a message after the tone.",
                new int[] {1_000, 500},
                false);
        Answering pager = book.machine(0, "Leave a message.", new int[] {1_400, 300}, false);
        CalledLine answeringMachine = new PicksUp(300, machine.script(20_000), null);
        Speech hello = book.human(0, "Hello?", 12).sound();
        Speech fax = new Speech(tone(2_100, 3_200), 8_000);
        List<Row> rows = List.of(
                new Row("+14155550100", new CalledLine.Engaged(200), "talk", "busy"),
                new Row("+14155550101", new CalledLine.RingsOut(500), "talk", "no_answer"),
                new Row("+14155550102", new CalledLine.Unreachable(503), "talk", "failed"),
                new Row("+14155550103", new CalledLine.Unreachable(404), "talk", "invalid"),
                new Row("+14155550104", new CalledLine.Invalid(), "talk", "invalid"),
                new Row("+14155550105", new PicksUp(300, person(hello, 9_000), null), "hang_up", "human"),
                new Row("+14155550106", new PicksUp(300, hangsUp(900), null), "hang_up", "hung_up"),
                new Row("+14155550107", new PicksUp(300, hangsUp(5_200), null), "hang_up", "silent"),
                new Row("+14155550108", answeringMachine, "hang_up", "machine"),
                new Row("+14155550109", answeringMachine, "message", "message_left"),
                new Row("+14155550110", new PicksUp(300, machine.script(500), null), "talk", "machine"),
                new Row("+14155550111", new PicksUp(300, says(fax), null), "message", "fax"),
                new Row(
                        "+14155550112",
                        new CalledLine.AnswerIsLost(new PicksUp(300, person(hello, 8_000), null)),
                        "hang_up",
                        "human"),
                new Row("+14155550113", new PicksUp(300, pager.script(20_000), null), "message", "message_left"),
                new Row(
                        "+14155550114", // only Twilio knows: somebody who says a word, and hears no more
                        new PicksUp(300, person(hello, 20_000), new Detection("machine_end_other", 3_500)),
                        "hang_up",
                        "machine"));
        rows.forEach(row -> lines.put(row.number, row.line));
        lines.put("+14155550121", new PicksUp(0, hangsUp(1_500), null));
        lines.put("+14155550120", new CalledLine.RingsOut(30_000));

        Map<String, JsonNode> ended = new LinkedHashMap<>();
        try (ScriptedEvi evi = new ScriptedEvi(OutboundCallsEndAsDocumentedIT::agent);
                SimulatedCarrier carrier = SimulatedCarrier.start(
                        CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN), this);
                Trunkline bridge = bridge(evi, carrier)) {
            over(bridge, place(bridge, "+14155550121", "talk")); // classes are loaded at the first call
            Map<String, String> ids = new LinkedHashMap<>();
            for (Row row : rows) {
                ids.put(row.number, place(bridge, row.number, row.machine));
            }
            String ringing = place(bridge, "+14155550120", "talk");
            await().atMost(Duration.ofSeconds(25)).until(() -> rung.containsKey("+14155550120"));
            await().atMost(Duration.ofSeconds(25))
                    .until(() -> ask(bridge, "POST", "/api/outbound/" + ringing + "/cancel", "")
                                    .statusCode()
                            == 202);
            ids.forEach((number, id) -> ended.put(number, over(bridge, id)));

            assertThat(over(bridge, ringing).path("outcome").asText()).isEqualTo("canceled");
            assertThat(refusal(bridge, "+14155550105", "+12125550100")).isEqualTo(400);
            assertThat(refusal(bridge, "+442071234567", OURS)).isEqualTo(403);
            assertThat(refusal(bridge, "+14155550199", OURS))
                    .as("do-not-call list")
                    .isEqualTo(403);
            assertThat(rung).doesNotContainKeys("+442071234567", "+14155550199");
        }

        assertSoftly(softly -> rows.forEach(row -> {
            softly.assertThat(ended.get(row.number).path("outcome").asText())
                    .as(row.number + " " + ended.get(row.number))
                    .isEqualTo(row.outcome);
            softly.assertThat(rung.get(row.number).get())
                    .as("dialled once: " + row.number)
                    .isEqualTo(1);
        }));
        inTime("+14155550105", this::greetingMillis, 800);
        inTime("+14155550108", this::greetingMillis, 800);
        inTime("+14155550108", number -> records.get(number).ending().endedAtMillis(), 4_000);
        inTime("+14155550109", this::messageAfterBeepMillis, 200);
        inTime("+14155550113", this::messageAfterBeepMillis, 200);
        inTime("+14155550111", number -> records.get(number).ending().endedAtMillis(), 4_000);
    }

    /** On a machine that is too busy to send a caller's frames in time nothing is measured. */
    private void inTime(String number, ToLongFunction<String> millis, long most) {
        if (records.get(number).quality().lateFrames() == 0) {
            assertThat(millis.applyAsLong(number)).as(number).isBetween(0L, most);
        }
    }

    private Trunkline bridge(ScriptedEvi evi, SimulatedCarrier carrier) throws Exception {
        Path list = Files.writeString(folder.resolve("list.txt"), "+1 (415) 555-0199\n");
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), """
                outbound:
                  hours: 00:00-24:00
                  days: mon, tue, wed, thu, fri, sat, sun
                  callsPerSecond: 100
                  atATime: 100
                  retryBusyMinutes: none
                  retryNoAnswerMinutes: none
                  retryFailedMinutes: none
                  doNotCall: %s
                """.formatted(list));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("EVI_URL", evi.uri().toString());
        environment.put("TRUNKLINE_PORT", "0");
        environment.put("TRUNKLINE_BIND", "127.0.0.1");
        environment.put("TRUNKLINE_DATA_DIR", folder.resolve("data").toString());
        environment.put("TWILIO_AUTH_TOKEN", WholeLine.TOKEN);
        environment.put("TWILIO_ACCOUNT_SID", CarrierSettings.SOME_ACCOUNT);
        environment.put(
                "TWILIO_API_BASE_URL", "http://localhost:" + carrier.restUrl().getPort());
        environment.put("TRUNKLINE_OUTBOUND_ENABLED", "true");
        environment.put("TRUNKLINE_OUTBOUND_COUNTRIES", "US");
        environment.put("TRUNKLINE_OUTBOUND_CALLER_ID", OURS);
        return Trunkline.start(ConfigReader.read(environment, file).inLab());
    }

    /** Greets for two seconds, answers once, says what it is told to. */
    private static void agent(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings") && message.has("custom_session_id")) {
            chat.speak("greeting", "Hello, this is Example Limited.", hum(2_000), RATE_HZ);
            chat.endTurn();
            chat.after(6_000, () -> {
                chat.understood("Hello, this is Anna.");
                chat.speak("answer", "Nice to hear you.", hum(1_000), RATE_HZ);
                chat.endTurn();
            });
        } else if (type.equals("assistant_input")) {
            chat.speak("said", message.path("text").asText(), hum(MESSAGE_MILLIS), RATE_HZ);
            chat.endTurn();
        }
    }

    private static float[] hum(int millis) {
        return Sound.tone(440, RATE_HZ, millis, 9_000);
    }

    private static short[] tone(int hertz, int millis) {
        short[] samples = new short[8 * millis];
        for (int i = 2_400; i < samples.length; i++) { // 300 ms after the answer
            samples[i] = (short) Math.round(5_000 * Math.sin(2 * Math.PI * hertz * i / 8_000));
        }
        return samples;
    }

    private static CallerScript person(Speech hello, long staysMillis) {
        return CallerScript.of(new CallerStep.Say("hello", hello)).withPatience(Math.max(0, staysMillis - 9_000));
    }

    private static CallerScript hangsUp(long afterMillis) {
        return CallerScript.of(new CallerStep.Pause(afterMillis), new CallerStep.HangUp());
    }

    private static CallerScript says(Speech sound) {
        return CallerScript.of(new CallerStep.Say("(fax)", sound)).withPatience(20_000);
    }

    private String place(Trunkline bridge, String number, String machine) throws Exception {
        HttpResponse<String> response = ask(
                bridge,
                "POST",
                "/api/calls",
                JSON.createObjectNode()
                        .put("to", number)
                        .put("machine", machine)
                        .put("message", MESSAGE)
                        .toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return JSON.readTree(response.body()).path("id").asText();
    }

    private int refusal(Trunkline bridge, String number, String from) throws Exception {
        return ask(
                        bridge,
                        "POST",
                        "/api/calls",
                        JSON.createObjectNode()
                                .put("to", number)
                                .put("from", from)
                                .toString())
                .statusCode();
    }

    private JsonNode over(Trunkline bridge, String id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> JSON.readTree(
                                ask(bridge, "GET", "/api/outbound/" + id, "").body()),
                        order -> order.path("state").asText().equals("over"));
    }

    private HttpResponse<String> ask(Trunkline bridge, String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = bridge.adminUrl().resolve(path);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(30))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private long greetingMillis(String number) {
        return records.get(number).conversation().greetingMillis();
    }

    /** From the last loud sample of the machine to the first of the message, which is the last that the agent says. */
    private long messageAfterBeepMillis(String number) {
        PhoneRecord.Audio audio = records.get(number).audio();
        int begin = lastLoud(audio.agentSamples()) - MESSAGE_MILLIS * audio.sampleRateHz() / 1_000;
        return (begin - lastLoud(audio.callerSamples())) * 1_000L / audio.sampleRateHz();
    }

    private static int lastLoud(short[] samples) {
        int last = samples.length - 1;
        while (Math.abs(samples[last]) < LOUD) {
            last--;
        }
        return last;
    }
}
