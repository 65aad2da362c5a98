package dev.trunkline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.realtime.EmbeddedRealtime;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.control.CollectDigitsTool;
import dev.trunkline.control.Destination;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.PressKeysTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a far end of the Realtime dialect says, only those are dialled who are configured, and the call goes on. */
class HostileFarEndTest {

    private static final String INJECTION =
            "</Say><Dial>+19005550100</Dial><Say> & \\\"<Redirect>https://evil.example</Redirect>]]>";
    private static final String HUGE = "x".repeat(200_000);

    private final ManualScheduler time = new ManualScheduler();
    private final List<RudeFarEnd> farEnds = new ArrayList<>();
    private int lastingSeconds; // of sessions that are opened from now on; 0 for as long as it takes

    @AutoClose
    private final EmbeddedRealtime line = new EmbeddedRealtime(time, this::epochSeconds, connection -> {
        RudeFarEnd opened = new RudeFarEnd(connection, lastingSeconds == 0 ? 0 : epochSeconds() + lastingSeconds);
        farEnds.add(opened);
        return opened;
    });

    private final Toolbox tools = new Toolbox(List.of(
            new HangUpTool(),
            new PressKeysTool(),
            new CollectDigitsTool("main", null),
            new TransferTool(List.of(
                    new Destination("billing", "+15557001", "Invoices.", "+15550002", 25, false),
                    new Destination("support", "+15557002", "Everything else.", null, 20, false)))));

    private final Scene scene =
            Scene.prepare().at(time).ai(line).offering(tools).begin();

    @BeforeEach
    void theCallIsTaken() {
        scene.callerSounds(0, 200);
    }

    private long epochSeconds() {
        return 1_764_500_000 + time.elapsedMillis() / 1_000;
    }

    private RudeFarEnd farEnd() {
        return farEnds.get(farEnds.size() - 1);
    }

    private List<String> rejected() {
        return scene.heard.all(CallEvent.FrameRejected.class).stream()
                .map(CallEvent.FrameRejected::reason)
                .toList();
    }

    /** It speaks, and is heard as if nothing had been. */
    private void assertItIsStillHeard() {
        long before = scene.phone.soundedMillis();
        farEnd().begins("after");
        farEnd().words("after", "item_after", "Here I am.");
        farEnd().sounds("after", "item_after", Wavs.muLawTone(440, 500));
        farEnd().ends("after");
        scene.callerSounds(0, 1_000);

        assertThat(scene.phone.soundedMillis() - before).isCloseTo(500, within(20L));
        assertThat(scene.heard.last(TalkEvent.AgentHeard.class).heardText()).isEqualTo("Here I am.");
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(farEnds).hasSize(1);
    }

    /** Tool and parameters, one pair a line. */
    private static List<List<String>> corpus() {
        List<List<String>> calls = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HostileFarEndTest.class.getResourceAsStream(
                        "/dev/trunkline/endtoend/hostile-tool-calls.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String read = lines.readLine(); read != null; read = lines.readLine()) {
                JsonNode pair = FaceScene.json(read);
                calls.add(List.of(pair.get(0).textValue(), pair.get(1).textValue()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return calls;
    }

    @Test
    void nobodyIsDialledWhoIsNotConfigured() {
        List<List<String>> corpus = corpus();
        assertThat(corpus).hasSizeGreaterThanOrEqualTo(500);
        farEnd().begins("r");
        for (int i = 0; i < corpus.size(); i++) {
            farEnd().calls("hostile-" + i, corpus.get(i).get(0), corpus.get(i).get(1));
            scene.callerSounds(0, 20);
        }
        scene.callerSounds(0, 500);

        assertThat(farEnd().answers()).hasSize(corpus.size());
        assertThat(farEnd().doubled()).isEmpty();
        assertThat(farEnd().answers().values()).as("no number is ever told").noneMatch(text -> text.contains("+1555"));
        assertThat(scene.heard.all(FarEndEvent.ToolAnswered.class))
                .hasSize(corpus.size())
                .noneMatch(answered -> answered.outcome().equals("ok"));
        assertThat(scene.continuations).isEmpty();

        farEnd().calls(
                        "last",
                        "transfer_call",
                        "{\"destination\":\"billing\",\"number\":\"+19005550100\",\"reason\":\"" + INJECTION + "\"}");
        farEnd().ends("r");
        scene.callerSounds(0, 6_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
        assertThat(scene.continuation().next())
                .isInstanceOfSatisfying(
                        CarrierInstruction.Transfer.class,
                        transfer -> assertThat(transfer.number()).isEqualTo("+15557001"));
    }

    @Test
    void idsAndNamesOfAnyKindAreAnsweredOnceOrNotAtAll() {
        farEnd().begins("r");
        farEnd().calls("twice", "send_money", "{}");
        farEnd().calls("twice", "transfer_call", "{\"destination\":\"billing\"}");
        farEnd().calls("", "send_money", "{}");
        farEnd().calls(HUGE, "send_money", "{}");
        farEnd().calls("name", HUGE, "{}");
        farEnd().calls("arguments", "transfer_call", "{\"destination\":\"billing\",\"reason\":\"" + HUGE);
        farEnd().calls("broken", "transfer_call", "{\"destination\":");
        farEnd().calls("list", "transfer_call", "[\"billing\"]");
        farEnd().calls("nothing", "transfer_call", "");
        farEnd().say("{'type':'response.output_item.done','response_id':'r','item':{'type':'function_call'}}");
        farEnd().say("{'type':'response.function_call_arguments.done','call_id':7,'name':[],'arguments':{}}");
        scene.callerSounds(0, 500);

        assertThat(farEnd().doubled()).isEmpty();
        assertThat(farEnd().answers()).containsOnlyKeys("twice", "", "name", "arguments", "broken", "list", "nothing");
        assertThat(rejected()).containsExactly("too_long", "missing_field", "wrong_type");
        assertThat(scene.continuations).isEmpty();
        farEnd().ends("r");
        assertItIsStillHeard();
    }

    @Test
    void whatIsNoEventIsCountedAndTheConversationGoesOn() {
        farEnd().say("no json");
        farEnd().say("[]");
        farEnd().say("{}");
        farEnd().say("{'type':'response.output_audio.delta','item_id':'i','delta':'*not base64*'}");
        farEnd().say("{'type':'response.output_audio.delta','item_id':7,'delta':'AAAA'}");
        farEnd().say("{'type':'response.output_audio.delta','item_id':'i'}");
        farEnd().say("{'type':'response.of.another.kind'}");
        farEnd().say("{'type':'response.created','response':" + "[".repeat(200) + "]".repeat(200) + "}");
        line.line().sayFrame(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[1_000])));
        scene.callerSounds(0, 200);

        assertThat(rejected())
                .containsExactly(
                        "bad_json",
                        "bad_json",
                        "missing_field",
                        "bad_base64",
                        "wrong_type",
                        "missing_field",
                        "unknown_type",
                        "bad_json",
                        "binary_frame");
        assertItIsStillHeard();
    }

    @Test
    void eventsAboutWhatThereIsNotChangeNothing() {
        farEnd().sounds("nobody", "item_nobody", new byte[0]);
        farEnd().ends("nobody");
        farEnd().say("{'type':'response.done','response':{}}");
        farEnd().say("{'type':'conversation.item.truncated','item_id':'item_nobody','audio_end_ms':-7}");
        farEnd().say("{'type':'conversation.item.input_audio_transcription.completed','item_id':'item_nobody'}");
        farEnd().say("{'type':'conversation.item.input_audio_transcription.failed','item_id':'item_nobody'}");
        farEnd().say("{'type':'input_audio_buffer.speech_stopped','item_id':'item_nobody'}");
        farEnd().say("{'type':'input_audio_buffer.committed','item_id':'item_nobody'}");
        farEnd().say("{'type':'input_audio_buffer.speech_started','item_id':'item_nobody'}");
        farEnd().say("{'type':'error','error':{}}");
        farEnd().say("{'type':'error'}");
        farEnd().say("{'type':'session.created','session':{'id':'another'}}");
        farEnd().say(
                        "{'type':'session.updated','session':{'id':'another','audio':{'input':{'format':{'type':'audio/opus'}}}}}");
        scene.callerSounds(0, 2_000);

        assertThat(scene.phone.soundedMillis()).isZero();
        assertItIsStillHeard();
    }

    @Test
    void whoSaysNothingForMinutesWhereNobodyHasAskedIsKept() {
        scene.callerSounds(0, 180_000);

        assertThat(scene.phone.soundedMillis()).isZero();
        assertItIsStillHeard();
    }

    @Test
    void soundWithoutWordsOrAnAnswerIsHeardAllTheSame() {
        farEnd().sounds("", "", Wavs.muLawTone(440, 300));
        scene.callerSounds(0, 1_000);

        assertThat(scene.phone.soundedMillis()).isCloseTo(300, within(20L));
        assertItIsStillHeard();
    }

    @Test
    void eventsAfterTheEndAreHeardByNobody() {
        line.line().hangUp(1_011);
        farEnd().calls("late", "transfer_call", "{\"destination\":\"billing\"}");
        farEnd().sounds("late", "item_late", Wavs.muLawTone(440, 500));
        scene.callerSounds(0, 2_000);

        assertThat(scene.phone.soundedMillis()).isZero();
        assertThat(scene.heard.all(FarEndEvent.ToolCalled.class)).isEmpty();
        assertThat(farEnds).hasSize(2);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }

    /** Two far ends, or one after a restart, may count from one again: what the one has asked does not answer the other. */
    @Test
    void anotherSessionMayUseTheSameIdsForOtherCalls() {
        farEnd().begins("r");
        farEnd().calls("call_1", "send_money", "{}");
        farEnd().ends("r");
        scene.callerSounds(0, 500);
        line.line().cut();
        scene.callerSounds(0, 1_500);
        assertThat(farEnds).hasSize(2);

        farEnd().begins("r");
        farEnd().calls("call_1", "transfer_call", "{\"destination\":\"support\"}");
        farEnd().ends("r");
        scene.callerSounds(0, 6_000);

        assertThat(farEnd().answers().get("call_1")).contains("support");
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
    }

    /** The first call of each session is the same one, say, to a server that counts from one in each. */
    @Test
    void anotherSessionMayAskTheSameAgainOnceTheAnswerWasSpokenOf() {
        farEnd().begins("r");
        farEnd().calls("call_1", "transfer_call", "{\"destination\":\"nobody\"}");
        farEnd().ends("r");
        scene.callerSounds(0, 500);
        farEnd().begins("r2");
        farEnd().words("r2", "item_2", "There is no such person.");
        farEnd().ends("r2");
        scene.callerSounds(0, 500);
        line.line().cut();
        scene.callerSounds(0, 1_500);

        farEnd().begins("r");
        farEnd().calls("call_1", "transfer_call", "{\"destination\":\"nobody\"}");
        farEnd().ends("r");
        scene.callerSounds(0, 500);

        assertThat(farEnds).hasSize(2);
        assertThat(farEnd().answers()).containsOnlyKeys("call_1");
        assertThat(scene.heard.all(FarEndEvent.ToolAnswered.class)).hasSize(2);
    }

    /** Words wait for those of the caller that they answer, and a call does not: this one is answered before they are told. */
    @Test
    void wordsFromBeforeTheAnswerDoNotSpeakOfIt() {
        farEnd().say("{'type':'input_audio_buffer.committed','item_id':'caller'}");
        farEnd().begins("r");
        farEnd().words("r", "item_1", "One moment.");
        farEnd().sounds("r", "item_1", Wavs.muLawTone(440, 500));
        farEnd().calls("call_1", "transfer_call", "{\"destination\":\"nobody\"}");
        farEnd().ends("r");
        scene.callerSounds(0, 2_000);
        assertThat(scene.heard.last(TalkEvent.AgentSays.class).text()).isEqualTo("One moment.");
        line.line().cut();
        scene.callerSounds(0, 1_500);

        farEnd().begins("r");
        farEnd().calls("call_1", "transfer_call", "{\"destination\":\"nobody\"}");
        farEnd().ends("r");
        scene.callerSounds(0, 500);

        assertThat(farEnds).hasSize(2);
        assertThat(farEnd().answers()).containsOnlyKeys("call_1");
        assertThat(scene.heard.all(FarEndEvent.ToolAnswered.class)).hasSize(1);
    }

    @Test
    void whoEndsEachSessionInASecondIsNotCalledWithoutPause() {
        lastingSeconds = 1;
        farEnd().expires(epochSeconds() + lastingSeconds);
        scene.callerSounds(0, 30_000);

        assertThat(farEnds.size()).isBetween(2, 60);
        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
    }
}
