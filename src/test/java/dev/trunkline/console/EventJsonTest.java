package dev.trunkline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.IncomingCall;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventJson json = new EventJson();

    private JsonNode of(CallEvent event) throws IOException {
        return JSON.readTree(json.of("CA1", 1_234, event));
    }

    @Test
    void anEventSaysOfWhichCallItIsAndWhen() throws IOException {
        assertThat(of(new TalkEvent.AgentBegins("m1")))
                .isEqualTo(JSON.readTree("{\"type\":\"event\",\"callSid\":\"CA1\",\"atMillis\":1234,"
                        + "\"name\":\"agent_begins\",\"messageId\":\"m1\"}"));
    }

    @Test
    void nanosecondsAreToldInMilliseconds() throws IOException {
        assertThat(of(new TalkEvent.TurnTaken(812_345_678)).path("millis").doubleValue())
                .isEqualTo(812.346);
        JsonNode told = of(new TalkEvent.BargedIn(TalkEvent.BargedIn.Cause.AI_NOTICED, 85_000, 40));
        assertThat(told.path("clearMillis").doubleValue()).isEqualTo(0.085);
        assertThat(told.path("droppedMillis").longValue()).isEqualTo(40);
        assertThat(told.path("cause").textValue()).isEqualTo("ai_noticed");
    }

    @Test
    void recordsInsideAreObjectsAndTellTheirKindWhereThereAreSeveral() throws IOException {
        JsonNode ended = of(new CallEvent.Ended(
                CallEnd.TRANSFERRED,
                new CarrierInstruction.Transfer("billing", "+15557001", null, 20),
                "billing",
                5_000_000));
        JsonNode called = of(new FarEndEvent.ToolCalled(new ToolCall("t1", "look_up", "{}", false, true)));
        JsonNode answered =
                of(new CallEvent.Answered(new IncomingCall("CA1", "MZ1", "+1", "+2", Map.of("a", "b")), "main", false));

        assertThat(ended.path("end").textValue()).isEqualTo("transferred");
        assertThat(ended.path("next").path("kind").textValue()).isEqualTo("transfer");
        assertThat(ended.path("next").path("callerId").isNull()).isTrue();
        assertThat(called.path("tool").path("name").textValue()).isEqualTo("look_up");
        assertThat(answered.path("call").path("parameters").path("a").textValue())
                .isEqualTo("b");
    }

    @Test
    void ofAnExpressionTheStrongestAreTold() throws IOException {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < 48; i++) {
            scores.put("feeling" + i, i / 100.0);
        }

        assertThat(of(new TalkEvent.CallerSaid("Hello.", false, scores))
                        .path("scores")
                        .fieldNames())
                .toIterable()
                .containsExactly("feeling47", "feeling46", "feeling45", "feeling44", "feeling43");
    }

    /** The API's document lists each event with its fields. */
    @Test
    void theDocumentKnowsEveryEventAndItsFields() throws IOException {
        JsonNode listed;
        try (InputStream yaml = ApiDocument.class.getResourceAsStream("openapi.yaml")) {
            listed = new ObjectMapper(new YAMLFactory()).readTree(yaml).at("/components/schemas/Event/x-events");
        }
        Set<String> names = new HashSet<>();
        for (Class<?> kind : kindsOf(CallEvent.class)) {
            String name = EventJson.name(kind);
            names.add(name);
            assertThat(listed.path(name).fieldNames())
                    .as(name)
                    .toIterable()
                    .containsExactlyElementsOf(EventJson.fields(kind));
        }
        List<String> documented = new ArrayList<>();
        listed.fieldNames().forEachRemaining(documented::add);
        assertThat(documented).containsExactlyInAnyOrderElementsOf(names);
    }

    private static List<Class<?>> kindsOf(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(each -> each.isSealed() ? kindsOf(each).stream() : Stream.of(each))
                .toList();
    }
}
