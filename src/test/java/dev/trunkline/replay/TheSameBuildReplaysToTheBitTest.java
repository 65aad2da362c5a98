package dev.trunkline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.OperatorEvent;
import dev.trunkline.call.OperatorVoice;
import dev.trunkline.call.Supervision;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.call.ToolRunner;
import dev.trunkline.control.CollectDigitsTool;
import dev.trunkline.control.Destination;
import dev.trunkline.control.DigitDelivery;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.PressKeysTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.testing.Wavs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TheSameBuildReplaysToTheBitTest {

    private static final String CARD = "4111111111114242";

    @TempDir
    private Path folder;

    private final CompletableFuture<@Nullable String> delivered = new CompletableFuture<>();
    private final ToolRunner tools = new Toolbox(List.of(
            new HangUpTool(),
            new CollectDigitsTool("main", this::deliver),
            new PressKeysTool(),
            new TransferTool(List.of(new Destination("billing", "+15557001", "bills", null, 20, false)))));

    private CompletableFuture<@Nullable String> deliver(DigitDelivery.Digits digits) {
        return delivered;
    }

    private RecordedScene scene(CallPolicy policy) {
        RecordedScene scene = new RecordedScene(folder, policy, tools);
        scene.passes(700);
        scene.ai.ready();
        return scene;
    }

    private void isEqual(RecordedScene scene) throws IOException {
        ReplayResult result = scene.replayed();
        assertThat(scene.recorder.outcome()).isEqualTo("whole");
        assertThat(result.first()).isEmpty();
        assertThat(result.differences()).isEmpty();
        assertThat(result.isEqual()).isTrue();
        assertThat(result.ending()).isEqualTo("whole");
        assertThat(result.moments()).isGreaterThan(100);
        assertThat(result.outputs()).isGreaterThan(100);
    }

    private static void hangUp(RecordedScene scene) {
        scene.call.onStreamEnded(StreamEnding.STOPPED);
    }

    @Test
    void aConversation() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        scene.agentSpeaks("m1", "Hello. What can I do for you?", 1_500);
        scene.agent().endsTurn();
        scene.callerSounds(0, 2_000);
        scene.callerSounds(330, 1_000);
        scene.agent().transcribes("what is my", true);
        scene.agent().transcribes("What is my balance?", false);
        scene.time.stall(300_000_000);
        scene.agent().fills("f1", "One moment.");
        scene.agentSpeaks("m2", "It is twelve dollars.", 1_200);
        scene.agent().endsTurn();
        scene.callerSounds(0, 2_000);
        hangUp(scene);

        isEqual(scene);
    }

    @Test
    void anInterruption() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        scene.agentSpeaks("m1", "Once upon a time there was a telephone that listened to everybody.", 4_000);
        scene.callerSounds(330, 1_260);
        scene.agent().noticesInterruption();
        scene.agentSpeaks("m1", "stale", 600);
        scene.callerSounds(330, 500);
        scene.agent().transcribes("Stop that, please.", false);
        scene.agentSpeaks("m2", "All right.", 600);
        scene.agent().endsTurn();
        scene.callerSounds(0, 300);
        scene.agent().holds();
        scene.callerSounds(330, 400);
        scene.agent().goesOn();
        scene.callerSounds(0, 1_000);
        hangUp(scene);

        assertThat(scene.heard.all(TalkEvent.BargedIn.class)).isNotEmpty();
        isEqual(scene);
    }

    @Test
    void aFarEndThatTellsItsTextBesideItsSoundAndSpeaksAsItLikes() throws IOException {
        FarEndTraits loose = new FarEndTraits(FarEndTraits.Interruption.OURS, false);
        RecordedScene scene = new RecordedScene(folder, CallPolicy.defaults(), tools);
        scene.voice.isHere();
        scene.passes(700);
        scene.agent().has(loose);
        scene.ai.ready();
        scene.agent().adds("m1", "Once upon a time");
        scene.agent().sounds("m1", Wavs.chunks(24_000, 440, 3_000, 200));
        scene.agent().adds("m1", " there was a telephone.");
        scene.callerSounds(330, 1_260);
        scene.agent().noticesInterruption();
        scene.agent().transcribes("What is my balance?", false);
        scene.agent().callsTool("t1", "collect_digits", "{\"count\":4}");
        scene.callerSounds(0, 500);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.passes(300);
        scene.agent().has(loose);
        scene.ai.ready();
        scene.call.supervision().say("ann", "One moment, please.");
        scene.callerSounds(0, 200);
        scene.voice.speaks(1_000, 900);
        scene.callerSounds(0, 1_500);
        scene.agent().endsIn(2_000);
        scene.callerSounds(0, 800);
        scene.agent().has(loose);
        scene.ai.ready();
        scene.callerSounds(0, 3_000);
        hangUp(scene);

        assertThat(scene.ai.lines().get(0).truncations()).hasSize(1);
        assertThat(scene.heard.all(FarEndEvent.RolledOver.class)).hasSize(1);
        assertThat(scene.phone.soundedMillis()).isGreaterThan(1_800);
        isEqual(scene);
    }

    @Test
    void aChatThatIsFollowedByAnother() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)));
        for (int i = 0; i < 50; i++) {
            scene.callerSounds(0, 1_000);
            if (scene.agent().isPending()) {
                scene.ai.ready();
            }
        }
        hangUp(scene);

        assertThat(scene.heard.all(FarEndEvent.RolledOver.class)).hasSizeGreaterThan(1);
        isEqual(scene);
    }

    @Test
    void aFarEndThatIsLostAndComesBackWhileACallerIsComforted() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        scene.agentSpeaks("m1", "The answer to that is rather long, so listen.", 3_000);
        scene.callerSounds(330, 600);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.callerSounds(0, 200);
        scene.agent().lose(AiLoss.Kind.BUSY);
        scene.callerSounds(330, 6_000);
        scene.ai.ready();
        scene.callerSounds(0, 1_000);
        scene.agentSpeaks("m2", "As I said.", 800);
        scene.agent().endsTurn();
        scene.callerSounds(0, 2_000);
        scene.call.onEndOrdered(CallEnd.OPERATOR_HUNG_UP);

        assertThat(scene.heard.all(TalkEvent.Comforted.class)).isNotEmpty();
        isEqual(scene);
    }

    @Test
    void aTransferThatTheCallerTakesBackFirst() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        String billing = "{\"destination\":\"billing\",\"summary\":\"A bill.\"}";
        scene.agent().callsTool("t1", "transfer_call", billing);
        scene.agentSpeaks("m1", "I put you through.", 900);
        scene.callerSounds(330, 400);
        scene.agent().transcribes("No, wait.", false);
        scene.callerSounds(0, 1_000);
        scene.agent().callsTool("t2", "transfer_call", billing);
        scene.agentSpeaks("m2", "I put you through now.", 900);
        scene.agent().endsTurn();
        scene.callerSounds(0, 4_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
        isEqual(scene);
    }

    @Test
    void keysBothWays() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        scene.call.onDigit('4');
        scene.callerSounds(0, 2_000);
        scene.agent().callsTool("t1", "press_keys", "{\"keys\":\"12w3\"}");
        scene.callerSounds(0, 3_000);
        scene.agent().callsTool("t2", "collect_digits", "{\"max\":4}");
        scene.callerSounds(0, 500);
        "4711".chars().forEach(key -> scene.call.onDigit((char) key));
        scene.agent().callsTool("t3", "collect_digits", "{\"max\":4,\"first_timeout_seconds\":1}");
        scene.callerSounds(0, 3_000);
        scene.agent().callsTool("t4", "nonsense", "{}");
        scene.agent().callsTool("t5", "hang_up", "{}");
        scene.callerSounds(0, 5_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        isEqual(scene);
    }

    @Test
    void andMaskedKeysAreNotInIt() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        scene.agent().callsTool("t1", "collect_digits", "{\"min\":12,\"max\":19,\"masked\":true,\"purpose\":\"card\"}");
        scene.callerSounds(697, 500);
        for (char key : (CARD + "#").toCharArray()) {
            scene.call.onDigit(key);
            scene.callerSounds(697, 120);
        }
        scene.callerSounds(697, 600);
        delivered.complete("tok_1");
        scene.passes(100);
        scene.callerSounds(0, 500);
        hangUp(scene);

        isEqual(scene);
        List<Integer> keys = new ArrayList<>();
        try (var flight = dev.trunkline.flight.FlightReader.open(scene.recorder.file(), List.of())) {
            for (var moment = flight.next(); moment != null; moment = flight.next()) {
                if (moment.input().kind() == dev.trunkline.flight.FlightKind.DIGIT) {
                    keys.add((int) moment.input().number());
                }
                assertThat(moment.input().text() + moment.rest()).doesNotContain(CARD.substring(0, 12));
            }
        }
        assertThat(keys).hasSize(17).filteredOn(key -> key != '0').containsExactly((int) '#');
    }

    @Test
    void aCallThatMoves() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        scene.callerSounds(0, 1_000);
        int[] asked = {0};
        scene.call.onMoveOrdered(Duration.ofSeconds(20).toNanos(), () -> ++asked[0] > 30);
        scene.callerSounds(0, 6_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.MOVED);
        isEqual(scene);
    }

    @Test
    void oneThatOthersActOn() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        scene.callerSounds(0, 500);
        scene.call.actions().pressKeys("12", heard -> scene.call.actions().hangUp());
        scene.callerSounds(0, 12_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
        isEqual(scene);
    }

    @Test
    void oneInWhichAPersonStepsIn() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        Supervision operator = scene.call.supervision();
        scene.agentSpeaks("m1", "Let me tell you something that takes a while.", 3_000);
        scene.callerSounds(330, 500);
        operator.say("ann", "One moment, please.");
        operator.context("ann", "The caller is a doctor.", true);
        operator.whisper("ann", "Offer a refund.");
        operator.note("ann", "Sounds upset.");
        operator.pause("ann");
        operator.pause("ann");
        scene.callerSounds(0, 700);
        operator.resume("ann");
        scene.callerSounds(0, 300);
        OperatorVoice voice = new OperatorVoice();
        operator.takeOver("bob", voice);
        speaks(scene, voice, 60);
        operator.takeOver("ann", new OperatorVoice());
        operator.onVoiceLost("bob", voice);
        scene.callerSounds(0, 1_000);
        OperatorVoice again = new OperatorVoice();
        operator.takeOver("bob", again);
        speaks(scene, again, 30);
        operator.release("bob", "I have told him.");
        scene.callerSounds(330, 500);
        operator.transfer("ann", new CarrierInstruction.Transfer("billing", "+15557001", null, 20), "A caller.");
        scene.callerSounds(0, 6_000);

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.TRANSFERRED);
        assertThat(scene.heard.all(OperatorEvent.Supervised.class)).hasSizeGreaterThan(8);
        isEqual(scene);
    }

    private static void speaks(RecordedScene scene, OperatorVoice voice, int frames) {
        byte[] tone = Wavs.muLawTone(700, 20);
        for (int i = 0; i < frames; i++) {
            voice.hear(tone, 0, tone.length);
            scene.callerSounds(330, 20);
        }
    }

    @Test
    void andAFileThatWasCutOffAsFarAsItGoes() throws IOException {
        RecordedScene scene = scene(CallPolicy.defaults());
        scene.agentSpeaks("m1", "Hello.", 1_500);
        scene.callerSounds(330, 3_000);
        Path file = scene.recorder.file();
        byte[] whole = Files.readAllBytes(file);

        for (int cut = 1; cut <= 3; cut++) {
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length - cut * 700));
            ReplayResult result =
                    Replay.of(file, List.of(), Replay.Build.PRESENT).result();
            assertThat(result.isEqual()).isTrue();
            assertThat(result.ending()).isEqualTo("cut");
            assertThat(result.millis()).isBetween(500L, 3_700L);
        }
        assertThat(new String(whole, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("TLFR");
    }
}
