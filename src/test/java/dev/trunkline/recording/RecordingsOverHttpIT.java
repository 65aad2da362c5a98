package dev.trunkline.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.Operators;
import dev.trunkline.ops.RecordingRoutes;
import dev.trunkline.ops.Role;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.WrittenLog;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsOverHttpIT {

    private static final RecordingKey KEY = new RecordingKey("ab".repeat(32));
    private static final String OPERATOR = "an-operator-of-the-night-shift";
    private static final String VIEWER = "a-viewer-who-only-looks-at-it";

    @TempDir
    Path folder;

    private final EventLoops loops = new EventLoops("recording-test", 1);
    private final HttpClient client = HttpClient.newHttpClient();
    private byte @Nullable [] whole;
    private @Nullable CallRecordings recordings;
    private @Nullable HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        TapeScene tape = new TapeScene(folder, Scene.talking(), "", RecordingFormat.WAV, KEY);
        tape.caller(1_000, 3_000);
        tape.ends();
        try (StoredRecording stored = tape.stored(List.of(KEY))) {
            whole = stored.readFully(0, (int) stored.lengthBytes());
        }
        recordings = new CallRecordings(
                new RecordingSettings(folder, RecordingFormat.WAV, KEY, List.of(), "", "", 0, Map.of("main", "")),
                new CallRecordings.Surroundings(
                        System::nanoTime,
                        InstantSource.system(),
                        Executors.defaultThreadFactory(),
                        () -> false,
                        (reason, frames) -> {}));
        Routes.Builder routes = Routes.builder();
        Operators operators =
                Operators.nobody().with("night", Role.OPERATOR, OPERATOR).with("eye", Role.VIEWER, VIEWER);
        new RecordingRoutes(recordings)
                .contribute(
                        routes,
                        AdminGate.asking(operators, URI.create("http://localhost"), new Refusals(reason -> {})));
        server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
    }

    @AfterEach
    void close() {
        if (server != null && recordings != null) {
            server.close();
            recordings.close();
        }
        loops.close();
    }

    private HttpResponse<byte[]> get(String sid, String token, String... headers) throws Exception {
        return ask("GET", "/api/records/" + sid + "/recording", token, headers);
    }

    private HttpResponse<byte[]> ask(String method, String path, String token, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + (server == null ? 0 : server.port()) + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void anOperatorGetsTheWholeAndItIsAudited() throws Exception {
        try (WrittenLog log = WrittenLog.begin()) {
            HttpResponse<byte[]> answer = get(Scene.CALL_SID, OPERATOR);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("audio/wav");
            assertThat(answer.headers().firstValue("Accept-Ranges")).hasValue("bytes");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(answer.body()).isEqualTo(whole);
            assertThat(log.text()).contains("read_recording", "night", Scene.CALL_SID);
        }
    }

    @Test
    void aRangeIsThatPartAcrossChunks() throws Exception {
        byte[] all = Objects.requireNonNull(whole);
        HttpResponse<byte[]> middle = get(Scene.CALL_SID, OPERATOR, "Range", "bytes=4000-13000");
        HttpResponse<byte[]> last = get(Scene.CALL_SID, OPERATOR, "Range", "bytes=-100");
        HttpResponse<byte[]> open = get(Scene.CALL_SID, OPERATOR, "Range", "bytes=" + (all.length - 7) + "-");

        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(middle.headers().firstValue("Content-Range")).hasValue("bytes 4000-13000/" + all.length);
        assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(all, 4_000, 13_001));
        assertThat(last.body()).isEqualTo(Arrays.copyOfRange(all, all.length - 100, all.length));
        assertThat(open.body()).isEqualTo(Arrays.copyOfRange(all, all.length - 7, all.length));
    }

    @Test
    void aRangeBehindTheEndIsToldTheLength() throws Exception {
        byte[] all = Objects.requireNonNull(whole);
        HttpResponse<byte[]> answer = get(Scene.CALL_SID, OPERATOR, "Range", "bytes=" + all.length + "-");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).hasValue("bytes */" + all.length);
    }

    @Test
    void aViewerIsRefusedAndAnUnknownCallIsToldSo() throws Exception {
        assertThat(get(Scene.CALL_SID, VIEWER).statusCode()).isEqualTo(403);
        assertThat(get("CA0000000000000000000000000000dead", OPERATOR).statusCode())
                .isEqualTo(404);
        assertThat(get("..%2F..%2Fetc", OPERATOR).statusCode()).isEqualTo(404);
        HttpResponse<byte[]> pause = ask("POST", "/api/calls/CA00/recording/pause", OPERATOR);
        assertThat(pause.statusCode()).isEqualTo(404);
        assertThat(new String(pause.body(), StandardCharsets.UTF_8)).contains("\"error\":\"sid ");
    }
}
