package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.net.http.RawPeer;
import dev.trunkline.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What HAProxy does for callers when a node is gone without closing anything, as the files in deploy say, with checks that come quickly. */
class CallsLeaveANodeThatHangsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final HttpClient twilio = HttpClient.newHttpClient();
    private HangingNode a;
    private HangingNode b;
    private Haproxy haproxy;
    private int front;

    @BeforeEach
    void start() throws IOException {
        Haproxy.isInstalled();
        a = new HangingNode();
        b = new HangingNode();
        front = FreePort.find();
    }

    @AfterEach
    void stop() throws IOException {
        if (haproxy != null) {
            haproxy.close();
        }
        if (a != null) {
            a.close();
            b.close();
        }
    }

    private void serve(Path config) throws IOException {
        serve(config, "200ms");
    }

    /** @param pause between checks, and how long one may take */
    private void serve(Path config, String pause) throws IOException {
        String quick = Files.readString(config).replaceAll("inter \\d+m?s", "inter " + pause);
        haproxy = Haproxy.start(folder, quick, front, a.port(), b.port());
        Haproxy.awaitServing("http://localhost:" + front);
    }

    /** What Twilio gets for a question, or none within a second: a node may hang. */
    private String ask(String path) throws IOException, InterruptedException {
        return ask(path, "");
    }

    private String ask(String path, String form) throws IOException, InterruptedException {
        return ask(path, form, Duration.ofSeconds(1));
    }

    private String ask(String path, String form, Duration patience) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + front + path))
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> response = twilio.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (HttpTimeoutException e) {
            return "none";
        }
    }

    /** One late check of 200 ms is no fault: then HAProxy takes the node for gone until the next ones. */
    private RawPeer stream(String path) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> opened(path), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<RawPeer> opened(String path) throws IOException {
        RawPeer stream = new RawPeer(front);
        if (stream.send(RawPeer.upgrade(path)).readHead().startsWith("HTTP/1.1 101")) {
            return Optional.of(stream);
        }
        stream.close();
        return Optional.empty();
    }

    private static boolean hasEnded(RawPeer stream) {
        try {
            return stream.hasEnded();
        } catch (IOException e) {
            return true; // broken instead of closed
        }
    }

    @Test
    void toAnyOtherWhereAllShareTheirCalls() throws IOException {
        serve(Haproxy.SHARED);
        try (RawPeer stream = stream("/twilio/media/token")) {
            HangingNode its = a.streams() == 1 ? a : b;

            its.hang();

            await().atMost(PATIENCE).until(() -> hasEnded(stream));
            await().atMost(PATIENCE).until(() -> ask("/twilio/next"), "200 "::equals);
        }
    }

    @Test
    void toTheOtherWhereEachHasAPath() throws Exception {
        serve(Haproxy.PATHS);
        String toB = "200 <Response><Redirect>/b/twilio/next?call=CA1&amp;n=2</Redirect></Response>";
        try (RawPeer stream = stream("/a/twilio/media/token")) {
            a.hang();

            await().atMost(PATIENCE).until(() -> hasEnded(stream));
            await().atMost(PATIENCE).until(() -> ask("/a/twilio/next?call=CA1&n=2"), toB::equals);
            for (String question : List.of("wait", "queue", "left", "hold", "held", "whisper", "screen", "screened")) {
                String answer = toB.replace("next", question);
                await().atMost(PATIENCE).until(() -> ask("/a/twilio/" + question + "?call=CA1&n=2"), answer::equals);
            }
            String newCall = "200 <Response><Redirect>/b/twilio/voice</Redirect></Response>";
            await().atMost(PATIENCE).until(() -> ask("/a/twilio/voice"), newCall::equals);
            String notTaken = toB.replace("next", "dialed");
            String hasTalked = "200 <Response><Hangup/></Response>";
            for (String drained : List.of("/a", "")) { // gone, and sent elsewhere by a bridge that drains
                String dialed = drained + "/twilio/dialed?call=CA1&n=2";
                await().atMost(PATIENCE)
                        .until(() -> ask(dialed, "DialCallStatus=busy&DialBridged=false"), notTaken::equals);
                await().atMost(PATIENCE)
                        .until(() -> ask(dialed, "DialCallStatus=completed&DialBridged=true"), hasTalked::equals);
            }
        }
    }

    @Test
    void aQuestionThatANodeDiesOverIsAnsweredByAnother() throws Exception {
        serve(Haproxy.SHARED, "1m"); // none is down for having been slow
        a.dieOverQuestions();

        for (int i = 0; i < 4; i++) { // in turn
            assertThat(ask("/twilio/next", "", PATIENCE)).isEqualTo("200 ");
        }
    }
}
