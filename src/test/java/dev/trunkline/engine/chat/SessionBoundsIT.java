package dev.trunkline.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.trunkline.engine.mind.PromptTemplate;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.turns.Client;
import dev.trunkline.engine.turns.Session;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.net.connection.MemoryBudget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client may let its chat remember. */
class SessionBoundsIT {

    private static final String LONG = "x".repeat(10_000);

    private final Session session = new Session(ChatPlan.defaults(), java.util.Set.of("hang_up"));

    @Test
    void variablesAreKeptUpToSixteenMegabytesAndMayStillBeChanged() {
        for (int i = 0; i < 2_000; i++) {
            apply("\"variables\":{\"name" + i + "\":\"" + LONG + "\"}");
        }

        assertThat(session.fill("{{name0}}")).isEqualTo(LONG);
        assertThat(session.lacksFor("{{name1999}}")).isTrue();
        apply("\"variables\":{\"name0\":\"short\"}");
        apply("\"variables\":{\"name1999\":\"also short\"}");
        assertThat(session.fill("{{name0}} {{name1999}}")).isEqualTo("short also short");
    }

    @Test
    void temporaryContextsAreKeptUpToACommonLength() {
        String megabyte = "x".repeat(1024 * 1024);
        for (int i = 0; i < 20; i++) {
            apply("\"context\":{\"type\":\"temporary\",\"text\":\"" + megabyte + "\"}");
        }

        var occasion = new Trigger.CallerSpoke("hello", true, false);
        assertThat(session.conversation(List.of(), occasion, "chat").contexts()).hasSize(16);
        assertThat(session.chars()).isEqualTo(16 * 1024 * 1024);
    }

    @Test
    void settingsMayFillAWholeMessage() {
        String large = "x".repeat(15_000_000);
        for (String field : List.of(
                "\"metadata\":{\"a\":\"" + large + "\"}",
                "\"system_prompt\":\"" + large + "\"",
                "\"context\":{\"text\":\"" + large + "\"}",
                "\"variables\":{\"a\":\"" + large + "\"}",
                "\"tools\":[{\"name\":\"a\",\"parameters\":\"" + large + "\"}]")) {
            assertThat(ClientCodec.decode("{\"type\":\"session_settings\"," + field + "}"))
                    .isInstanceOf(ClientMessage.SettingsChange.class);
        }
        assertThat(ClientCodec.decode("{\"type\":\"user_input\",\"text\":\"" + large + "\"}"))
                .isInstanceOf(ClientMessage.UserInput.class);
    }

    @Test
    void whatAllChatsHoldTogetherIsBoundedAndALittleIsFree() {
        MemoryBudget room = new MemoryBudget(10_000_000);
        Holdings first = new Holdings(room, mock(Client.class));
        Holdings second = new Holdings(room, mock(Client.class));

        assertThat(first.admitSettings(3_000_000)).isTrue();
        assertThat(first.admitText(2_000_000)).isTrue();
        assertThat(second.admitText(2_000_000)).isFalse();
        assertThat(second.admitText(20_000)).isTrue();
        first.settleSettings(1_000_000);
        assertThat(second.admitText(1_500_000)).isTrue();
        assertThat(second.admitText(4_000_000)).isFalse();
        first.close();
        assertThat(second.admitText(4_000_000)).isTrue();
    }

    @Test
    void promptMadeOfPlacesDoesNotGrowWithoutEnd() {
        String filled = PromptTemplate.fill("{{a}} and ".repeat(10_000), Map.of("a", LONG));

        assertThat(filled)
                .hasSizeLessThan(700_000)
                .startsWith(LONG + " and " + LONG)
                .endsWith("and  and ");
    }

    @Test
    void nameOfAVariableHasAnEnd() {
        ClientMessage message =
                ClientCodec.decode("{\"type\":\"session_settings\",\"variables\":{\"" + LONG + "\":\"\"}}");

        assertThat(message)
                .isInstanceOfSatisfying(
                        ClientMessage.Malformed.class,
                        malformed -> assertThat(malformed.detail())
                                .contains("variable")
                                .contains("512"));
    }

    @Test
    void millionsOfEmptyListsAreNotRead() {
        String tail = "[],".repeat(5_000_000);
        long usedBytesBefore = usedBytes();

        ClientMessage message =
                ClientCodec.decode("{\"type\":\"user_input\",\"text\":\"x\",\"more\":[" + tail + "[]]}");

        assertThat(message).isInstanceOf(ClientMessage.Malformed.class);
        assertThat(usedBytes() - usedBytesBefore).isLessThan(60_000_000);
    }

    private static long usedBytes() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void apply(String field) {
        var message =
                (ClientMessage.SettingsChange) ClientCodec.decode("{\"type\":\"session_settings\"," + field + "}");
        session.apply(message.settings());
    }
}
