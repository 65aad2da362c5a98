package dev.trunkline.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.trunkline.engine.history.Recording;
import dev.trunkline.engine.history.Recordings.Reconstruction;
import dev.trunkline.engine.history.Recordings.State;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.file.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RecordingIT {

    private static final long PLENTY_BYTES = 100_000_000;
    private static final long MILLI = 1_000_000; // nanoseconds
    private static final short USER = 1_000;
    private static final short AGENT = 2_000;

    private final String chat = UUID.randomUUID().toString();

    @TempDir
    private Path directory;

    @Test
    void theUserIsOnTheLeftAndTheAgentOnTheRightWhereItWasHeard() throws Exception {
        try (FileRecordings recordings = recordings(PLENTY_BYTES)) {
            Recording recording = recordings.begin(chat);
            speak(recording, 0, 1_000);
            recording.agent(List.of(wav(8_000, 300), wav(8_000, 200)), 400 * MILLI);
            recording.close();

            Stereo sound = sound(recordings, chat);

            assertThat(sound.millis()).isEqualTo(1_000);
            assertThat(sound.user(500)).isEqualTo(USER);
            assertThat(sound.agent(390)).isZero();
            assertThat(sound.agent(410)).isEqualTo(AGENT);
            assertThat(sound.agent(890)).isEqualTo(AGENT);
            assertThat(sound.agent(910)).isZero();
        }
    }

    @Test
    void whatTheAgentWasCutOffFromSayingIsNotThere() throws Exception {
        try (FileRecordings recordings = recordings(PLENTY_BYTES)) {
            Recording recording = recordings.begin(chat);
            recording.agent(List.of(wav(8_000, 2_000)), 100 * MILLI);
            recording.agent(List.of(wav(8_000, 2_000)), 2_100 * MILLI);
            recording.cut(700 * MILLI);
            recording.agent(List.of(wav(8_000, 500)), 1_500 * MILLI);
            recording.close();

            Stereo sound = sound(recordings, chat);

            assertThat(sound.millis()).isEqualTo(2_000);
            assertThat(sound.agent(690)).isEqualTo(AGENT);
            assertThat(sound.agent(710)).isZero();
            assertThat(sound.agent(1_490)).isZero();
            assertThat(sound.agent(1_510)).isEqualTo(AGENT);
        }
    }

    @Test
    void soundThatIsSentAtAnyRateIsBroughtToThatOfTheRecording() throws Exception {
        try (FileRecordings recordings = recordings(PLENTY_BYTES)) {
            Recording recording = recordings.begin(chat);
            recording.agent(List.of(wav(48_000, 500), wav(48_000, 500)), 0);
            recording.close();

            Stereo sound = sound(recordings, chat);

            assertThat(sound.millis()).isBetween(990, 1_000);
            assertThat(sound.agent(500)).isBetween(AGENT - 20, AGENT + 20);
        }
    }

    @Test
    void whereTheUserSendsNothingThereIsSilence() throws Exception {
        try (FileRecordings recordings = recordings(PLENTY_BYTES)) {
            Recording recording = recordings.begin(chat);
            speak(recording, 2_000, 2_500);
            speak(recording, 10_000, 10_500);
            recording.close();

            Stereo sound = sound(recordings, chat);

            assertThat(sound.millis()).isEqualTo(10_500);
            assertThat(sound.user(1_990)).isZero();
            assertThat(sound.user(2_010)).isEqualTo(USER);
            assertThat(sound.user(2_510)).isZero();
            assertThat(sound.user(9_990)).isZero();
            assertThat(sound.user(10_010)).isEqualTo(USER);
        }
    }

    @Test
    void jitterDoesNotTearTheUsersSound() throws Exception {
        try (FileRecordings recordings = recordings(PLENTY_BYTES)) {
            Recording recording = recordings.begin(chat);
            for (int i = 1; i <= 100; i++) {
                // Five frames at a time, as a busy network delivers them.
                recording.user(frame(), (i + 4L) / 5 * 5 * 20 * MILLI);
            }
            recording.close();

            Stereo sound = sound(recordings, chat);

            for (int millis = 100; millis < 2_000; millis++) {
                assertThat(sound.user(millis)).isEqualTo(USER);
            }
            assertThat(sound.millis()).isBetween(2_000, 2_100);
        }
    }

    @Test
    void aRecordingIsQueuedUntilTheChatEnds() throws Exception {
        try (FileRecordings recordings = recordings(PLENTY_BYTES)) {
            Recording recording = recordings.begin(chat);
            speak(recording, 0, 3_000);
            assertThat(find(recordings, chat).state()).isEqualTo(State.QUEUED);
            recording.close();

            assertThat(complete(recordings, chat).changedMillis()).isPositive();
            assertThat(files()).containsExactly(chat + ".wav");
            String other = UUID.randomUUID().toString();
            assertThat(find(recordings, other)).isEqualTo(new Reconstruction(State.CANCELLED, null, null));
        }
    }

    @Test
    void idsThatAreNoUuidsNeverBecomePaths() throws Exception {
        Files.writeString(directory.resolve("x.wav"), "secret");
        try (FileRecordings recordings = recordings(PLENTY_BYTES)) {
            for (String id :
                    List.of("x", "../" + directory.getFileName() + "/x", "\0", chat.toUpperCase(Locale.ROOT))) {
                assertThat(find(recordings, id).state()).isEqualTo(State.CANCELLED);
                assertThatThrownBy(() -> recordings.begin(id)).hasMessageContaining("UUID");
            }
        }
    }

    @Test
    void theOldestAreDeletedWhenTheDirectoryIsFull() throws Exception {
        String old = UUID.randomUUID().toString();
        String older = UUID.randomUUID().toString();
        Files.write(directory.resolve(old + ".wav"), new byte[10_000]);
        Files.write(directory.resolve(older + ".wav"), new byte[10_000]);
        Files.setLastModifiedTime(directory.resolve(old + ".wav"), FileTime.fromMillis(2_000));
        Files.setLastModifiedTime(directory.resolve(older + ".wav"), FileTime.fromMillis(1_000));
        try (FileRecordings recordings = recordings(50_000)) {
            Recording recording = recordings.begin(chat);
            speak(recording, 0, 1_000); // 32,044 bytes
            recording.close();
            complete(recordings, chat);

            assertThat(files()).containsExactlyInAnyOrder(chat + ".wav", old + ".wav");
            assertThat(find(recordings, older).state()).isEqualTo(State.CANCELLED);
        }
    }

    @Test
    void whatADeadProcessHasLeftIsFinished() throws Exception {
        Files.write(directory.resolve(chat + ".user.pcm"), new byte[16_000]);
        try (FileRecordings recordings = recordings(PLENTY_BYTES)) {
            assertThat(sound(recordings, chat).millis()).isEqualTo(1_000);
            assertThat(files()).containsExactly(chat + ".wav");
        }
    }

    @Test
    void aDiskThatFailsIsAnErrorOfThatRecordingOnly() throws Exception {
        ((Logger) LoggerFactory.getLogger(FileRecordings.class)).setLevel(Level.OFF);
        try (FileRecordings recordings = recordings(PLENTY_BYTES)) {
            Recording recording = recordings.begin(chat);
            Files.createDirectory(directory.resolve(chat + ".user.pcm"));
            speak(recording, 0, 2_000);
            Awaitility.await().until(() -> find(recordings, chat).state() == State.ERROR);
            recording.agent(List.of("UklGRg=="), 0);
            recording.close();
            String next = UUID.randomUUID().toString();
            recordings.begin(next).close();

            assertThat(sound(recordings, next).millis()).isZero();
            assertThat(find(recordings, chat).state()).isEqualTo(State.ERROR);
            assertThat(recordings.lost()).isEqualTo(1);
        }
        ((Logger) LoggerFactory.getLogger(FileRecordings.class)).setLevel(null);
    }

    @Test
    void aPlaceThatIsNoDirectoryIsSaidAtTheStart() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> FileRecordings.in(file, PLENTY_BYTES, InstantSource.system()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    private FileRecordings recordings(long maxBytes) throws IOException {
        return FileRecordings.in(directory, maxBytes, InstantSource.system());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Reconstruction find(FileRecordings recordings, String chatId) {
        return recordings.find(List.of(chatId)).join().get(0);
    }

    private static Reconstruction complete(FileRecordings recordings, String chatId) {
        return Awaitility.await().until(() -> find(recordings, chatId), found -> found.state() == State.COMPLETE);
    }

    private static Stereo sound(FileRecordings recordings, String chatId) {
        return Stereo.of(Objects.requireNonNull(complete(recordings, chatId).wav()));
    }

    /** Frames of 20 ms in real time. */
    private static void speak(Recording recording, int fromMillis, int toMillis) {
        for (int at = fromMillis + 20; at <= toMillis; at += 20) {
            recording.user(frame(), at * MILLI);
        }
    }

    private static short[] frame() {
        short[] samples = new short[160];
        Arrays.fill(samples, USER);
        return samples;
    }

    private static String wav(int rateHz, int millis) {
        short[] samples = new short[rateHz * millis / 1_000];
        Arrays.fill(samples, AGENT);
        return Base64.getEncoder().encodeToString(WavFile.of(new Speech(samples, rateHz)));
    }
}
