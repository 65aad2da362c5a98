package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.engine.hearing.AudioInputDecoder.Verdict;
import dev.trunkline.engine.wire.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebM with Opus, as browsers record it. */
class RecordingsAreHeardIT {

    private static final int TONE_HZ = 440;
    private static final int MILLIS = 1_000;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final AudioInputDecoder sound = new AudioInputDecoder(this::onFrame);

    static Stream<Named<Webm>> recordings() {
        return Stream.of(
                Named.of("as MediaRecorder does", new Webm()),
                Named.of("in groups", new Webm().inGroups()),
                Named.of("with sizes", new Webm().ofKnownSizes()),
                Named.of("with a picture", new Webm().withPicture()));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void theToneThatWasRecordedIsHeard(Webm webm) {
        assertThat(sound.accept(webm.of(Webm.tone(TONE_HZ, MILLIS, 1)))).isEqualTo(Verdict.ACCEPTED);

        assertToneIsHeard();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 1_000})
    void messagesMayCutItAnywhere(int messageBytes) {
        byte[] file = new Webm().of(Webm.tone(TONE_HZ, MILLIS, 1));

        for (int at = 0; at < file.length; at += messageBytes) {
            byte[] message = Arrays.copyOfRange(file, at, Math.min(file.length, at + messageBytes));
            assertThat(sound.accept(message)).isEqualTo(Verdict.ACCEPTED);
        }

        assertToneIsHeard();
    }

    @Test
    void stereoIsMixed() {
        sound.accept(new Webm().of(Webm.tone(TONE_HZ, MILLIS, 2)));

        assertToneIsHeard();
    }

    @Test
    void aRecorderThatStartsAnewIsHeardOn() {
        sound.accept(new Webm().of(Webm.tone(TONE_HZ, MILLIS / 2, 1)));
        sound.accept(new Webm().inGroups().of(Webm.tone(TONE_HZ, MILLIS / 2, 1)));

        assertToneIsHeard();
    }

    @Test
    void whatIsDeclaredLaterCounts() {
        sound.accept(new Webm().of(Webm.tone(0, 100, 1)));
        heard.reset();
        sound.declare(new AudioFormat(8_000, 1));

        assertThat(sound.accept(new byte[320])).isEqualTo(Verdict.ACCEPTED);
        assertThat(heard.size()).isEqualTo(320);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ffmpeg -c:a libopus", "ffmpeg -c:a libopus -live 1 -ac 2", "ffmpeg -c:a libopus -ar 16000"})
    void whatFfmpegMakesIsHeard(String recorder, @TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffmpeg")), "skipped: ffmpeg is not installed");
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i"));
        command.add("sine=frequency=" + TONE_HZ + ":duration=1,volume=4"); // its sine is an eighth of full scale
        command.addAll(List.of(recorder.split(" ")).subList(1, recorder.split(" ").length));
        command.addAll(List.of("-f", "webm", folder.resolve("tone.webm").toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();

        assertThat(sound.accept(Files.readAllBytes(folder.resolve("tone.webm"))))
                .isEqualTo(Verdict.ACCEPTED);

        assertToneIsHeard();
    }

    @Test
    void aWholeFileInOneMessageIsNoStream() {
        byte[] file = new Webm().of(Collections.nCopies(600, Webm.tone(0, 20, 1).get(0)));

        assertThat(sound.accept(file)).isEqualTo(Verdict.TOO_LONG);
        assertThat(heard.size()).isLessThanOrEqualTo(2 * 8_000 * 11);
    }

    @Test
    void aFloodOfLongPacketsIsNotDecoded() {
        byte[] longPacket = {0x19, 0x42, 0x42}; // two frames of 60 ms
        byte[] file = new Webm().of(Collections.nCopies(100_000, longPacket));

        assertThat(sound.accept(file)).isEqualTo(Verdict.TOO_LONG);
        assertThat(heard.size()).isLessThanOrEqualTo(2 * 8_000 * 11);
    }

    @Test
    void otherCodecsAreNotUnderstood() {
        List<byte[]> packets = Webm.tone(0, 100, 1);

        assertThat(sound.accept(new Webm().codec("A_VORBIS").of(packets))).isEqualTo(Verdict.UNKNOWN_FORMAT);
        assertThat(new AudioInputDecoder(this::onFrame)
                        .accept(new Webm().encrypted().of(packets)))
                .isEqualTo(Verdict.UNKNOWN_FORMAT);
        assertThat(heard.size()).isZero();
    }

    @Test
    void otherFilesAreNotUnderstood() {
        byte[] clusterAlone = {0x1F, 0x43, (byte) 0xB6, 0x75, 0x01, -1, -1, -1, -1, -1, -1, -1};
        byte[] almostWebm = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA4};
        byte[] bigEndian = "RIFX".getBytes(StandardCharsets.ISO_8859_1);

        Stream.of(bigEndian, clusterAlone, almostWebm)
                .forEach(bytes -> assertThat(new AudioInputDecoder(this::onFrame).accept(bytes))
                        .isEqualTo(Verdict.UNKNOWN_FORMAT));
    }

    @Test
    void filesThatNobodyDecodesAreKnownAllTheSame() {
        Stream.of("\0\0\0 ftypmp42\0\0\0\0isommp42", "OggS\0\0\0\0\0\0\0\0", "ID3") // Safari records MP4
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .forEach(bytes -> assertThat(new AudioInputDecoder(this::onFrame).accept(bytes))
                        .isEqualTo(Verdict.UNDECODABLE));
    }

    @Test
    void lostPacketsAreSkippedAndRubbishIsGivenUp() {
        List<byte[]> packets = new ArrayList<>(Webm.tone(TONE_HZ, MILLIS, 1));
        for (int i = 5; i < 45; i += 10) {
            packets.add(i, new byte[] {0x1B, 0x7F}); // says it has 63 frames
        }
        assertThat(sound.accept(new Webm().of(packets))).isEqualTo(Verdict.ACCEPTED);
        assertThat(heard.size()).isEqualTo(2 * 8_000);

        byte[] rubbish = new Webm().of(Collections.nCopies(50, new byte[] {0x1B, 0x7F}));
        assertThat(new AudioInputDecoder(this::onFrame).accept(rubbish)).isEqualTo(Verdict.UNKNOWN_FORMAT);
    }

    @Test
    void noBytesBreakIt() {
        Random random = new Random(31);
        byte[] good = new Webm().of(Webm.tone(TONE_HZ, 400, 1));
        for (int round = 0; round < 500; round++) {
            byte[] file = good.clone();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                file[4 + random.nextInt(file.length - 4)] = (byte) random.nextInt(256);
            }
            AudioInputDecoder one = new AudioInputDecoder(frame -> {});
            for (int at = 0; at < file.length; ) {
                int length = 1 + random.nextInt(2_000);
                assertThat(one.accept(Arrays.copyOfRange(file, at, Math.min(file.length, at + length))))
                        .isNotNull();
                at += length;
            }
        }
    }

    @Test
    void noPacketBreaksIt() {
        Random random = new Random(32);
        for (int round = 0; round < 80; round++) {
            List<byte[]> packets = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] packet = new byte[1 + random.nextInt(200)];
                random.nextBytes(packet);
                packets.add(packet);
            }
            heard.reset();

            sound.accept(new Webm().of(packets));

            assertThat(heard.size()).isLessThanOrEqualTo(2 * 8_000 * 11);
        }
    }

    @Test
    void elementsThatClaimToBeEndlessAreRubbish() {
        byte[] start = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, (byte) 0x80, 0x18, 0x53, (byte) 0x80, 0x67, (byte) 0xFF};
        byte[] endless = Webm.concat(start, new byte[] {(byte) 0xEC, 0x01, 0x7F, -1, -1, -1, -1, -1, -1});

        assertThat(sound.accept(endless)).isEqualTo(Verdict.UNKNOWN_FORMAT);
    }

    private void onFrame(short[] samples) {
        for (short sample : samples) {
            heard.write(sample);
            heard.write(sample >> 8);
        }
    }

    private void assertToneIsHeard() {
        byte[] bytes = heard.toByteArray();
        assertThat(bytes.length / 2).as("samples").isBetween(7_600, 8_800);
        int crossings = 0;
        boolean below = false;
        for (int at = 0; at < bytes.length; at += 2) {
            int sample = (bytes[at] & 0xFF) | bytes[at + 1] << 8;
            if (sample < -3_000) {
                below = true;
            } else if (sample > 3_000 && below) {
                below = false;
                crossings++;
            }
        }
        assertThat(crossings).as("periods").isBetween(TONE_HZ - 15, TONE_HZ + 15);
    }
}
