package dev.trunkline.engine.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every event of the reference is in one of the two tables; the list is taken from OpenAI's published types. */
class TableOfEventsTest {

    private static Set<String> reference() {
        try (var list = TableOfEventsTest.class.getResourceAsStream("/realtime/event-types.txt")) {
            String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void isWholeAndHoldsNothingElse() {
        Set<String> table = Stream.concat(
                        Arrays.stream(ClientEventType.values()).map(ClientEventType::wireName),
                        Arrays.stream(ServerEventType.values()).map(ServerEventType::wireName))
                .collect(Collectors.toSet());

        assertThat(table).isEqualTo(reference());
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhyAnEventOfTheClientsIsRefused(ClientEventType type) {
        ClientEvent event = ClientEventReader.read("{\"type\":\"" + type.wireName() + "\",\"event_id\":\"e1\"}")
                .event();

        if (type.refusal() == null) {
            boolean isKnown = !(event instanceof ClientEvent.Refused refused)
                    || refused.why().code().equals("missing_required_parameter");
            assertThat(isKnown).isTrue();
        } else {
            assertThat(event)
                    .isInstanceOfSatisfying(
                            ClientEvent.Refused.class,
                            refused -> assertThat(refused.why().text()).contains(type.wireName(), type.refusal()));
        }
    }

    /** Kinds of events that name their type themselves, and those that are given it. */
    @Test
    void listsAsSentWhatCanBeWritten() {
        Set<ServerEventType> bySelf = Stream.of(
                        new ServerEvent.ItemRetrieved(new ConversationItem.FunctionCallOutput(
                                "i", ConversationItem.Status.COMPLETED, "c", "o")),
                        new ServerEvent.ItemDeleted("i"),
                        new ServerEvent.ItemTruncated("i", 0, 1),
                        new ServerEvent.Committed(null, "i"),
                        new ServerEvent.Cleared(),
                        new ServerEvent.SpeechStarted(0, "i"),
                        new ServerEvent.SpeechStopped(0, "i"),
                        new ServerEvent.TimeoutTriggered(0, 1, "i"),
                        new ServerEvent.TranscriptionDelta("i", 0, "d"),
                        new ServerEvent.RateLimits(List.of()))
                .map(ServerEvent::type)
                .collect(Collectors.toSet());

        assertThat(bySelf).allMatch(type -> type.refusal() == null).hasSize(10);
    }

    @Test
    void writesAnEventWithItsTypeAndItsId() {
        String json = new String(
                ServerEventWriter.write(
                        new ServerEvent.Session(ServerEventType.SESSION_CREATED, JsonNodeFactory.instance.objectNode()),
                        "event_1"),
                StandardCharsets.UTF_8);

        assertThat(json).contains("\"event_id\":\"event_1\"", "\"type\":\"session.created\"", "\"session\":{}");
    }
}
