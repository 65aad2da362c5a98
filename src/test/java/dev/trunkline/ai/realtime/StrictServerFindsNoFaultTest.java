package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that keeps the books of the reference, and a caller, an agent and a call that do what they like, in any order: nothing of what
 * the client asks for is refused but an answer that it could not know of, and nothing makes it stumble.
 */
class StrictServerFindsNoFaultTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int STEPS = 4_000;

    private final Random random = new Random(20261130);
    private final Map<String, Long> sentMillis = new HashMap<>(); // of items that may be truncated
    private final List<String> openCalls = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private String active = "";
    private String item = "";
    private boolean ownBegun; // a response of the server's own, of which the client has not heard
    private int answers;
    private int refusals;
    private int truncations;
    private int names;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverHappens(boolean weDecide) {
        try (EmbeddedSession session = EmbeddedSession.ready(
                weDecide ? EmbeddedSession.turning(EmbeddedSession.WE_DECIDE) : EmbeddedSession.profile())) {
            for (int step = 0; step < STEPS; step++) {
                happens(session, weDecide);
                listen(session);
                assertThat(session.call.loss)
                        .as("step %s: %s", step, session.call.loss)
                        .isNull();
            }
            assertThat(faults).isEmpty();
            assertThat(session.call.heard).noneMatch(line -> line.contains("invalid_request_error"));
            // It would prove little if nothing of this had happened.
            assertThat(answers).isGreaterThan(STEPS / 50);
            assertThat(truncations).isGreaterThan(STEPS / 100);
            assertThat(refusals > 0).isEqualTo(!weDecide);
        }
    }

    /** What the client sends is read until there is no more, also what it answers. */
    private void listen(EmbeddedSession session) {
        session.call.leg().flush();
        for (List<String> sent = session.sent(); !sent.isEmpty(); sent = session.sent()) {
            sent.forEach(text -> take(session, text));
        }
    }

    private void happens(EmbeddedSession session, boolean weDecide) {
        AiLeg leg = session.call.leg();
        String id = "x" + ++names;
        switch (random.nextInt(14)) {
            case 0 -> beginOfItsOwn(session, weDecide, id);
            case 1, 2, 3 -> sound(session);
            case 4 -> end(session, "completed");
            case 5 -> end(session, random.nextBoolean() ? "cancelled" : "incomplete");
            case 6 -> {
                session.hears("speech_started", id);
                if (!weDecide) {
                    end(session, "cancelled"); // by the server itself
                }
                session.hears("committed", id);
                session.transcribes(id, random.nextBoolean() ? "mm-hm" : "Wait a moment, please.");
            }
            case 7 -> call(session, id);
            case 8 -> answer(leg);
            case 9 -> leg.userSaid("Hello.");
            case 10 -> leg.context("Be quick.", random.nextBoolean());
            case 11 -> leg.heard(anItem(), random.nextInt(3_000));
            case 12 -> leg.speak("One moment.");
            default -> {
                if (random.nextBoolean()) {
                    leg.pause();
                } else {
                    leg.resume();
                }
            }
        }
    }

    private void beginOfItsOwn(EmbeddedSession session, boolean weDecide, String id) {
        if (active.isEmpty() && !weDecide) {
            active = id;
            ownBegun = true;
            session.call.leg().userSaid("at the same time"); // before the client has heard of the other
            listen(session);
            ownBegun = false;
            session.begins(id);
        }
    }

    private void sound(EmbeddedSession session) {
        if (!active.isEmpty()) {
            item = item.isEmpty() ? "item_" + active : item;
            sentMillis.merge(item, 100L, Long::sum);
            session.sounds(active, item, 800);
        }
    }

    private void end(EmbeddedSession session, String status) {
        if (!active.isEmpty()) {
            String ended = active;
            active = "";
            item = "";
            session.ends(ended, status);
        }
    }

    private void call(EmbeddedSession session, String id) {
        if (!active.isEmpty()) {
            openCalls.add(id);
            session.says("{'type':'response.output_item.done','response_id':'" + active + "','item':{'type':"
                    + "'function_call','status':'completed','call_id':'" + id + "','name':'n','arguments':'{}'}}");
        }
    }

    private void answer(AiLeg leg) {
        if (!openCalls.isEmpty()) {
            leg.toolSucceeded(new ToolCall(openCalls.remove(0), "n", "{}", false, true), "42");
        }
    }

    private String anItem() {
        List<String> items = new ArrayList<>(sentMillis.keySet());
        return items.isEmpty() ? "never" : items.get(random.nextInt(items.size()));
    }

    /** What the client sends is held against the books. */
    private void take(EmbeddedSession session, String text) {
        JsonNode command = json(text);
        switch (command.path("type").asText()) {
            case "response.create" -> create(session, command.path("event_id").asText());
            case "response.cancel" -> {
                if (command.path("response_id").asText().equals(active)) {
                    end(session, "cancelled");
                } else {
                    faults.add("cancels what is not active: " + text);
                }
            }
            case "conversation.item.truncate" -> {
                Long sent = sentMillis.remove(command.path("item_id").asText());
                truncations++;
                if (sent == null || command.path("audio_end_ms").asLong() > sent) {
                    faults.add("truncates beyond what was sent, " + sent + ": " + text);
                }
            }
            default -> assertThat(command.path("type").asText()).isNotEmpty();
        }
    }

    private void create(EmbeddedSession session, String eventId) {
        if (active.isEmpty()) {
            active = "r_" + eventId;
            answers++;
            session.begins(active);
            return;
        }
        refusals++;
        if (!ownBegun) {
            faults.add("asks for an answer while " + active + " is made");
        }
        session.reports("conversation_already_has_active_response", "wait", eventId);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
