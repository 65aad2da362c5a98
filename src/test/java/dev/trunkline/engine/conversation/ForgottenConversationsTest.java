package dev.trunkline.engine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.ChatMessage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Conversations share their memory: the one that was not used for longest is forgotten first. */
class ForgottenConversationsTest {

    private static final int MAX_BYTES = 100_000;

    private final ChatGroups groups = new ChatGroups(MAX_BYTES);

    @Test
    void theLeastRecentlyUsedMakesRoom() {
        String first = talk(20_000);
        String second = talk(20_000);
        groups.find(first);

        String third = talk(20_000);

        assertThat(groups.find(second)).isNull();
        assertThat(groups.find(first)).isNotNull();
        assertThat(groups.find(third)).isNotNull();
    }

    @Test
    void scoresTakeRoomToo() {
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < 48; i++) {
            scores.put("expression " + i, i / 48.0);
        }
        String first = groups.open().id();
        ChatGroups.Group talkative = groups.open();

        for (int i = 0; i < 40; i++) {
            talkative.add(ChatMessage.of(ChatMessage.Role.CALLER, "yes").sounding(scores, 0, 0));
        }

        assertThat(groups.find(first)).isNull();
        assertThat(groups.find(talkative.id())).isSameAs(talkative);
    }

    @Test
    void oneThatIsTooLargeStaysUntilAnotherComes() {
        String large = talk(80_000);
        assertThat(groups.find(large)).isNotNull();

        String next = talk(10);

        assertThat(groups.find(large)).isNull();
        assertThat(groups.find(next)).isNotNull();
    }

    @Test
    void whatIsForgottenIsNotCountedAnyMore() {
        ChatGroups.Group endless = groups.open();
        for (int i = 0; i < 5_000; i++) {
            endless.add(ChatMessage.of(
                    ChatMessage.Role.CALLER, "a")); // its newest thousand stay: more than there is room for
        }
        String other = groups.open().id();
        assertThat(groups.find(endless.id())).isNull();

        endless.add(ChatMessage.of(ChatMessage.Role.CALLER, "its chat is still open"));
        String third = talk(40_000);

        assertThat(groups.find(other)).isNotNull();
        assertThat(groups.find(third)).isNotNull();
    }

    @Test
    void whatIsUnsaidIsNotCountedAnyMore() {
        String first = talk(20_000);
        ChatGroups.Group second = groups.open();
        for (int i = 0; i < 100; i++) {
            ChatMessage line = ChatMessage.of(ChatMessage.Role.AGENT, "unheard ".repeat(1_000));
            second.add(line);
            second.unsay(line);
        }

        assertThat(groups.find(first)).isNotNull();
        assertThat(second.linesFrom(0)).isEmpty();
    }

    @Test
    void restoredConversationsTakeRoomLikeOthers() {
        List<ChatMessage> lines = List.of(ChatMessage.of(ChatMessage.Role.CALLER, "x".repeat(40_000)));

        groups.restore("one", lines);
        groups.restore("two", lines);

        assertThat(groups.find("one")).isNull();
        assertThat(groups.find("two")).isNotNull();
    }

    /** The identifier of a conversation of so many characters, two bytes each. */
    private String talk(int chars) {
        ChatGroups.Group group = groups.open();
        group.add(ChatMessage.of(ChatMessage.Role.CALLER, "x".repeat(chars)));
        return group.id();
    }
}
