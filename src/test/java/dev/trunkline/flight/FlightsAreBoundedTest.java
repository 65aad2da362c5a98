package dev.trunkline.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallSetup;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.IncomingCall;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of flights: how many, whose, and what is no such file. */
class FlightsAreBoundedTest {

    @TempDir
    private Path folder;

    private Path flight(int number, String from) throws IOException {
        return flight(number, from, List.of());
    }

    private Path flight(int number, String from, List<FlightKey> keys) throws IOException {
        CallSetup setup = new CallSetup(
                new IncomingCall("CA" + number, "MZ1", from, "+15550002", Map.of()),
                "main",
                new AgentProfile("CA" + number, null, null, null, 16_000, Map.of(), null, List.of()),
                CallPolicy.defaults(),
                new Apologise(""));
        FlightOpening opening = FlightOpening.of(setup, "this build", "2026-11-30T10:00:0" + number + "Z", 0);
        new FlightFolder(folder, 0, keys).create(opening).close();
        List<Path> all = FlightFolder.flightsOf(folder);
        return all.get(all.size() - 1);
    }

    @Test
    void theOldestGoFirst() throws IOException {
        long bytes = Files.size(flight(1, "+15550001"));
        Path second = flight(2, "+15550001");
        Path third = flight(3, "+15550001");

        new FlightFolder(folder, bytes * 2 + bytes / 2, List.of()).prune();

        assertThat(FlightFolder.flightsOf(folder)).containsExactly(second, third);
    }

    @Test
    void aCallersAreErased() throws IOException {
        flight(1, "+14155550100");
        Path other = flight(2, "+14155550101");
        flight(3, "+14155550100");

        assertThat(new FlightFolder(folder, 0, List.of())
                        .erase(call -> call.from().equals("+14155550100")))
                .isEqualTo(2);

        assertThat(FlightFolder.flightsOf(folder)).containsExactly(other);
    }

    /** Neither the version before ours, nor an agent that this build does not understand, keeps somebody's number here. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void soIsOneThatCannotBeReplayedHere(int version) throws IOException {
        Path other = flight(2, "+14155550101");
        Path theirs = strange(version, "{\"incoming\":" + incoming("+14155550100") + ",\"agent\":7,\"policy\":[]}");
        FlightFolder flights = new FlightFolder(folder, 0, List.of());
        assertThatThrownBy(() -> FlightReader.open(theirs, List.of())).isInstanceOf(FlightReader.Unreadable.class);

        assertThat(flights.erase(call -> call.from().equals("+14155550199"))).isZero();
        assertThat(FlightFolder.flightsOf(folder)).containsExactlyInAnyOrder(theirs, other);

        assertThat(flights.erase(call -> call.from().equals("+14155550100"))).isEqualTo(1);
        assertThat(FlightFolder.flightsOf(folder)).containsExactly(other);
    }

    @Test
    void oneThatIsWholeAndDoesNotSayWhoseItIsStays() throws IOException {
        Path file = strange(2, "{\"agent\":7}");

        assertThatThrownBy(() -> new FlightFolder(folder, 0, List.of()).erase(call -> true))
                .hasMessage("strange.flight does not say whose it is");

        assertThat(file).exists();
    }

    private static String incoming(String from) {
        return "{\"callSid\":\"CA1\",\"streamSid\":\"MZ1\",\"from\":\"" + from + "\",\"to\":\"+15550002\"}";
    }

    private Path strange(int version, String opening) throws IOException {
        Path file = folder.resolve("strange.flight");
        byte[] packed = FlightFormat.packed(new byte[0], 0, List.of(opening));
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(FlightFormat.MAGIC);
            out.writeShort(version);
            out.writeByte(FlightFormat.OPEN);
            out.writeInt(packed.length);
            out.writeInt(FlightFormat.sum(0, packed));
            out.writeByte(0);
            out.write(packed);
        }
        return file;
    }

    @Test
    void unlessNobodyCanTellWhoseTheyAre() throws IOException {
        flight(1, "+14155550100");
        Files.writeString(folder.resolve("0.flight"), "rubbish");

        assertThatThrownBy(() -> new FlightFolder(folder, 0, List.of()).erase(call -> true))
                .isInstanceOf(IOException.class)
                .hasMessage("0.flight is no flight");
        assertThat(FlightFolder.flightsOf(folder)).hasSize(1);
    }

    /** Somebody's number may stand in it, and no program reads it any more. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAKilledProcessHasLeftOfABeginningGoesWithAnybodyWhoIsErased(boolean sealed) throws IOException {
        List<FlightKey> keys = sealed ? List.of(new FlightKey("ab".repeat(32))) : List.of();
        Path whole = flight(1, "+14155550100", keys);
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(folder.resolve(length + ".flight"), Arrays.copyOf(bytes, length));
        }

        assertThat(new FlightFolder(folder, 0, keys).erase(call -> false)).isZero();

        assertThat(FlightFolder.flightsOf(folder)).containsExactly(whole);
    }

    @Test
    void nobodyElseCanReadThem() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(flight(1, "+15550001"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsNoFlightSaysSo() throws IOException {
        Path file = folder.resolve("x.flight");
        Files.writeString(file, "something else");
        assertThatThrownBy(() -> FlightReader.open(file, List.of()))
                .isInstanceOf(FlightReader.Unreadable.class)
                .hasMessage("is no flight");
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> FlightReader.open(file, List.of())).hasMessage("is no flight: it is too short");
        Files.write(file, "TLFR\0\7".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> FlightReader.open(file, List.of())).hasMessageContaining("is of version 7");
    }

    @Test
    void soDoesOneThatBreaksOffAtOnce() throws IOException {
        Path file = flight(1, "+15550001");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> FlightReader.open(file, List.of()))
                .hasMessage("does not say what its call began with");
    }
}
