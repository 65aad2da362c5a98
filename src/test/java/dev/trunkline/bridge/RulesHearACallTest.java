package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.call.OperatorEvent;
import dev.trunkline.control.Destination;
import dev.trunkline.control.Toolbox;
import dev.trunkline.control.TransferTool;
import dev.trunkline.phone.CarrierEvents.Question;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.rules.CallRule;
import dev.trunkline.rules.Condition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Rules in a call in virtual time: silence, words, and what comes of them. */
class RulesHearACallTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final CallRule.Deed ESCALATES = new CallRule.Deed(true, null, null);

    @Test
    void silenceIsFromTheLastWordOnAndWordsEndIt() {
        RouterScene scene = scene(new Condition.Silent(20 * SECOND), ESCALATES);
        scene.talks("CA1", "MZ1");
        scene.time.advance(12 * SECOND);
        scene.ai.line().speaking().onUserMessage("Hello?", false, Map.of());
        scene.time.advance(19 * SECOND);
        assertThat(escalated(scene)).isEmpty();

        scene.time.advance(2 * SECOND);

        assertThat(escalated(scene)).containsExactly("rule");
        scene.time.advance(60 * SECOND);
        assertThat(escalated(scene)).as("once per call").hasSize(1);
    }

    @Test
    void wordsPutTheCallerThrough() {
        RouterScene scene = scene(new Condition.Says(List.of("real person")), new CallRule.Deed(false, null, "desk"));
        scene.talks("CA1", "MZ1");
        scene.ai.line().speaking().onUserMessage("I want a real person!", false, Map.of("Anger", 0.9));
        scene.time.advance(20 * SECOND);

        assertThat(escalated(scene)).containsExactly(OperatorEvent.Escalated.TRANSFER);
        assertThat(scene.router.whisper("CA1")).contains("The caller's voice shows anger.");
        assertThat(scene.router.next(new Question("CA1", 1, RouterScene.FROM, RouterScene.TO, null)))
                .isInstanceOfSatisfying(
                        Transfer.class,
                        transfer -> assertThat(transfer.number()).isEqualTo("+15550100001"));
    }

    private static List<String> escalated(RouterScene scene) {
        return scene.heard.all(OperatorEvent.Escalated.class).stream()
                .map(OperatorEvent.Escalated::cause)
                .toList();
    }

    private static RouterScene scene(Condition when, CallRule.Deed deed) {
        Route plain = RouterScene.route("*", null);
        Toolbox toolbox = new Toolbox(
                List.of(new TransferTool(List.of(new Destination("desk", "+15550100001", "", null, 20, false)))));
        return new RouterScene(
                2,
                new Route(
                        plain.name(),
                        plain.numbers(),
                        null,
                        null,
                        null,
                        Map.of(),
                        toolbox,
                        plain.fallback(),
                        0,
                        List.of(new CallRule("rule", Set.of(), List.of(when), deed, 0)),
                        Map.of(),
                        List.of(),
                        AgentDescription.NONE));
    }
}
