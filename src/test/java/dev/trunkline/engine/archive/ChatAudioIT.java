package dev.trunkline.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.history.Recording;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.testing.Exercises;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatAudioIT {

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private final String chat = UUID.randomUUID().toString();
    private final String audio = "/v0/evi/chats/" + chat + "/audio";

    @TempDir
    private Path directory;

    private FileRecordings recordings;
    private ArchiveServer server;

    @BeforeEach
    void start() throws IOException {
        recordings = FileRecordings.in(directory, 1_000_000_000, InstantSource.system());
        server = new ArchiveServer(recordings);
        server.chat(chat, "g", 1_000, 1);
    }

    @AfterEach
    void close() {
        server.close();
        recordings.close();
    }

    @Test
    @Exercises("GET /v0/evi/chats/{id}/audio")
    void theSoundOfAChatIsFetchedWithoutAKeyByASignedLink() {
        Recording recording = recordings.begin(chat);
        assertThat(server.get(audio).json().get("status").asText()).isEqualTo("QUEUED");
        record(recording, 30);

        JsonNode complete = complete();
        HttpResponse<byte[]> wav = server.fetch(complete.get("signed_audio_url").asText(), null);

        assertThat(complete.get("id").asText()).isEqualTo(chat);
        assertThat(complete.get("user_id").asText()).isEqualTo(NOBODY);
        assertThat(complete.get("filename").asText()).isEqualTo(chat + ".wav");
        assertThat(complete.get("modified_at").asLong()).isGreaterThan(1_600_000_000_000L);
        assertThat(complete.get("signed_url_expiration_timestamp_millis").asLong())
                .isEqualTo(server.now().plus(ArchiveServer.LINK_VALIDITY).toEpochMilli());
        assertThat(wav.statusCode()).isEqualTo(200);
        assertThat(wav.headers().firstValue("content-type")).hasValue("audio/wav");
        assertThat(wav.headers().firstValue("content-disposition"))
                .hasValueSatisfying(name -> assertThat(name).contains(chat + ".wav"));
        assertThat(Stereo.of(wav.body()).millis()).isEqualTo(30_000);
    }

    @Test
    void aChatThatWasNotRecordedSaysSo() {
        assertThat(server.get(audio).json().toString())
                .isEqualTo("{\"id\":\"" + chat + "\",\"user_id\":\"" + NOBODY + "\",\"status\":\"CANCELLED\"}");
    }

    @Test
    void aLinkEndsAndCannotBeForgedOrMovedToAnotherChat() throws IOException {
        String other = UUID.randomUUID().toString();
        record(recordings.begin(chat), 1);
        String url = complete().get("signed_audio_url").asText();
        Files.copy(directory.resolve(chat + ".wav"), directory.resolve(other + ".wav"));

        assertThat(server.fetch(url, null).statusCode()).isEqualTo(200);
        assertThat(server.fetch(url.replace(chat, other), null).statusCode()).isEqualTo(403);
        assertThat(server.fetch(url.replace("expires=1", "expires=2"), null).statusCode())
                .isEqualTo(403);
        assertThat(server.fetch(url.replaceAll("&signature=.*", ""), null).statusCode())
                .isEqualTo(403);
        assertThat(server.fetch(url + "0", null).statusCode()).isEqualTo(403);
        server.passes(ArchiveServer.LINK_VALIDITY);
        HttpResponse<byte[]> late = server.fetch(url, null);
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(new String(late.body(), StandardCharsets.UTF_8)).contains("ask for a new one");
    }

    @Test
    void aRecordingThatWasDeletedMeanwhileIsNotFound() throws IOException {
        record(recordings.begin(chat), 1);
        String url = complete().get("signed_audio_url").asText();
        Files.delete(directory.resolve(chat + ".wav"));

        assertThat(server.fetch(url, null).statusCode()).isEqualTo(404);
        assertThat(server.get(audio).json().get("status").asText()).isEqualTo("CANCELLED");
    }

    @Test
    void groupsHaveTheLinksOfTheirChats() {
        record(recordings.begin(chat), 1);
        complete();

        JsonNode page = server.get("/v0/evi/chat_groups/g/audio").json().get("audio_reconstructions_page");

        assertThat(page).hasSize(1);
        assertThat(page.get(0).get("status").asText()).isEqualTo("COMPLETE");
        assertThat(server.fetch(page.get(0).get("signed_audio_url").asText(), null)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPublicUrlIsWhereLinksLeadTo() {
        record(recordings.begin(chat), 1);
        complete();
        try (ArchiveServer behindProxy = new ArchiveServer(recordings, "https://evi.example.com/")) {
            behindProxy.chat(chat, "g", 1_000, 0);

            assertThat(behindProxy.get(audio).json().get("signed_audio_url").asText())
                    .startsWith("https://evi.example.com/v0/evi/chats/" + chat + "/audio/file?expires=");
        }
    }

    @Test
    void withoutRecordingEverythingIsCancelled() {
        try (ArchiveServer mute = new ArchiveServer(Recordings.OFF)) {
            mute.chat(chat, "g", 1_000, 0);
            Recordings.OFF.begin(chat).close();

            assertThat(mute.get(audio).json().get("status").asText()).isEqualTo("CANCELLED");
        }
    }

    private JsonNode complete() {
        return Awaitility.await()
                .until(
                        () -> server.get(audio).json(),
                        json -> json.get("status").asText().equals("COMPLETE"));
    }

    private static void record(Recording recording, int seconds) {
        for (int frame = 1; frame <= seconds * 50; frame++) {
            recording.user(new short[160], frame * 20_000_000L);
        }
        recording.close();
    }
}
