package dev.trunkline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.TalkEvent;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.testing.ManualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events on their way to watchers, of whom some are slow. */
@SuppressWarnings("NullAway") // what is missing fails the test
class EventFeedTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ManualScheduler time = new ManualScheduler();
    private final CallRecorder records = new CallRecorder(Clock.systemUTC(), 10);
    private final List<Integer> lost = new ArrayList<>();
    private final EventFeed feed = new EventFeed(time, records, lost::add);

    private EventStreamBody watch(String callSid) {
        EventStreamBody watcher = new EventStreamBody(callSid, () -> {});
        feed.join(watcher);
        time.advanceMillis(0);
        return watcher;
    }

    private void happens(String callSid, CallEvent event) {
        records.onEvent(callSid, time.nowNanos(), event);
        feed.onEvent(callSid, time.nowNanos(), event);
    }

    private void begins(String callSid) {
        happens(callSid, new CallEvent.Answered(new IncomingCall(callSid, "MZ1", "+1", "+2", Map.of()), "main", false));
    }

    private static List<JsonNode> read(EventStreamBody watcher) {
        List<JsonNode> messages = new ArrayList<>();
        String text = new String(watcher.next().getNow(new byte[0]), StandardCharsets.UTF_8);
        for (String part : text.split("\n\n", -1)) {
            if (part.startsWith("data: ")) {
                try {
                    messages.add(JSON.readTree(part.substring(6)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return messages;
    }

    @Test
    void aWatcherBeginsWithHowItStands() {
        begins("CA1");
        EventStreamBody watcher = watch(null);

        assertThat(read(watcher)).singleElement().satisfies(hello -> {
            assertThat(hello.path("type").textValue()).isEqualTo("hello");
            assertThat(hello.path("calls").findValuesAsText("callSid")).containsExactly("CA1");
        });
    }

    @Test
    void eventsComeInOrderWithTheTimeOfTheirCall() {
        begins("CA1");
        time.advanceMillis(5_000);
        EventStreamBody watcher = watch(null);
        read(watcher);

        happens("CA1", new TalkEvent.AgentBegins("m1"));
        time.advanceMillis(500);
        happens("CA1", new TalkEvent.AgentBegins("m2"));
        time.advanceMillis(20);

        assertThat(read(watcher))
                .extracting(event -> event.path("atMillis").longValue())
                .containsExactly(5_000L, 5_500L);
    }

    @Test
    void ofOneCallOnlyItsOwn() {
        begins("CA1");
        begins("CA2");
        EventStreamBody watcher = watch("CA2");
        assertThat(read(watcher).get(0).path("record").path("callSid").textValue())
                .isEqualTo("CA2");

        happens("CA1", new TalkEvent.AgentBegins("m1"));
        happens("CA2", new TalkEvent.AgentBegins("m2"));
        time.advanceMillis(20);

        assertThat(read(watcher))
                .extracting(event -> event.path("messageId").textValue())
                .containsExactly("m2");
    }

    @Test
    void aSlowWatcherLosesItsOwnAndIsToldHowMany() {
        begins("CA1");
        EventStreamBody slow = watch(null);
        EventStreamBody quick = watch(null);
        String text = "x".repeat(1_000);
        int shown = 0;
        for (int i = 0; i < 2_000; i++) {
            happens("CA1", new TalkEvent.AgentSays("m" + i, text, Map.of()));
            time.advanceMillis(10);
            shown += read(quick).size();
        }
        assertThat(shown).isEqualTo(2_001);

        List<JsonNode> late = read(slow);
        time.advanceMillis(20);
        JsonNode told = read(slow).get(0);

        assertThat(told.path("type").textValue()).isEqualTo("lost");
        int missing = told.path("count").intValue();
        assertThat(late.size() + missing).isEqualTo(2_001);
        assertThat(missing).isGreaterThan(500);
        assertThat(lost.stream().mapToInt(Integer::intValue).sum()).isEqualTo(missing);
        happens("CA1", new TalkEvent.AgentBegins("m1"));
        time.advanceMillis(20);
        assertThat(read(slow)).hasSize(1);
    }

    @Test
    void whenNobodyTakesThemOutTheQueueIsBounded() {
        begins("CA1");
        EventStreamBody watcher = watch(null);
        for (int i = 0; i < 30_000; i++) {
            feed.onEvent("CA1", time.nowNanos(), new TalkEvent.AgentBegins("m"));
        }
        time.advanceMillis(20);
        List<JsonNode> messages = new ArrayList<>(read(watcher));
        time.advanceMillis(20);
        messages.addAll(read(watcher));

        int told = messages.stream()
                .mapToInt(message -> message.path("count").intValue())
                .sum();
        long shown =
                messages.stream().filter(message -> message.has("messageId")).count();
        assertThat(told).isGreaterThanOrEqualTo(10_000);
        assertThat(told + shown).isEqualTo(30_000);
    }

    @Test
    void whileNobodyWatchesNothingIsKeptAndNothingTicks() {
        begins("CA1");
        EventStreamBody watcher = watch(null);
        assertThat(time.timers()).isEqualTo(1);

        watcher.close();
        time.advanceMillis(20);

        assertThat(time.timers()).isZero();
        happens("CA1", new TalkEvent.AgentBegins("m1"));
        EventStreamBody later = watch(null);
        time.advanceMillis(20);
        assertThat(read(later))
                .extracting(message -> message.path("type").textValue())
                .containsExactly("hello");
    }

    @Test
    void thereAreSoManySeatsAndNoMore() {
        for (int i = 0; i < EventFeed.MOST_WATCHERS; i++) {
            assertThat(feed.takeSeat()).isTrue();
        }
        assertThat(feed.takeSeat()).isFalse();

        feed.giveSeatBack();

        assertThat(feed.takeSeat()).isTrue();
        assertThat(feed.watching()).isEqualTo(EventFeed.MOST_WATCHERS);
    }

    @Test
    void aQuietStreamIsKeptAlive() {
        EventStreamBody watcher = watch(null);
        read(watcher);

        time.advanceMillis(10_100);

        assertThat(new String(watcher.next().getNow(new byte[0]), StandardCharsets.UTF_8))
                .isEqualTo(":\n\n");
    }
}
