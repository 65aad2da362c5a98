package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.phone.PhoneRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node with room for one call, and callers who are told where they stand until there is room for them. */
class CallersWaitForRoomIT {

    @TempDir
    private Path folder;

    @Test
    void whoWaitsIsServedWhenThereIsRoomAndWhoHasHungUpIsNotWaitedFor() throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local());
                Waiters spoken = new Waiters(farEnd, config("spoken"));
                Waiters queued = new Waiters(farEnd, config("queue"))) {
            spoken.begin();
            queued.begin();

            spoken.judge("Pause");
            queued.judge("Enqueue");
        }
    }

    private Path config(String way) throws Exception {
        return Files.writeString(
                folder.resolve(way + ".yaml"),
                "server: {maxCalls: 1}\noverload: {waiting: " + way + ", maxWaiting: 2, loopLagMillis: 0}\n");
    }

    /** One talks, two wait, of whom the first hangs up. */
    private static final class Waiters implements AutoCloseable {
        private static final long TALK_MILLIS = TimeUnit.MINUTES.toMillis(3);

        private final WholeLine line;
        private CompletableFuture<PhoneRecord> talks = new CompletableFuture<>();
        private String talker = "";
        private CompletableFuture<PhoneRecord> givesUp = new CompletableFuture<>();
        private CompletableFuture<PhoneRecord> waits = new CompletableFuture<>();

        Waiters(FarEnd farEnd, Path config) throws Exception {
            line = new WholeLine(farEnd.eviUrl(), config);
        }

        void begin() {
            talks = place(TALK_MILLIS); // until he is hung up
            await().until(() -> line.get("/readyz").contains("ready (full)"));
            talker = await().until(() -> line.liveCall().path("callSid").asText(), found -> !found.isEmpty());
            givesUp = place(5_000);
            await().until(() -> waiting() == 1);
            waits = place(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS));
        }

        private CompletableFuture<PhoneRecord> place(long millis) {
            return line.carrier()
                    .place(line.call(CallerScript.of(new CallerStep.Pause(millis), new CallerStep.HangUp()))
                            .withMaxDuration(TALK_MILLIS)
                            .withStatusCallback(line.url("/twilio/status")));
        }

        private int waiting() {
            return line.get("/metrics?name[]=trunkline_calls_waiting")
                    .lines()
                    .filter(each -> each.startsWith("trunkline_calls_waiting "))
                    .mapToInt(each -> (int) Double.parseDouble(each.substring(each.indexOf(' '))))
                    .findFirst()
                    .orElseThrow();
        }

        void judge(String verb) throws Exception {
            assertThat(get(givesUp).streams()).isEmpty();
            line.hangUp(talker);
            assertThat(get(talks).callSid()).isEqualTo(talker);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                String now = line.liveCall().path("callSid").asText();
                return !now.isEmpty() && !now.equals(talker);
            });
            line.carrier().hangUpCallers();

            PhoneRecord served = get(waits);
            assertThat(WholeLine.complaints(served)).isEmpty();
            assertThat(served.streams()).hasSize(1);
            assertThat(served.carrier().said())
                    .extracting(PhoneRecord.Said::words)
                    .first()
                    .asString()
                    .matches("All our lines are busy\\. You are number [12] in line\\. Please hold\\.");
            assertThat(served.carrier().documents().get(0).xml()).contains("<" + verb);
            assertThat(line.recordOf(served.callSid()).path("end").asText()).isEqualTo("caller_hung_up");
            assertThat(waiting()).isZero();
            assertThat(line.get("/metrics")).doesNotContain("trunkline_calls_refused_total{");
        }

        private static PhoneRecord get(CompletableFuture<PhoneRecord> call) throws Exception {
            return call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
